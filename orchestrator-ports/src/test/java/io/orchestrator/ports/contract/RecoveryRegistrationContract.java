package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.RecoveryStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every {@link RecoveryStore} registers and refuses (recovery.md 5). */
public abstract class RecoveryRegistrationContract extends RecoveryStoreFixture {
    private static final InstanceKey FAILED = Samples.FAILED;
    private static final InstanceKey SUCCESSOR = Samples.REPLICA;
    private static final RecoveryOutcome PROMOTED = Samples.promoted(SUCCESSOR);

    @Test
    void aRegisteredRecoveryHasItsRowItsClaimAndItsState() {
        await(stores().detections().register(Samples.deadSource(), true, Samples.NODE));
        DetectionRecord detection = await(stores().detections().find(0, null, null)).getFirst();

        Claim claim = registered("a", Samples.deadSource());

        RecoveryRecord row = all().getFirst();
        assertThat(claim.cluster()).isEqualTo(Samples.CLUSTER);
        assertThat(claim.uid()).isEqualTo(Samples.uid("a"));
        assertThat(claim.owner()).isEqualTo(Samples.NODE);
        assertThat(await(stores().claims().readAll())).extracting(ClaimRow::claim).containsExactly(claim);
        assertThat(row.uid()).isEqualTo(Samples.uid("a"));
        assertThat(row.failed()).isEqualTo(FAILED);
        assertThat(row.code()).isEqualTo(Samples.deadSource().code());
        assertThat(row.cluster()).isEqualTo(Samples.CLUSTER);
        assertThat(row.clusterAlias()).isEqualTo(Samples.ALIAS);
        assertThat(row.replicas()).containsExactly(SUCCESSOR);
        assertThat(row.active()).isTrue();
        assertThat(row.outcome()).isNull();
        assertThat(row.endedAt()).isEmpty();
        assertThat(row.owner()).isEqualTo(Samples.NODE);
        assertThat(row.acknowledged()).isNull();
        assertThat(row.lastDetectionId()).isEqualTo(detection.id());
        assertThat(await(store().unfinished())).extracting(RecoveryStore.Unfinished::state)
                .containsExactly(stateOf("a"));
        assertThat(await(stores().detections().find(0, null, null)).getFirst().relatedRecoveryId()).isEqualTo(row.id());
    }

    @Test
    void whileRecoveriesAreDisabledNoneIsRegistered() {
        await(stores().intents().disableRecoveries(true));

        RecoveryStore.Registration.Refused refused = refused(register("a", Samples.deadSource(), false));

        assertThat(refused.kind()).isEqualTo(RecoveryStore.Refusal.DISABLED);
        assertNothingIsWritten();
    }

    @Test
    void aServerInDowntimeIsNotRecovered() {
        await(stores().intents().beginDowntime(FAILED, "dba", "disk", Duration.ofMinutes(10)));

        RecoveryStore.Registration.Refused refused = refused(register("a", Samples.deadSource(), false));

        assertThat(refused.kind()).isEqualTo(RecoveryStore.Refusal.DOWNTIMED);
        assertNothingIsWritten();
    }

    @Test
    void aDowntimeThatHasEndedDoesNotCount() {
        await(stores().intents().beginDowntime(FAILED, "dba", "disk", Duration.ofMinutes(10)));
        age(Duration.ofMinutes(11));

        registered("a", Samples.deadSource());
    }

    @Test
    void aServerInMaintenanceIsNotRecoveredUnlessAPersonAsks() {
        await(stores().registers()
                .maintenance()
                .begin(new MaintenanceStore.Request(FAILED, "dba", "disk", Duration.ofMinutes(10), Samples.NODE,
                        true)));

        assertThat(refused(register("a", Samples.deadSource(), false)).kind())
                .isEqualTo(RecoveryStore.Refusal.IN_MAINTENANCE);
        assertNothingIsWritten();
        registered(register("b", Samples.deadSource(), true));
    }

    @Test
    void aMaintenanceThatIsOverDoesNotCount() {
        await(stores().registers()
                .maintenance()
                .begin(new MaintenanceStore.Request(FAILED, "dba", "disk", Duration.ofMinutes(10), Samples.NODE,
                        true)));
        age(Duration.ofMinutes(11));

        registered("a", Samples.deadSource());
    }

    private void assertNothingIsWritten() {
        assertThat(all()).isEmpty();
        assertThat(await(stores().claims().readAll())).isEmpty();
        assertThat(await(store().unfinished())).isEmpty();
    }

    @Test
    void aServerPromotedRecentlyIsNotFailedOver() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        Analysis successorDead = deadSourceOf(SUCCESSOR, ClusterName.of(SUCCESSOR));

        RecoveryStore.Registration.Refused refused = refused(register("b", successorDead, false));

