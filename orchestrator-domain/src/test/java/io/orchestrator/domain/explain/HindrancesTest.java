package io.orchestrator.domain.explain;

import java.util.List;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.detection.HostnamePatterns;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.testing.InstanceBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.key;
import static io.orchestrator.domain.testing.Instances.server;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static org.assertj.core.api.Assertions.assertThat;

/** What stands between a failure and its recovery. */
class HindrancesTest {
    private static Situation cluster() {
        return Situation.of(server("m").executed(made(100)), replica("r1"), replica("r2"));
    }

    private static InstanceBuilder replica(String name) {
        return server(name).replicaOf("m").executed(made(100)).readOnly();
    }

    private static RecoveryRecord recovery(String failed, String cluster, String successor, boolean active,
            String endedAt) {
        RecoveryOutcome outcome = successor.isEmpty() ? null
                : new RecoveryOutcome(true, key(successor), "", List.of(), List.of(), List.of());
        return new RecoveryRecord(7, new RecoveryUid("7:ab"), key(failed), AnalysisCode.DEAD_MASTER,
                new ClusterName(cluster), cluster, 2, List.of(), outcome, active, "then", endedAt,
                new NodeId("node", "token"), null, 0);
    }

    private static List<String> blocks(Situation situation) {
        return situation.failure()
                .hindrances()
                .stream()
                .filter(Hindrance::isBlocking)
                .map(Hindrance::sentence)
                .toList();
    }

    @Test
    void theGlobalSwitch() {
        FailureExplanation failure = cluster().disabled().failure();

        assertThat(failure.verdict()).isEqualTo("would NOT be recovered: recoveries are disabled globally");
        assertThat(failure.succession()).isNotNull()
                .satisfies(s -> assertThat(s.promoted()).isEqualTo(key("r1")));
    }

    @Test
    void aClusterThatNoFilterMatches() {
        assertThat(blocks(cluster().under(a -> a.withRecoveryOf(ClusterFilters.of(List.of("other")),
                ClusterFilters.NONE))))
                .containsExactly("cluster m:3306 matches none of RecoverMasterClusterFilters");
    }

    @Test
    void downtimeOfTheSourceWithItsEnd() {
        assertThat(blocks(cluster().downtimed("m"))).containsExactly(
                "m:3306 is in downtime until " + Situation.DOWNTIME_END + " (ops: new disk)");
    }

    @Test
    void maintenanceAndIgnoredHosts() {
        assertThat(blocks(cluster().inMaintenance("m")))
                .containsExactly("m:3306 is in maintenance, where servers are not analysed");
        assertThat(blocks(cluster().under(a -> a.withIgnoredHosts(HostnamePatterns.of(List.of("^m$"))))))
                .containsExactly("m:3306 matches RecoveryIgnoreHostnameFilters and is not analysed");
    }

    @Test
    void restrictionsThatAreNotHonouredAndClaims() {
        assertThat(blocks(cluster().suspendedBy("PreFailoverProcesses is set")))
                .containsExactly("automatic recovery is off: PreFailoverProcesses is set");
        assertThat(blocks(cluster().claimed()))
                .containsExactly("a recovery, takeover or relocation of cluster m:3306 is running");
    }

    @Test
    void allThatBlocksIsToldAndCounted() {
        Situation situation = cluster().disabled()
                .under(a -> a.withRecoveryOf(ClusterFilters.NONE, ClusterFilters.NONE))
                .suspendedBy("X")
                .hinderedBy(Hindrance.blocks("the lease of this node has run out; nothing is started"));

        assertThat(blocks(situation)).hasSize(4)
                .last()
                .isEqualTo("the lease of this node has run out; nothing is started");
        assertThat(situation.failure().verdict())
                .isEqualTo("would NOT be recovered: recoveries are disabled globally (and 3 more)");
    }

    @Test
    void aRecoveryOfTheClusterOrOfTheSourceIsRecent() {
        assertThat(blocks(cluster().after(recovery("old", "m:3306", "m", true, "now")))).hasSize(2)
                .allMatch(text -> text.startsWith("AttemptRecoveryRegistration: "))
                .allMatch(text -> text.contains("is in active period"));
        assertThat(blocks(cluster().after(recovery("old", "old:3306", "m", true, "now")))).singleElement()
                .asString()
                .startsWith("AttemptRecoveryRegistration: instance m:3306 has recently been promoted"
                        + " (by failover of old:3306)");
        assertThat(blocks(cluster().after(recovery("old", "m:3306", "", false, "")))).containsExactly(
                "recovery 7:ab of cluster m:3306 was begun and is to be finished first");
        assertThat(blocks(cluster().after(recovery("old", "m:3306", "m", false, "now")))).isEmpty();
    }

    @Test
    void doubtDelays() {
        FailureExplanation failure = cluster().doubting("many watches broke at once").failure();

        assertThat(failure.isRecovered()).isTrue();
        assertThat(failure.hindrances()).containsExactly(
                Hindrance.delays("decided anew after 500 ms: many watches broke at once"));
    }

    @Test
    void processesBeforeAndPromotionWithoutStatementsAreTold() {
        assertThat(cluster().withPreFailoverHook().withoutPromotionStatements().failure().hindrances())
                .containsExactly(
                        Hindrance.delays("PreFailoverProcesses run first; if one of them fails nobody is promoted"),
                        Hindrance.note(
                                "ApplyMySQLPromotionAfterMasterFailover is off: r1:3306 is not made writable"));
    }

    @Test
    void anApplierThatStoppedIsTold() {
        Situation situation =
                Situation.of(server("m").executed(made(100)), replica("r1").sqlStopped());

        assertThat(situation.failure().hindrances()).containsExactly(Hindrance.delays("the applier of r1:3306 does not"
                + " run; where it has something to apply and cannot, another replica is chosen"));
    }
}
