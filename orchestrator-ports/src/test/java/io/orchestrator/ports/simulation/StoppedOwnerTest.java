package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.HookRunner;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that is stopped between the guard and what the guard was for, in a step that changes no server. */
class StoppedOwnerTest {
    private static final Duration BRIEF = Duration.ofMillis(1);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> servers = fleet.addCluster("db", 3301, 3, 0);

    @ParameterizedTest
    @ValueSource(classes = {RecoveryState.RunningPreHooks.class, RecoveryState.Bookkeeping.class,
            RecoveryState.RunningPostHooks.class})
    void writesNoBooksAndRunsNoHooksWhenItWakes(Class<? extends RecoveryState> stoppedAt) {
        OneNode stopped = new OneNode("one", stoppedAt);
        patience.until("the node to lead", stopped.engine.nodes()::isLeader);
        time.pass(Duration.ofSeconds(15));
        fleet.kill(servers.getFirst());
        patience.until("the node to be stopped", () -> !stopped.process.isRunning());
        List<InMemoryHooks.Run> ranBefore = stopped.hooks.runs();
        new OneNode("two", RecoveryState.Undoing.class);
        patience.until("the recovery to be over", () -> backend.unresolved().isEmpty());
        time.pass(A_MINUTE);
        patience.await(backend.stores().intents().endDowntime(servers.getFirst()));

        stopped.process.resume();
        time.pass(Duration.ofSeconds(10));

        assertThat(stopped.hooks.runs()).isEqualTo(ranBefore);
        assertThat(patience.await(backend.stores().intents().read()).downtimes()).extracting(Downtime::key)
                .doesNotContain(servers.getFirst());
    }

    /** A node that is stopped when it is told that a state is stored, before it does anything about it. */
    private final class OneNode {
        private final VirtualTime.SimulatedProcess process = time.process();
        private final InMemoryHooks hooks = new InMemoryHooks(_ -> new HookRunner.Result(true, List.of()));
        private final Orchestrator engine;

        OneNode(String place, Class<? extends RecoveryState> stoppedAt) {
            World.Stores stores = backend.stores(new UnreliableLine(time, process,
                    _ -> UnreliableLine.Fate.answered(BRIEF, BRIEF)));
            RecoveryStore recoveries = new RecoveriesDecorator(stores.recoveries()) {
                @Override
                public CompletionStage<Registration> register(Request request) {
                    return stopAt(request.initial(), super.register(request));
                }

                @Override
                public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
                        List<String> messages) {
                    return stopAt(state, super.advance(claim, state, intents, messages));
                }

                private <T> CompletionStage<T> stopAt(RecoveryState state, CompletionStage<T> answer) {
                    return stoppedAt.isInstance(state) ? answer.whenComplete((_, _) -> process.stop()) : answer;
                }
            };
            World world = new World(time, process, fleet.viewpoint(place, process).servers(),
                    new World.Stores(stores.leaders(), stores.nodes(), stores.claims(), recoveries,
                            stores.detections(), stores.instances(), stores.intents(), stores.registers()),
                    new InMemoryAuditLog(100), hooks, new InMemoryMetrics(), new InMemoryResolver(),
                    () -> new RecoveryUid(place + time.nanos()));
            RecoverySettings plain = RecoverySettings.DEFAULT;
            RecoverySettings recovery = new RecoverySettings(plain.promotion(), true, true, false, false,
                    plain.lookDeadline(), plain.actionDeadline(), plain.drainLimit(), plain.promotionExpiry(),
                    plain.verifyInterval(), Set.of(HookPoint.PRE_FAILOVER, HookPoint.POST_FAILOVER));
            Tuning tuning = new Tuning(
                    AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE),
                    recovery, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());
            this.engine = Orchestrator.of(world, new EngineSettings(new NodeId(place, place), "simulated", "memory",
                    Duration.ofSeconds(3), Duration.ofSeconds(5), true, List.of(servers.getFirst())), () -> tuning);
            engine.start();
        }
    }
}
