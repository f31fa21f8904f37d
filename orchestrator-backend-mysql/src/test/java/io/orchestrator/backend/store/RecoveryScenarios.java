package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.operations.Acknowledgement.Scope;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.RecoveryStore.Query;
import io.orchestrator.ports.driven.RecoveryStore.Refusal;
import io.orchestrator.ports.driven.RecoveryStore.Registration;
import io.orchestrator.ports.driven.RecoveryStore.Request;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Recoveries and detections. */
public abstract class RecoveryScenarios extends StoreScenarios {

    private static final InstanceKey SOURCE = new InstanceKey("db1", 3306);
    private static final InstanceKey REPLICA = new InstanceKey("db2", 3306);
    private static final InstanceKey THIRD = new InstanceKey("db3", 3306);
    private static final ClusterName CLUSTER = ClusterName.of(SOURCE);
    private static final RecoveryUid UID = new RecoveryUid("1:ab");
    private static final RecoveryOutcome PROMOTED =
            new RecoveryOutcome(true, REPLICA, "second", List.of(THIRD), List.of(REPLICA, THIRD),
                    List.of("one", "two"));

    @Test
    void registeredRecoveryStandsInTheTablesOfTheContractWithClaimAndState() {
        get(stores.detections().register(analysis(SOURCE, AnalysisCode.DEAD_MASTER), true, ONE));

        var registered = register(UID, SOURCE, false);

        assertThat(get(stores.recoveries().find(Query.page(0)))).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(registered.id());
            assertThat(row.uid()).isEqualTo(UID);
            assertThat(row.failed()).isEqualTo(SOURCE);
            assertThat(row.code()).isEqualTo(AnalysisCode.DEAD_MASTER);
            assertThat(row.active()).isTrue();
            assertThat(row.outcome()).isNull();
            assertThat(row.replicas()).containsExactly(REPLICA, THIRD);
            assertThat(row.owner()).isEqualTo(ONE);
            assertThat(row.lastDetectionId()).isPositive();
            assertThat(row.startedAt()).startsWith("20");
        });
        assertThat(get(stores.claims().readAll())).singleElement()
                .satisfies(claim -> assertThat(claim.claim()).isEqualTo(registered.claim()));
        assertThat(get(stores.recoveries().unfinished())).singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(initial(UID, SOURCE)));
        assertThat(query("select slave_hosts from topology_recovery")).containsExactly("db2:3306,db3:3306");
    }

    @Test
    void repeatedRegistrationFindsItsOwnRow() {
        assertThat(register(UID, SOURCE, false)).isEqualTo(register(UID, SOURCE, false));
    }

    @Test
    void whateverForbidsARecoveryIsReadAgain() {
        get(stores.intents().disableRecoveries(true));
        assertThat(refuse("2:cd", SOURCE, false).kind()).isEqualTo(Refusal.DISABLED);
        get(stores.intents().disableRecoveries(false));

        get(stores.intents().beginDowntime(SOURCE, "me", "why", Duration.ofMinutes(1)));
        assertThat(refuse("2:cd", SOURCE, false).kind()).isEqualTo(Refusal.DOWNTIMED);
        get(stores.intents().endDowntime(SOURCE));

        get(stores.claims().take(CLUSTER, new RecoveryUid("9:zz"), TWO));
        assertThat(refuse("2:cd", SOURCE, false).kind()).isEqualTo(Refusal.CLAIMED);
        assertThat(get(stores.recoveries().find(Query.page(0)))).isEmpty();
    }

    @Test
    void finishedRecoveryBlocksItsClusterAndItsSuccessorUntilAcknowledged() {
        var registered = register(UID, SOURCE, false);
        resolve(registered, true);

        var cluster = refuse("2:cd", THIRD, false);
        var promoted = refuse("3:ef", REPLICA, false);

        assertThat(cluster.kind()).isEqualTo(Refusal.CLUSTER_BLOCKED);
        assertThat(cluster.reason())
                .startsWith("AttemptRecoveryRegistration: cluster db1:3306 has recently experienced a "
                        + "failover (of db1:3306) and is in active period.");
        assertThat(cluster.blockingRecoveryId()).isEqualTo(registered.id());
        assertThat(promoted.kind()).isEqualTo(Refusal.RECENTLY_PROMOTED);
        assertThat(get(stores.recoveries().blocked())).extracting(blocked -> blocked.failed())
                .containsExactlyInAnyOrder(THIRD, REPLICA);

        int acknowledged = get(stores.recoveries()
                .acknowledge(new Acknowledgement(new Scope.OfCluster(CLUSTER, "main"),
                        "me", "seen")));

        assertThat(acknowledged).isEqualTo(1);
        get(stores.claims().release(registered.claim()));
        register(new RecoveryUid("2:cd"), THIRD, false);
        get(stores.recoveries().expireActivePeriods(Duration.ofHours(1)));
        assertThat(get(stores.recoveries().blocked())).isEmpty();
    }

    @Test
    void forcedRecoveryAcknowledgesWhatIsCompletedAndIsRefusedOnlyByOneThatRuns() {
        var first = register(UID, SOURCE, false);
        assertThat(refuse("2:cd", SOURCE, true).kind()).isEqualTo(Refusal.ALREADY_ACTIVE);
        assertThat(refuse("2:cd", THIRD, true).kind()).isEqualTo(Refusal.CLAIMED);
        resolve(first, true);
        get(stores.claims().release(first.claim()));

        register(new RecoveryUid("2:cd"), SOURCE, true);

        assertThat(get(stores.recoveries().find(new Query(0, null, UID, null, null, false, false)))).singleElement()
                .satisfies(row -> {
                    assertThat(row.active()).isFalse();
                    assertThat(row.acknowledged()).isNotNull();
                });
    }

    @Test
    void stepsAreWrittenUnderTheClaimOnly() {
        var registered = register(UID, SOURCE, false);
        var state = new RecoveryState.StoppingReceivers(context(UID, SOURCE), 1, 1, List.of());
        var intents = List.of(new StepIntent(1, 1, new ServerAction.StopReceiver(REPLICA)),
                new StepIntent(1, 1, new ServerAction.StopReceiver(THIRD)));

        assertThat(get(
                stores.recoveries().advance(registered.claim(), state, intents, List.of("stopping", "ängstlich 😀"))))
                .isTrue();
        // The answer was lost: the same is asked again.
        assertThat(get(stores.recoveries().advance(registered.claim(), state, intents, List.of()))).isTrue();

        assertThat(query("select hostname from orcj_recovery_step order by hostname")).containsExactly("db2", "db3");
        assertThat(get(stores.recoveries().unfinished()).getFirst().state()).isEqualTo(state);
        assertThat(get(stores.recoveries().steps(UID))).extracting(step -> step.message())
                .containsExactly("stopping", "ängstlich ?");

        var taken = get(stores.claims().takeOver(get(stores.claims().readAll()).getFirst(), TWO, Duration.ZERO));
        assertThat(get(stores.recoveries()
                .advance(registered.claim(), initial(UID, SOURCE), List.of(
                        new StepIntent(2, 1, new ServerAction.StopReceiver(REPLICA))), List.of("late"))))
                .isFalse();
        assertThat(get(stores.recoveries().unfinished()).getFirst().state()).isEqualTo(state);
        assertThat(get(stores.recoveries().steps(UID))).hasSize(2);
        assertThat(get(stores.recoveries().adopt(taken.orElseThrow()))).isTrue();
        assertThat(get(stores.recoveries().find(Query.page(0))).getFirst().owner()).isEqualTo(TWO);
    }

    @Test
    void resolvedRecoveryHasItsOutcome() {
        var registered = register(UID, SOURCE, false);

        resolve(registered, true);

        assertThat(get(stores.recoveries().find(Query.page(0)))).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo(PROMOTED);
            assertThat(row.active()).isTrue();
            assertThat(row.endedAt()).startsWith("20");
        });
        assertThat(get(stores.recoveries().unfinished())).isEmpty();
        assertThat(get(stores.recoveries().adopt(registered.claim()))).isFalse();
    }

    @Test
    void recoveriesThatChangedNothingMayFollowEachOtherWithinASecond() {
        for (int i = 1; i <= 3; i++) {
            var registered = register(new RecoveryUid(i + ":ab"), SOURCE, false);
            resolve(registered, false);
            get(stores.claims().release(registered.claim()));
        }

        assertThat(get(stores.recoveries().find(new Query(0, null, null, CLUSTER, null, false, false)))).hasSize(3)
                .noneMatch(row -> row.active());
    }

    @Test
    void activePeriodEndsByAgeUnlessTheClaimIsHeld() {
        var registered = register(UID, SOURCE, false);
        execute("update topology_recovery set start_active_period = " + secondsAgo(100));

        assertThat(get(stores.recoveries().expireActivePeriods(Duration.ofSeconds(50)))).isZero();
        get(stores.claims().release(registered.claim()));
        assertThat(get(stores.recoveries().expireActivePeriods(Duration.ofSeconds(200)))).isZero();
        assertThat(get(stores.recoveries().expireActivePeriods(Duration.ofSeconds(50)))).isEqualTo(1);
    }

    @Test
    void crashedRecoveryOfTheReferenceIsAcknowledgedAndOursIsNot() {
        get(stores.nodes().register(new NodeStore.Node(TWO, true, "", "3.2.6", "db:3306", "", "")));
        foreignRecovery("dead", new NodeId("gone", "x"), "old:1");
        foreignRecovery("alive", TWO, "old:2");
        register(UID, SOURCE, false);

        assertThat(get(stores.recoveries().acknowledgeCrashed())).isEqualTo(1);

        assertThat(query("select hostname from topology_recovery where acknowledged = 1")).containsExactly("dead");
        assertThat(query("select acknowledge_comment from topology_recovery where acknowledged = 1"))
                .containsExactly("detected crashed recovery");
    }

    @Test
    void stateOfAnotherVersionIsNotResumedAndStandsInTheWayUntilAcknowledged() {
        var registered = register(UID, SOURCE, false);
        execute("update orcj_recovery_state set document_version = 99");
        get(stores.claims().release(registered.claim()));

        assertThat(get(stores.recoveries().unfinished())).isEmpty();
        assertThat(refuse("2:cd", THIRD, true).kind()).isEqualTo(Refusal.CLAIMED);

        execute("update topology_recovery set start_active_period = " + secondsAgo(100));
        assertThat(get(stores.recoveries().expireActivePeriods(Duration.ofSeconds(50)))).isEqualTo(1);
        assertThat(refuse("2:cd", THIRD, false).kind()).as("after its block period").isEqualTo(Refusal.CLAIMED);
        assertThat(get(stores.recoveries().blocked())).singleElement().satisfies(blocked -> {
            assertThat(blocked.failed()).isEqualTo(THIRD);
            assertThat(blocked.blockingRecoveryId()).isEqualTo(registered.id());
        });

        get(stores.recoveries().acknowledge(new Acknowledgement(new Scope.OfUid(UID), "me", "repaired by hand")));
        register(new RecoveryUid("2:cd"), THIRD, true);
    }

    @Test
    void rehearsalLeavesNothingBehind() {
        get(stores.rehearse());

        for (var table : List.of("topology_recovery", "topology_recovery_steps", "topology_failure_detection",
                "orcj_claim",
                "orcj_recovery_state", "orcj_recovery_step")) {
            assertThat(query("select count(*) from " + table)).as(table).containsExactly("0");
        }
    }

    @Test
    void detectionIsNewOnceUntilItEndsOrItsCodeChanges() {
        var dead = analysis(SOURCE, AnalysisCode.DEAD_MASTER);
        var unreachable = analysis(SOURCE, AnalysisCode.UNREACHABLE_MASTER);

        assertThat(get(stores.detections().register(unreachable, false, ONE))).isTrue();
        assertThat(get(stores.detections().register(unreachable, false, TWO))).isFalse();
        assertThat(get(stores.detections().register(dead, true, ONE))).isTrue();
        assertThat(get(stores.detections().register(dead, true, ONE))).isFalse();
        get(stores.detections().end(SOURCE));
        assertThat(get(stores.detections().register(dead, true, ONE))).isTrue();
        get(stores.detections().end(SOURCE));

        var found = get(stores.detections().find(0, null, "main"));
        assertThat(found).hasSize(3).noneMatch(row -> row.active());
        assertThat(found.getFirst().code()).isEqualTo(AnalysisCode.DEAD_MASTER);
        assertThat(found.getLast().actionable()).isFalse();
        assertThat(get(stores.detections().find(0, found.getFirst().id(), null))).containsExactly(found.getFirst());
        assertThat(get(stores.detections().find(1, null, null))).isEmpty();
    }

    @Test
    void detectionsExpireByAge() {
        get(stores.detections().register(analysis(SOURCE, AnalysisCode.DEAD_MASTER), true, ONE));
        assertThat(get(stores.detections().expire(Duration.ofMinutes(1)))).isZero();
        execute("update topology_failure_detection set start_active_period = " + secondsAgo(100));

        assertThat(get(stores.detections().expire(Duration.ofMinutes(1)))).isEqualTo(1);
    }

    @Test
    void changeLogHoldsChangesOnly() {
        get(stores.detections().recordChanges(List.of(analysis(SOURCE, AnalysisCode.NO_PROBLEM))));
        get(stores.detections().recordChanges(List.of(analysis(SOURCE, AnalysisCode.NO_PROBLEM))));
        get(stores.detections().recordChanges(List.of(analysis(SOURCE, AnalysisCode.DEAD_MASTER))));
        get(stores.detections().recordChanges(List.of(analysis(SOURCE, AnalysisCode.NO_PROBLEM))));

        assertThat(get(stores.detections().changes())).extracting(change -> change.code())
                .containsExactly("DeadMaster",
                        "NoProblem");
    }

    private void foreignRecovery(String host, NodeId owner, String uid) {
        var key = new InstanceKey(host, 3306);
        backend.beginReferenceRecovery(new RecoveryUid(uid), key, ClusterName.of(key), owner);
    }

    private Registration.Registered register(RecoveryUid uid, InstanceKey failed, boolean forced) {
        return (Registration.Registered) get(stores.recoveries().register(request(uid, failed, forced)));
    }

    private Registration.Refused refuse(String uid, InstanceKey failed, boolean forced) {
        return (Registration.Refused) get(stores.recoveries().register(request(new RecoveryUid(uid), failed, forced)));
    }

    private void resolve(Registration.Registered registered, boolean keepsBlocking) {
        var ended = new RecoveryState.Ended(context(registered.claim().uid(), SOURCE), 1, 3, PROMOTED, keepsBlocking);
        assertThat(
                get(stores.recoveries().resolve(registered.claim(), PROMOTED, ended, List.of("done"), keepsBlocking)))
                .isTrue();
    }

    private static Request request(RecoveryUid uid, InstanceKey failed, boolean forced) {
        return new Request(uid, analysis(failed, AnalysisCode.DEAD_MASTER), ONE, forced, initial(uid, failed),
                List.of());
    }

    private static RecoveryState initial(RecoveryUid uid, InstanceKey failed) {
        return new RecoveryState.RunningPreHooks(context(uid, failed), 1, 0);
    }

    private static RecoveryContext context(RecoveryUid uid, InstanceKey failed) {
        return new RecoveryContext(uid, failed, AnalysisCode.DEAD_MASTER, CLUSTER, "main", Classification.NONE,
                GtidSet.emptyMysql(), 0, List.of(), List.of(), 0, InstanceKey.NONE, false, false);
    }

    private static Analysis analysis(InstanceKey key, AnalysisCode code) {
        var evidence =
                new Evidence(new Evidence.Role(true, false, false, false, 0), new Evidence.Check(false, false, false),
                        new Evidence.Replicas(2, 2, 0, 2, 0, 0, 0, 0, 0), new Evidence.Logging(2, 0, 0, 2, 1),
                        new Evidence.Gtid(true, false, false, false, "ON", "ON", "ON", ""),
                        new Evidence.SemiSyncFacts(false, false, 0, 0, false), false, BinlogCoordinates.NONE,
                        List.of(REPLICA, THIRD));
        return new Analysis(key, InstanceKey.NONE, CLUSTER, "main", "", Classification.NONE, code, List.of(), evidence,
                null,
                false, true, true);
    }
}
