package io.orchestrator.app.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.app.cli.CommandLineParser;
import io.orchestrator.app.cli.ParseOutcome;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driving.UseCases;
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

/** Commands on a backend in memory: what they print, line by line. Monitored servers refuse every connection. */
final class CommandBench implements Product, InstanceProber, InstanceActuator, ServerWatch, AutoCloseable {
    static final String LOCAL_HOST = "here";
    static final NodeId SELF = new NodeId(LOCAL_HOST, "token");

    private final SystemTime time = new SystemTime();
    private final SingleThreadScheduler scheduler = new SingleThreadScheduler("command-test");
    final InMemoryBackend backend = new InMemoryBackend(time);
    final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    final InMemoryResolver network = new InMemoryResolver();
    NamingSettings naming = NamingSettings.DEFAULTS;
    private Orchestrator engine;
    final List<String> probed = new ArrayList<>();

    CommandBench() {
        engine = newEngine();
    }

    /** Each command is a process of its own, which has read nothing yet. */
    private Orchestrator newEngine() {
        World world = new World(time, scheduler, new World.Servers(this, this, this), backend.stores(), audit,
                InMemoryHooks.none(), new InMemoryMetrics(), network, () -> new RecoveryUid("1:uid"));
        Tuning tuning = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                Tuning.Retention.DEFAULT, List.of(), List.of(), naming);
        return Orchestrator.of(world, EngineSettings.of(SELF), () -> tuning);
    }

    /** Stores servers as another process saw them a second ago. */
    void store(String cluster, InstanceBuilder... servers) {
        List<InstanceStore.Row> rows = new ArrayList<>();
        Duration age = Duration.ofSeconds(1);
        for (InstanceBuilder server : servers) {
            ObservedInstance observed = server.observed();
            FleetInstance placed = new FleetInstance(observed, new ClusterName(cluster), 0, false, List.of(),
                    GtidSet.emptyMysql(), Annotations.NONE);
            rows.add(new InstanceStore.Row(placed, age, observed.lastSnapshot().isPresent() ? age : age.negated(), age,
                    "", true));
        }
        backend.stores().instances().write(rows).toCompletableFuture().join();
    }

    /** What the command line prints on standard output. */
    List<String> run(String... arguments) {
        var parsed = new CommandLineParser("orchestrator").parse(arguments);
        if (!(parsed instanceof ParseOutcome.Understood(var invocation))
                || !(invocation.mode() instanceof io.orchestrator.app.cli.Mode.Command(String word))) {
            throw new IllegalArgumentException("no command: " + parsed);
        }
        CommandName command = CommandName.of(word).orElseThrow();
        engine = newEngine();
        List<String> lines = new ArrayList<>();
        CommandSettings settings =
                new CommandSettings(3306, LOCAL_HOST, "me", TopologySettings.DEFAULTS, _ -> false, true);
        for (String token : ClientCommands.tokens(command, invocation.options().instance())) {
            Dispatch.run(command, new Call(invocation.options(), token, this, settings, text -> text.lines()
                    .forEach(lines::add)));
        }
        return lines;
    }

    @Override
    public UseCases useCases() {
        return engine;
    }

    @Override
    public Registers registers() {
        return new Registers(backend.stores().nodes(), backend.attributes());
    }

    @Override
    public String newToken() {
        return "ab".repeat(32);
    }

    @Override
    public void prepareRecovery() {
        engine.startForCommand();
    }

    @Override
    public void wrapUp(String why) {
        engine.wrapUp(why);
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        probed.add(key.display());
        return CompletableFuture.completedFuture(new ProbeOutcome.Unseen(key,
                new ProbeFailure(ProbeFailure.Kind.REFUSED, "nobody listens on " + key),
                new ProbeTimes(time.monotonic(), time.monotonic())));
    }

    @Override
    public void forget(InstanceKey key) {
        // nothing is kept
    }

    @Override
    public CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline) {
        return CompletableFuture.completedFuture(new ActionOutcome.Failed(action.key(), "nobody listens", true));
    }

    @Override
    public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
        listener.accept(new Event.Broken(key, "nobody listens"));
    }

    @Override
    public void disarm(InstanceKey key) {
        // none stands
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
