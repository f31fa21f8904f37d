package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.HookRunner;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.RecoveryCommands;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When detections are registered, and when and of what detection hooks are told (detection.md 14, ADR 0028). */
class DetectionHooksTest {
    private static final HookRunner.Result FINE = new HookRunner.Result(true, List.of());
    private static final ClusterFilters ALL = ClusterFilters.of(List.of("*"));

    private record Run(HookPoint point, Map<String, String> values, CompletableFuture<HookRunner.Result> end) {
        String value(String placeholder) {
            return values.getOrDefault(placeholder, "(none)");
        }
    }

    /** Hooks that say that they begin, and are over when the test says so. */
    private final class Hooks implements HookRunner {
        @Override
        public CompletionStage<Result> run(HookPoint point, Map<String, String> values, Consumer<String> steps) {
            Run run = new Run(point, values, new CompletableFuture<>());
            runs.add(run);
            steps.accept("Running " + point.configurationKey());
            if (!held) {
                run.end().complete(FINE);
            }
            return run.end();
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> servers = fleet.addCluster("db", 3306, 3, 0);
    private final InstanceKey source = servers.getFirst();
    private final List<Run> runs = new ArrayList<>();
    private boolean held;

    private Orchestrator leading(ClusterFilters recovered, HookPoint... points) {
        RecoverySettings plain = RecoverySettings.DEFAULT;
        RecoverySettings recovery = new RecoverySettings(plain.promotion(), true, true, false, false,
                plain.lookDeadline(), plain.actionDeadline(), plain.drainLimit(), plain.promotionExpiry(),
                plain.verifyInterval(), EnumSet.copyOf(List.of(points)));
        Tuning tuning = new Tuning(AnalysisSettings.DEFAULTS.withRecoveryOf(recovered, ClusterFilters.NONE), recovery,
                Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());
        Orchestrator node = new NodeBuilder(time, fleet, backend).hooking(new Hooks())
                .polling(Duration.ofSeconds(1))
                .seeds(List.of(source))
                .tuned(() -> tuning)
                .start();
        patience.until("the node to see all servers", () -> patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count() == servers.size());
        time.pass(Duration.ofSeconds(5));
        return node;
    }

    private List<Run> told(AnalysisCode code) {
        return runs.stream()
                .filter(run -> run.point() == HookPoint.ON_FAILURE_DETECTION
                        && run.value("failureType").equals(code.contractName()))
                .toList();
    }

    private Run awaitTold(AnalysisCode code, int times) {
        patience.until("hooks to be told of " + code + ", time " + times, () -> told(code).size() >= times);
        return told(code).getLast();
    }

    private List<DetectionRecord> detections() {
        return patience.await(backend.stores().detections().find(0, null, null));
    }

    private List<DetectionRecord> detections(AnalysisCode code) {
        return detections().stream().filter(row -> row.code() == code && row.key().equals(source)).toList();
    }

    private List<RecoveryRecord> recoveries() {
        return patience.await(backend.stores().recoveries().find(RecoveryStore.Query.page(0)));
    }

    private boolean isPromoted() {
        return servers.stream().skip(1).anyMatch(fleet::isWritable);
    }

    private List<String> steps(String uid) {
        return patience.await(backend.stores().recoveries().steps(new RecoveryUid(uid)))
                .stream()
                .map(RecoveryStore.StepText::message)
                .toList();
    }

    @Test
    void detectionHooksRunOnceAndBeforeThoseOfTheRecovery() {
        leading(ALL, HookPoint.ON_FAILURE_DETECTION, HookPoint.PRE_FAILOVER, HookPoint.POST_MASTER_FAILOVER,
                HookPoint.POST_FAILOVER);

        fleet.kill(source);
        patience.until("the recovery to be over",
                () -> !recoveries().isEmpty() && recoveries().getFirst().outcome() != null);

        List<Run> ofThis = runs.subList(runs.indexOf(told(AnalysisCode.DEAD_MASTER).getFirst()), runs.size());
        assertThat(ofThis).extracting(Run::point)
                .containsExactly(HookPoint.ON_FAILURE_DETECTION, HookPoint.PRE_FAILOVER,
                        HookPoint.POST_MASTER_FAILOVER, HookPoint.POST_FAILOVER);
        assertThat(detections(AnalysisCode.DEAD_MASTER)).hasSize(1);
    }

    @Test
    void detectionHooksAreToldOfTheFailureUnderAUidOfTheirOwn() {
        leading(ALL, HookPoint.ON_FAILURE_DETECTION, HookPoint.PRE_FAILOVER);

        fleet.kill(source);
        patience.until("a promotion", this::isPromoted);

        Run detection = told(AnalysisCode.DEAD_MASTER).getFirst();
        String uid = detection.value("recoveryUID");
        assertThat(detection.values()).containsEntry("failedHost", source.hostname())
                .containsEntry("failedPort", Integer.toString(source.port()))
                .containsEntry("instanceType", "master")
                .containsEntry("isMaster", "true")
                .containsEntry("isCoMaster", "false")
                .containsEntry("failureDescription", AnalysisCode.DEAD_MASTER.description())
                .containsEntry("failureCluster", source.display())
                .containsEntry("countReplicas", "2")
                .containsEntry("replicaHosts", servers.get(1) + "," + servers.get(2))
                .containsEntry("isDowntimed", "false")
                .containsEntry("autoMasterRecovery", "true")
                .containsEntry("autoIntermediateMasterRecovery", "false")
                .containsEntry("isSuccessful", "false")
                .containsEntry("lostReplicas", "")
                .containsEntry("countLostReplicas", "0")
                .containsEntry("command", "")
                .containsEntry("attempt", "1")
                .doesNotContainKeys("successorHost", "successorPort", "successorAlias", "successorBinlogCoordinates");
        assertThat(steps(uid)).containsExactly("Running OnFailureDetectionProcesses");
        assertThat(recoveries()).extracting(recovery -> recovery.uid().value()).doesNotContain(uid);
        assertThat(steps(recoveries().getFirst().uid().value())).contains("Running PreFailoverProcesses");
    }

    @Test
    void theRecoveryWaitsForDetectionHooks() {
        leading(ALL, HookPoint.ON_FAILURE_DETECTION);
        held = true;

        fleet.kill(source);
        Run detection = awaitTold(AnalysisCode.DEAD_MASTER, 1);
        time.pass(Duration.ofSeconds(15));
        boolean early = isPromoted() || !recoveries().isEmpty();
        detection.end().complete(FINE);
        patience.until("a promotion", this::isPromoted);

        assertThat(early).isFalse();
        assertThat(told(AnalysisCode.DEAD_MASTER)).hasSize(1);
    }

    @Test
    void aSourceThatReturnsWhileDetectionHooksRunIsLeftAlone() {
        leading(ALL, HookPoint.ON_FAILURE_DETECTION);
        held = true;

        fleet.kill(source);
        Run detection = awaitTold(AnalysisCode.DEAD_MASTER, 1);
        fleet.start(source);
        time.pass(Duration.ofSeconds(10));
        detection.end().complete(FINE);
        time.pass(Duration.ofSeconds(10));

        assertThat(isPromoted()).isFalse();
        assertThat(recoveries()).isEmpty();
    }

    /** D-2: it tells, it does not decide. */
    @Test
    void aDetectionHookThatFailsHoldsNothingBack() {
        leading(ALL, HookPoint.ON_FAILURE_DETECTION);
        held = true;

        fleet.kill(source);
        Run detection = awaitTold(AnalysisCode.DEAD_MASTER, 1);
        Duration failed = time.monotonic();
        detection.end().complete(new HookRunner.Result(false, List.of("no")));
        patience.until("a promotion", this::isPromoted);

        assertThat(time.monotonic().minus(failed)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void aDetectionThatLastsIsToldOnceInItsPeriod() {
        leading(ClusterFilters.NONE, HookPoint.ON_FAILURE_DETECTION);

        fleet.kill(source);
        awaitTold(AnalysisCode.DEAD_MASTER, 1);
        time.pass(Duration.ofMinutes(55));
        int within = told(AnalysisCode.DEAD_MASTER).size();
        time.pass(Duration.ofMinutes(10));

        assertThat(within).isEqualTo(1);
        assertThat(told(AnalysisCode.DEAD_MASTER)).hasSize(2);
        assertThat(detections(AnalysisCode.DEAD_MASTER)).extracting(DetectionRecord::active)
                .containsExactly(true, false);
    }

    @Test
    void aDetectionThatWasAcknowledgedIsToldAgainWithinSeconds() {
        Orchestrator node = leading(ClusterFilters.NONE, HookPoint.ON_FAILURE_DETECTION);
        fleet.kill(source);
        awaitTold(AnalysisCode.DEAD_MASTER, 1);
        time.pass(Duration.ofSeconds(20));
        int before = told(AnalysisCode.DEAD_MASTER).size();

        patience.await(node.recoveries()
                .acknowledge(new Acknowledgement(new Acknowledgement.Scope.OfInstance(source), "dba", "seen")));
        time.pass(Duration.ofSeconds(7));

        assertThat(before).isEqualTo(1);
        assertThat(told(AnalysisCode.DEAD_MASTER)).hasSize(2);
    }

    /** D-1. */
    @Test
    void anotherCodeOfTheSameServerIsAnotherDetection() {
        leading(ClusterFilters.NONE, HookPoint.ON_FAILURE_DETECTION);

        fleet.kill(source);
        awaitTold(AnalysisCode.DEAD_MASTER, 1);
        servers.stream().skip(1).forEach(fleet::kill);
        awaitTold(AnalysisCode.DEAD_MASTER_AND_REPLICAS, 1);

        assertThat(detections(AnalysisCode.DEAD_MASTER)).extracting(DetectionRecord::active).containsOnly(false);
        assertThat(detections(AnalysisCode.DEAD_MASTER_AND_REPLICAS)).extracting(DetectionRecord::active)
                .containsExactly(true);
    }

    /** What comes and goes is in the history each time, and is told once in the period. */
    @Test
    void aCodeThatComesBackIsRegisteredAndNotToldAgain() {
        leading(ClusterFilters.NONE, HookPoint.ON_FAILURE_DETECTION);
        fleet.kill(source);
        awaitTold(AnalysisCode.DEAD_MASTER, 1);
        servers.stream().skip(1).forEach(fleet::kill);
        awaitTold(AnalysisCode.DEAD_MASTER_AND_REPLICAS, 1);

        servers.stream().skip(1).forEach(fleet::start);
        patience.until("the first code again", () -> detections(AnalysisCode.DEAD_MASTER).size() > 1);
        time.pass(Duration.ofSeconds(30));

        assertThat(told(AnalysisCode.DEAD_MASTER)).hasSize(1);
    }

    /** Its source is dead, and in downtime: nothing happens by itself. */
    private Orchestrator leadingWithDowntime(HookPoint... points) {
        Orchestrator node = leading(ALL, points);
        patience.await(backend.stores().intents().beginDowntime(source, "dba", "disk", Duration.ofHours(1)));
        time.pass(Duration.ofSeconds(3));
        fleet.kill(source);
        time.pass(Duration.ofSeconds(30));
        return node;
    }

    @Test
    void aServerInDowntimeIsNotToldOf() {
        leadingWithDowntime(HookPoint.ON_FAILURE_DETECTION);

        assertThat(runs).isEmpty();
        assertThat(detections()).isEmpty();
    }

    /** recovery.md 15.1: the hooks of a later detection of the same server stay silent, too. */
    @Test
    void aRecoveryWithoutHooksRegistersSilently() {
        Orchestrator node = leadingWithDowntime(HookPoint.ON_FAILURE_DETECTION, HookPoint.PRE_FAILOVER);

        RecoveryCommands.Answer answer = patience.await(node.recoveries().recover(source, InstanceKey.NONE, true));

        assertThat(answer).isInstanceOf(RecoveryCommands.Answer.Promoted.class);
        assertThat(detections(AnalysisCode.DEAD_MASTER)).hasSize(1);
        assertThat(runs).isEmpty();
    }

    @Test
    void aPersonsRecoveryTellsDetectionHooksFirst() {
        Orchestrator node = leadingWithDowntime(HookPoint.ON_FAILURE_DETECTION, HookPoint.PRE_FAILOVER);

        RecoveryCommands.Answer answer = patience.await(node.recoveries().recover(source, InstanceKey.NONE, false));

        assertThat(answer).isInstanceOf(RecoveryCommands.Answer.Promoted.class);
        assertThat(runs).extracting(Run::point)
                .containsExactly(HookPoint.ON_FAILURE_DETECTION, HookPoint.PRE_FAILOVER);
        assertThat(runs).allSatisfy(run -> assertThat(run.value("isDowntimed")).isEqualTo("true"));
    }

    @Test
    void withoutHooksNothingIsToldAndTheDetectionIsRegistered() {
        leading(ALL, HookPoint.PRE_FAILOVER);

        fleet.kill(source);
        patience.until("a promotion", this::isPromoted);

        assertThat(told(AnalysisCode.DEAD_MASTER)).isEmpty();
        assertThat(detections(AnalysisCode.DEAD_MASTER)).hasSize(1);
    }
}
