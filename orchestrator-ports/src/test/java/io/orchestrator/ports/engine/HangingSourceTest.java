package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.detection.ConfirmationWindows;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.Network;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Sources that hang while their replicas, with MySQL's default timeouts, go on believing in them. */
class HangingSourceTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final FleetSettings DEFAULT_TIMEOUTS = new FleetSettings(FleetSettings.DEFAULT.shortestTrip(),
            FleetSettings.DEFAULT.longestTrip(), HEARTBEAT, HEARTBEAT.multipliedBy(2),
            FleetSettings.DEFAULT.connectRetry(), FleetSettings.DEFAULT.applyTime(),
            FleetSettings.DEFAULT.waitTimeout());
    private static final Duration QUIET = Duration.ofSeconds(8);
    /** As the service has it: {@code ReasonableInstanceCheckSeconds}. */
    private static final Duration HUNG_AFTER = Duration.ofSeconds(1);

    /** A pulse, how late it may be, how long the source has to answer the probe after that, and some trips. */
    private static final Duration SOON_TOLD = Duration.ofMillis(750 + 400 + 250 + 150);
    /** A second of trying, and some looks. */
    private static final Duration SOON_FOUND = SOON_TOLD.plusMillis(1_250);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), DEFAULT_TIMEOUTS);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 4, 0);
    private final InstanceKey source = keys.getFirst();
    private final InMemoryAuditLog audit = new InMemoryAuditLog(10_000);
    private final List<ServerAction> executed = new ArrayList<>();
    private final List<Duration> restartedAt = new ArrayList<>();

    private static Tuning tuning(String clusters, Tuning.Evidence evidence) {
        AnalysisSettings analysis = AnalysisSettings.DEFAULTS.withHungAfter(HUNG_AFTER)
                .withRecoveryOf(ClusterFilters.of(List.of(clusters)), ClusterFilters.NONE);
        return new Tuning(analysis, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT,
                List.of(), List.of()).withEvidence(evidence);
    }

    private Orchestrator node(Tuning tuning) {
        fleet.witness(new SimulatedFleet.Witness() {
            @Override
            public void sent(String place, ServerAction action) {}

            @Override
            public void executed(String place, ServerAction action) {
                executed.add(action);
                if (action instanceof ServerAction.RestartReceiver) {
                    restartedAt.add(time.monotonic());
                }
            }

            @Override
            public void writable(String place, ServerAction action) {}
        });
        Orchestrator node = new NodeBuilder(time, fleet, new InMemoryBackend(time)).auditing(audit)
                .seeds(List.of(source))
                .tuned(() -> tuning)
                .start();
        patience.until("all servers to be seen", () -> patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count() == keys.size());
        time.pass(Duration.ofSeconds(2));
        return node;
    }

    private AnalysisCode codeOf(Orchestrator node) {
        return patience.await(node.fleet().analyses())
                .stream()
                .filter(analysis -> analysis.key().equals(source))
                .map(analysis -> analysis.code())
                .findFirst()
                .orElse(AnalysisCode.NO_PROBLEM);
    }

    private boolean isPromoted() {
        return keys.stream().skip(1).anyMatch(fleet::isWritable);
    }

    private long restarts() {
        return executed.stream().filter(ServerAction.RestartReceiver.class::isInstance).count();
    }

    private List<String> told(String topic) {
        return audit.decisions().stream().filter(d -> d.topic().equals(topic)).map(d -> d.verdict()).toList();
    }

    @Test
    void oneReplicaIsToldToConnectAgainAndTheSourceIsReplacedWithinSeconds() {
        Orchestrator node = node(tuning("*", Tuning.Evidence.DEFAULT));
        executed.clear();
        Duration hung = time.monotonic();

        fleet.hang(source);
        patience.until("the failure to be found", () -> codeOf(node) == AnalysisCode.DEAD_MASTER || isPromoted());

        assertThat(time.monotonic().minus(hung)).isLessThanOrEqualTo(SOON_FOUND);
        assertThat(restartedAt.getFirst().minus(hung)).isLessThanOrEqualTo(SOON_TOLD);
        patience.until("a replica to be promoted", this::isPromoted);
        assertThat(executed.stream()
                .filter(ServerAction.RestartReceiver.class::isInstance)
                .map(ServerAction::key)
                .distinct()).as("one receiver").hasSize(1);
        assertThat(audit.entries()).extracting(AuditEntry::type).contains("restart-receiver-for-evidence");
    }

    @Test
    void replicasThatCanBeReadOnlyLaterAreAskedThen() {
        node(tuning("*", Tuning.Evidence.DEFAULT));
        executed.clear();
        Set<String> replicas = keys.stream().skip(1).map(InstanceKey::display).collect(Collectors.toSet());

        Network.Cut cut = fleet.network().cut(Set.of("node"), replicas);
        fleet.hang(source);
        time.pass(Duration.ofSeconds(4));
        cut.heal();
        Duration healed = time.monotonic();
        patience.until("a replica to be promoted", this::isPromoted);

        assertThat(time.monotonic().minus(healed)).isLessThanOrEqualTo(Duration.ofSeconds(8));
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void aSourceThatPausesForAMomentStays() {
        Orchestrator node = node(tuning("*", Tuning.Evidence.DEFAULT));
        executed.clear();

        fleet.hang(source);
        time.pass(Duration.ofMillis(1_300));
        fleet.resume(source);
        time.pass(QUIET);

        assertThat(codeOf(node)).isEqualTo(AnalysisCode.NO_PROBLEM);
        assertThat(isPromoted()).isFalse();
        assertThat(keys.stream().skip(1)).allSatisfy(key -> assertThat(fleet.sourceOf(key)).isEqualTo(source));
    }

    @Test
    void oneThatOnlyWeCannotReachStays() {
        Orchestrator node = node(tuning("*", Tuning.Evidence.DEFAULT));
        executed.clear();

        fleet.network().cut(Set.of("node"), Set.of(source.display()));
        time.pass(QUIET);

        assertThat(codeOf(node)).isEqualTo(AnalysisCode.UNREACHABLE_MASTER);
        assertThat(isPromoted()).isFalse();
        assertThat(restarts()).as("the replica could connect, which settles it").isEqualTo(1);
    }

    @Test
    void aSlowNetworkIsNoFailure() {
        Orchestrator node = node(tuning("*", Tuning.Evidence.DEFAULT));

        fleet.network()
                .slow(keys.stream().map(InstanceKey::display).collect(Collectors.toSet()),
                        Duration.ofMillis(700));
        time.pass(Duration.ofMinutes(1));

        assertThat(isPromoted()).isFalse();
        assertThat(told("detection")).doesNotContain("recover");
        assertThat(node.nodes().isLeader()).isTrue();
    }

    @Test
    void nothingIsTouchedWhereRecoveriesAreDisabled() {
        Orchestrator node = node(tuning("*", Tuning.Evidence.DEFAULT));
        patience.await(node.recoveries().disableRecoveries(true));
        time.pass(Duration.ofSeconds(2));
        executed.clear();

        fleet.hang(source);
        time.pass(QUIET);

        assertThat(executed).isEmpty();
        assertThat(told("evidence")).contains("no restart");
    }

    @Test
    void nothingIsTouchedInClustersThatAreNotRecovered() {
        node(tuning("another", Tuning.Evidence.DEFAULT));
        executed.clear();

        fleet.hang(source);
        time.pass(QUIET);

        assertThat(executed).isEmpty();
        assertThat(told("evidence")).contains("no restart");
    }

    @Test
    void nothingIsTouchedWhileTheSourceIsInDowntime() {
        Orchestrator node = node(tuning("*", Tuning.Evidence.DEFAULT));
        patience.await(node.operations().beginDowntime(source, "ops", "test", Duration.ofHours(1)));
        time.pass(Duration.ofSeconds(2));
        executed.clear();

        fleet.hang(source);
        time.pass(QUIET);

        assertThat(executed).isEmpty();
    }

    @Test
    void nothingIsTouchedWhenItIsSwitchedOff() {
        node(tuning("*", new Tuning.Evidence(false, ConfirmationWindows.NONE)));
        executed.clear();

        fleet.hang(source);
        time.pass(QUIET);

        assertThat(executed).isEmpty();
    }

    private static Tuning.Evidence standing(Duration failure) {
        return new Tuning.Evidence(true, new ConfirmationWindows(
                new ConfirmationWindows.Windows(failure, List.of(new ConfirmationWindows.Window(
                        ClusterFilters.of(List.of("other")), Duration.ofHours(1)))),
                ConfirmationWindows.Windows.NONE));
    }

    @Test
    void evidenceMustStandForAsLongAsTheConfigurationWants() {
        Orchestrator node = node(tuning("*", standing(Duration.ofSeconds(5))));
        fleet.kill(source);
        patience.until("the failure to be found", () -> codeOf(node) == AnalysisCode.DEAD_MASTER);
        Duration found = time.monotonic();

        patience.until("a replica to be promoted", this::isPromoted);

        assertThat(time.monotonic().minus(found)).isBetween(Duration.ofMillis(4_900), Duration.ofMillis(6_000));
        assertThat(told("detection")).contains("recheck", "recover");
    }

    @Test
    void oneThatIsBackWithinTheWindowIsNotReplaced() {
        node(tuning("*", standing(Duration.ofSeconds(5))));
        fleet.kill(source);
        time.pass(Duration.ofSeconds(4));
        fleet.start(source);
        time.pass(QUIET);

        assertThat(isPromoted()).isFalse();
    }

    private static Tuning.Evidence restarting(Duration shutdown) {
        return new Tuning.Evidence(true, new ConfirmationWindows(ConfirmationWindows.Windows.NONE,
                new ConfirmationWindows.Windows(Duration.ZERO, List.of(new ConfirmationWindows.Window(
                        ClusterFilters.of(List.of("*")), shutdown)))));
    }

    @Test
    void aServerThatIsRestartedInAnOrderlyWayHasTimeToComeBack() {
        node(tuning("*", restarting(Duration.ofSeconds(20))));
        fleet.shutDown(source);
        time.pass(Duration.ofSeconds(15));
        fleet.start(source);
        time.pass(QUIET);

        assertThat(isPromoted()).isFalse();
        assertThat(told("detection")).contains("recheck");
    }

    @Test
    void oneThatDoesNotComeBackIsReplacedThen() {
        node(tuning("*", restarting(Duration.ofSeconds(10))));
        Duration down = time.monotonic();
        fleet.shutDown(source);

        patience.until("a replica to be promoted", this::isPromoted);

        assertThat(time.monotonic().minus(down)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    }

    @Test
    void thatTimeIsNotGivenToOneThatWasKilled() {
        node(tuning("*", restarting(Duration.ofSeconds(20))));
        Duration down = time.monotonic();
        fleet.kill(source);

        patience.until("a replica to be promoted", this::isPromoted);

        assertThat(time.monotonic().minus(down)).isLessThan(Duration.ofSeconds(3));
    }
}
