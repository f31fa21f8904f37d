package io.orchestrator.domain.detection;

import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Diagnosis of group primaries beyond the contract (D-18). */
class GroupPrimaryTest {
    private static InstanceBuilder primary() {
        return Instances.server("g1").group("ONLINE", "PRIMARY", "g1", "g2");
    }

    private static InstanceBuilder secondary(String primary) {
        return Instances.server("g2").group("ONLINE", primary.equals("g2") ? "PRIMARY" : "SECONDARY", primary, "g1");
    }

    private static String result(InstanceBuilder... servers) {
        return new Scenario("D-18", "").with(servers).under(s -> s.withGroupPrimaries(true)).result();
    }

    @Test
    void aPrimaryThatCannotBeReadIsNamed() {
        assertThat(result(primary().down(), secondary("g1"))).isEqualTo("g1 UnreachableReplicationGroupPrimary");
    }

    @Test
    void oneThatTheOthersHaveReplacedIsNone() {
        assertThat(result(primary().down(), secondary("g2"))).isEmpty();
    }

    @Test
    void aReadOnlyPrimaryIsNamed() {
        assertThat(result(primary().readOnly(), secondary("g1")))
                .isEqualTo("g1 NoWriteableReplicationGroupPrimary +NoWriteableMasterStructureWarning");
    }

    @Test
    void theContractsCodeComesFirst() {
        assertThat(result(primary().down(), secondary("g1"), Instances.server("s1").replicaOf("g1").ioStopped()))
                .isEqualTo("g1 DeadReplicationGroupMemberWithReplicas");
    }

    @Test
    void nothingIsSaidUnlessItIsAskedFor() {
        assertThat(new Scenario("D-18", "").with(primary().down(), secondary("g1")).result()).isEmpty();
    }
}
