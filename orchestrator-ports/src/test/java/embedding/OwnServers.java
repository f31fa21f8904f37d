package embedding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.SingleThreadScheduler;
import io.orchestrator.ports.inmemory.SystemTime;

/** The engine with servers of one's own. */
record OwnServers(Map<InstanceKey, InstanceSnapshot> servers, SystemTime time)
        implements InstanceProber, InstanceActuator, ServerWatch {

    static Orchestrator engine(Map<InstanceKey, InstanceSnapshot> servers, SingleThreadScheduler scheduler,
            Tuning tuning) {
        SystemTime time = new SystemTime();
        OwnServers own = new OwnServers(servers, time);
        World world = new World(time, scheduler, new World.Servers(own, own, own), new InMemoryBackend(time).stores(),
                new InMemoryAuditLog(1_000), InMemoryHooks.none(), new InMemoryMetrics(), new InMemoryResolver(),
                () -> new RecoveryUid(time.wall().toString()));
        return Orchestrator.of(world, EngineSettings.of(new NodeId("embedder", "1")), () -> tuning);
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        ProbeTimes times = new ProbeTimes(time.monotonic(), time.monotonic());
        InstanceSnapshot seen = servers.get(key);
        return CompletableFuture.completedFuture(seen != null ? new ProbeOutcome.Seen(key, seen, times)
                : new ProbeOutcome.Unseen(key, new ProbeFailure(ProbeFailure.Kind.REFUSED, "gone: " + key), times));
    }

    @Override
    public void forget(InstanceKey key) {}

    @Override
    public CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline) {
        return CompletableFuture
                .completedFuture(new ActionOutcome.Refused(action.key(), "nothing is changed here", null));
    }

    @Override
    public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
        listener.accept(new Event.Armed(key));
    }

    @Override
    public void disarm(InstanceKey key) {}

    static List<InstanceKey> known(Orchestrator engine) {
        return engine.fleet()
                .picture()
                .thenApply(p -> p.fleet().instances().stream().map(i -> i.key()).sorted().toList())
                .toCompletableFuture()
                .join();
    }
}
