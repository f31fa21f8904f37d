package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.HookRunner;
import io.orchestrator.ports.driven.HostnameResolver;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/** Builds one node on simulated servers, an in-memory backend and virtual time; what a test does not say is ordinary. */
final class NodeBuilder {
    /** The contract's defaults. */
    static final Tuning ORDINARY = tuned(Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT);

    private final VirtualTime time;
    private final SimulatedFleet fleet;
    private VirtualTime.SimulatedProcess process;
    private Supplier<World.Stores> stores;
    private String name = "node";
    private Duration poll = Duration.ofSeconds(5);
    private boolean discovers = true;
    private List<InstanceKey> seeds = List.of();
    private UnaryOperator<InstanceProber> prober = UnaryOperator.identity();
    private UnaryOperator<ServerWatch> watch = UnaryOperator.identity();
    private AuditLog audit = new InMemoryAuditLog(1_000);
    private MetricsSink metrics = new InMemoryMetrics();
    private HostnameResolver resolver = new InMemoryResolver();
    private Supplier<Tuning> tuning = () -> ORDINARY;
    private HookRunner hooks = InMemoryHooks.none();

    NodeBuilder(VirtualTime time, SimulatedFleet fleet, InMemoryBackend backend) {
        this.time = time;
        this.fleet = fleet;
        this.process = time.process();
        this.stores = backend::stores;
    }

    /** The contract's defaults but for how servers are probed and how long things last. */
    static Tuning tuned(Tuning.Probing probing, Tuning.Retention retention) {
        return new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, probing, retention, List.of(),
                List.of());
    }

    NodeBuilder named(String newName) {
        name = newName;
        return this;
    }

    /** The process that it runs in, for tests that kill or stop it. */
    NodeBuilder in(VirtualTime.SimulatedProcess newProcess) {
        process = newProcess;
        return this;
    }

    /** The stores as the process sees them, e.g. over an unreliable line. */
    NodeBuilder storing(Function<VirtualTime.SimulatedProcess, World.Stores> newStores) {
        stores = () -> newStores.apply(process);
        return this;
    }

    NodeBuilder polling(Duration newPoll) {
        poll = newPoll;
        return this;
    }

    /** Answers only; never leads. */
    NodeBuilder answering() {
        discovers = false;
        return this;
    }

    NodeBuilder seeds(List<InstanceKey> newSeeds) {
        seeds = newSeeds;
        return this;
    }

    NodeBuilder probing(UnaryOperator<InstanceProber> wrapper) {
        prober = wrapper;
        return this;
    }

    NodeBuilder watching(UnaryOperator<ServerWatch> wrapper) {
        watch = wrapper;
        return this;
    }

    NodeBuilder auditing(AuditLog newAudit) {
        audit = newAudit;
        return this;
    }

    NodeBuilder counting(MetricsSink newMetrics) {
        metrics = newMetrics;
        return this;
    }

    NodeBuilder resolving(HostnameResolver newResolver) {
        resolver = newResolver;
        return this;
    }

    NodeBuilder tuned(Supplier<Tuning> newTuning) {
        tuning = newTuning;
        return this;
    }

    /** What runs hooks; which of them are configured is for the tuning to say. */
    NodeBuilder hooking(HookRunner newHooks) {
        hooks = newHooks;
        return this;
    }

    Orchestrator build() {
        long[] uids = new long[1];
        World.Servers servers = fleet.viewpoint(name, process).servers();
        World world = new World(time, process,
                new World.Servers(prober.apply(servers.prober()), servers.actuator(), watch.apply(servers.watch())),
                stores.get(),
                audit, hooks, metrics, resolver, () -> new RecoveryUid(name + ":" + ++uids[0]));
        return Orchestrator.of(world, new EngineSettings(new NodeId(name, name), "", "", Duration.ofSeconds(3), poll,
                discovers, seeds), tuning);
    }

    Orchestrator start() {
        Orchestrator node = build();
        node.start();
        return node;
    }
}
