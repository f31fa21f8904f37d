package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.ports.driven.DetectionStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link DetectionStore} does (detection.md 13, 14). */
public abstract class DetectionStoreContract extends StoreContract {
    private static final Duration BLOCK = Duration.ofMinutes(60);

    /** The store, on an empty backend. */
    protected abstract DetectionStore store();

    private boolean register(Analysis analysis, boolean actionable) {
        return await(store().register(analysis, actionable, Samples.NODE));
    }

    private List<DetectionRecord> all() {
        return await(store().find(0, null, null));
    }

    private static Analysis of(AnalysisCode code) {
        return Samples.analysis(Samples.FAILED, Samples.CLUSTER, code);
    }

    @Test
    void aDetectionIsRegisteredOnce() {
        assertThat(register(Samples.deadSource(), true)).isTrue();
        assertThat(register(Samples.deadSource(), true)).isFalse();

        DetectionRecord row = all().getFirst();
        assertThat(all()).hasSize(1);
        assertThat(row.key()).isEqualTo(Samples.FAILED);
        assertThat(row.code()).isEqualTo(AnalysisCode.DEAD_MASTER);
        assertThat(row.cluster()).isEqualTo(Samples.CLUSTER);
        assertThat(row.clusterAlias()).isEqualTo(Samples.ALIAS);
        assertThat(row.replicaCount()).isEqualTo(1);
        assertThat(row.replicas()).containsExactly(Samples.REPLICA);
        assertThat(row.actionable()).isTrue();
        assertThat(row.active()).isTrue();
        assertThat(row.owner()).isEqualTo(Samples.NODE);
        assertThat(row.startedAt()).isNotEmpty();
        assertThat(row.relatedRecoveryId()).isZero();
    }

    @Test
    void anotherCodeOfTheSameServerEndsTheFirst() {
        register(of(AnalysisCode.UNREACHABLE_MASTER), false);

        boolean isNew = register(of(AnalysisCode.DEAD_MASTER), true);

        assertThat(isNew).isTrue();
        assertThat(all()).extracting(DetectionRecord::active).containsExactly(true, false);
        assertThat(all()).extracting(DetectionRecord::code)
                .containsExactly(AnalysisCode.DEAD_MASTER,
                        AnalysisCode.UNREACHABLE_MASTER);
    }

    @Test
    void oldDetectionsArePurgedUnlessTheyAreActive() {
        register(Samples.deadSource(), true);
        register(Samples.analysis(Samples.REPLICA, Samples.CLUSTER, AnalysisCode.DEAD_MASTER), true);
        await(store().end(Samples.FAILED));
        age(Duration.ofDays(8));

        assertThat(await(store().purge(Duration.ofDays(9), Duration.ofDays(9)))).isZero();
        assertThat(await(store().purge(Duration.ofDays(7), Duration.ofDays(7)))).isEqualTo(1);

        assertThat(all()).singleElement().satisfies(row -> assertThat(row.key()).isEqualTo(Samples.REPLICA));
    }

    @Test
    void serversAreRegisteredIndependently() {
        register(Samples.deadSource(), true);

        assertThat(register(Samples.analysis(Samples.REPLICA, Samples.CLUSTER, AnalysisCode.DEAD_MASTER), true))
                .isTrue();
    }

    @Test
    void anEndedDetectionMayBeRegisteredAgain() {
        register(Samples.deadSource(), true);

        await(store().end(Samples.FAILED));

        assertThat(all()).extracting(DetectionRecord::active).containsExactly(false);
        assertThat(register(Samples.deadSource(), true)).isTrue();
    }

    @Test
    void oldDetectionsExpire() {
        register(Samples.deadSource(), true);
        age(BLOCK.minusMinutes(1));
        int early = await(store().expire(BLOCK));

        age(Duration.ofMinutes(2));
        int late = await(store().expire(BLOCK));

        assertThat(early).isZero();
        assertThat(late).isEqualTo(1);
        assertThat(all()).extracting(DetectionRecord::active).containsExactly(false);
        assertThat(await(store().expire(BLOCK))).isZero();
    }

    @Test
    void detectionsAreFoundNewestFirstTwentyAPage() {
        for (int port = 1; port <= 21; port++) {
            InstanceKey key = new InstanceKey("host", port);
            register(Samples.analysis(key, ClusterName.of(key), AnalysisCode.DEAD_MASTER), true);
        }

        assertThat(all()).hasSize(20).first().extracting(row -> row.key().port()).isEqualTo(21);
        assertThat(await(store().find(1, null, null))).extracting(row -> row.key().port()).containsExactly(1);
        assertThat(await(store().find(2, null, null))).isEmpty();
    }

    @Test
    void detectionsAreFoundByNumberAndAlias() {
        register(Samples.deadSource(), true);
        long id = all().getFirst().id();

        assertThat(await(store().find(0, id, null))).hasSize(1);
        assertThat(await(store().find(0, id + 1, null))).isEmpty();
        assertThat(await(store().find(0, null, Samples.ALIAS))).hasSize(1);
        assertThat(await(store().find(0, null, "other"))).isEmpty();
    }

    @Test
    void onlyChangesOfCodeAreLogged() {
        await(store().recordChanges(List.of(of(AnalysisCode.UNREACHABLE_MASTER))));
        await(store().recordChanges(List.of(of(AnalysisCode.UNREACHABLE_MASTER))));
        await(store().recordChanges(List.of(of(AnalysisCode.DEAD_MASTER))));

        List<DetectionStore.Change> changes = await(store().changes());

        assertThat(changes).extracting(DetectionStore.Change::code).containsExactly("UnreachableMaster", "DeadMaster");
        assertThat(changes).extracting(DetectionStore.Change::key).containsOnly(Samples.FAILED);
        assertThat(changes).extracting(DetectionStore.Change::at).doesNotContain("");
    }
}