        assertThat(refused.kind()).isEqualTo(RecoveryStore.Refusal.RECENTLY_PROMOTED);
        assertThat(refused.blockingRecoveryId()).isEqualTo(all().getFirst().id());
        assertThat(refused.reason())
                .isEqualTo("AttemptRecoveryRegistration: instance db2.example.com:3306 has recently been "
                        + "promoted (by failover of db1.example.com:3306) and is in active period. It will not be failed over. You may "
                        + "acknowledge the failure on db1.example.com:3306 (-c ack-instance-recoveries) to remove this blockage");
    }

    @Test
    void aClusterFailedOverRecentlyIsNotFailedOverAgain() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        InstanceKey third = new InstanceKey("db3.example.com", 3306);

        RecoveryStore.Registration.Refused refused =
                refused(register("b", deadSourceOf(third, Samples.CLUSTER), false));

        assertThat(refused.kind()).isEqualTo(RecoveryStore.Refusal.CLUSTER_BLOCKED);
        assertThat(refused.blockingRecoveryId()).isEqualTo(all().getFirst().id());
        assertThat(refused.reason()).isEqualTo("AttemptRecoveryRegistration: cluster db1.example.com:3306 has recently "
                + "experienced a failover (of db1.example.com:3306) and is in active period. It will not be failed over again. "
                + "You may acknowledge the failure on this cluster (-c ack-cluster-recoveries) or on db1.example.com:3306 "
                + "(-c ack-instance-recoveries) to remove this blockage");
    }

    @Test
    void aBlockedRecoveryIsListedWhileItIsRepeated() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        register("b", Samples.deadSource(), false);

        List<RecoveryStore.Blocked> blocked = await(store().blocked());
        age(Duration.ofSeconds(5));

        assertThat(blocked).singleElement().satisfies(row -> {
            assertThat(row.failed()).isEqualTo(FAILED);
            assertThat(row.clusterName()).isEqualTo(Samples.CLUSTER.value());
            assertThat(row.code()).isEqualTo("DeadMaster");
            assertThat(row.blockingRecoveryId()).isEqualTo(all().getFirst().id());
        });
        assertThat(await(store().blocked())).isEmpty();
    }

    @Test
    void acknowledgingLiftsTheBlock() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        register("b", Samples.deadSource(), false);

        await(store().acknowledge(new Acknowledgement(new Acknowledgement.Scope.OfInstance(FAILED), "dba", "seen")));

        assertThat(await(store().blocked())).isEmpty();
        registered("c", Samples.deadSource());
    }

    @Test
    void aRecoveryThatChangedNothingBlocksNothing() {
        resolve(registered("a", Samples.deadSource()), RecoveryOutcome.failed("source returned"), false);

        registered("b", Samples.deadSource());

        assertThat(all()).extracting(RecoveryRecord::active).containsExactly(true, false);
    }

    @Test
    void aFailedRecoveryBlocksLikeAnyOther() {
        resolve(registered("a", Samples.deadSource()), RecoveryOutcome.failed("nobody"), true);

        assertThat(refused(register("b", Samples.deadSource(), false)).kind())
                .isEqualTo(RecoveryStore.Refusal.CLUSTER_BLOCKED);
    }

    @Test
    void aForcedRecoveryIgnoresSwitchDowntimeAndBlocks() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        await(stores().intents().disableRecoveries(true));
        await(stores().intents().beginDowntime(FAILED, "dba", "disk", Duration.ofMinutes(10)));

        registered(register("b", Samples.deadSource(), true));

        RecoveryRecord.Acknowledged old = Objects.requireNonNull(all().getLast().acknowledged());
        assertThat(all().getLast().active()).isFalse();
        assertThat(old.by()).isEqualTo("orchestrator");
        assertThat(old.comment())
                .isEqualTo("implicit acknowledge due to user invocation of recovery on same instance: " + FAILED);
    }

    @Test
    void evenAForcedRecoveryIsNotRegisteredBesideAnActiveOne() {
        registered("a", Samples.deadSource());

        RecoveryStore.Registration.Refused refused = refused(register("b", Samples.deadSource(), true));

        assertThat(refused.kind()).isEqualTo(RecoveryStore.Refusal.ALREADY_ACTIVE);
        assertThat(refused.reason()).isEqualTo("found an active or recent recovery on db1.example.com:3306. "
                + "Will not issue another RecoverDeadMaster.");
        assertThat(all()).hasSize(1);
    }

    @Test
    void nothingIsRegisteredOnAClaimedCluster() {
        Claim held =
                await(stores().claims().take(Samples.CLUSTER, Samples.uid("relocation"), Samples.OTHER)).orElseThrow();

        assertThat(refused(register("a", Samples.deadSource(), false)).kind()).isEqualTo(RecoveryStore.Refusal.CLAIMED);
        assertThat(refused(register("b", Samples.deadSource(), true)).kind()).isEqualTo(RecoveryStore.Refusal.CLAIMED);
        assertThat(all()).isEmpty();
        assertThat(await(store().unfinished())).isEmpty();
        assertThat(await(stores().claims().renew(held))).isTrue();
    }

    @Test
    void nothingIsRegisteredBesideARecoveryThatIsNotFinished() {
        Claim claim = registered("a", Samples.deadSource());
        await(stores().claims().release(claim));
        await(store().acknowledge(new Acknowledgement(new Acknowledgement.Scope.Everything(), "dba", "seen")));

        RecoveryStore.Registration.Refused refused = refused(register("b", Samples.deadSource(), false));

        assertThat(refused.kind()).isEqualTo(RecoveryStore.Refusal.CLAIMED);
        assertThat(refused(register("c", Samples.deadSource(), true)).kind()).isEqualTo(RecoveryStore.Refusal.CLAIMED);
        assertThat(all()).hasSize(1);
    }
}
