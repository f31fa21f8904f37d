package io.orchestrator.domain.naming;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotNamesTest {
    private static InstanceKey upper(InstanceKey key) {
        return new InstanceKey("full-" + key.hostname(), key.port());
    }

    @Test
    void sourcesReplicasAndMembersAreRenamedAndTheServerItselfIsNot() {
        InstanceSnapshot snapshot =
                Instances.server("me")
                        .replicaOf("s")
                        .reportsReplicas("r")
                        .group("ONLINE", "SECONDARY", "p", "p", "q")
                        .snapshot();

        InstanceSnapshot renamed = SnapshotNames.renamed(snapshot, SnapshotNamesTest::upper);

        assertThat(renamed.key()).isEqualTo(snapshot.key());
        assertThat(renamed.sourceKey()).isEqualTo(upper(snapshot.sourceKey()));
        assertThat(renamed.replicas()).containsExactly(upper(snapshot.replicas().getFirst()));
        assertThat(SnapshotNames.of(renamed)).extracting(InstanceKey::hostname)
                .containsExactlyInAnyOrder("full-s", "full-r", "full-p", "full-q");
    }

    @Test
    void aDetachedSourceStays() {
        InstanceSnapshot snapshot = Instances.server("me").replicaOf("//s").snapshot();

        assertThat(SnapshotNames.of(snapshot)).isEmpty();
        assertThat(SnapshotNames.renamed(snapshot, SnapshotNamesTest::upper)).isSameAs(snapshot);
    }
}
