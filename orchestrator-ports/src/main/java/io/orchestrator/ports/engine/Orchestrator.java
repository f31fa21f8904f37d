package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.orchestrator.domain.election.LeadershipRules;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.AnalysisEvents;
import io.orchestrator.ports.driving.DiscoveryCommands;
import io.orchestrator.ports.driving.ExplainQueries;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.HistoryQueries;
import io.orchestrator.ports.driving.MaintenanceCommands;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.NameCommands;
import io.orchestrator.ports.driving.NodeQueries;
import io.orchestrator.ports.driving.OperationsCommands;
import io.orchestrator.ports.driving.PoolCommands;
import io.orchestrator.ports.driving.RecoveryCommands;
import io.orchestrator.ports.driving.TagCommands;
import io.orchestrator.ports.driving.UseCases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: give it a {@link World}, start it, ask it. One instance is one node. Embedders hand in adapters of their own; the service
 * hands in MySQL.
 */
public final class Orchestrator implements UseCases {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
    private static final Duration REGISTER_EVERY = Duration.ofSeconds(1);
    /** Affirmations within a lease: so many that a backend which stalls for 1.5 s and then is half a second late costs no leader its row. */
    private static final int AFFIRMATIONS = 6;
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final Parts parts;
    private final Desk desk;
    private final OperationsDesk operationsDesk;
    private final RegisterDesk registerDesk;
    private final NodeDesk nodeDesk;
    private final MetricsDesk metricsDesk;
    private final NameDesk nameDesk;
    private final ExplainDesk explainDesk;
    private boolean registering;

    private Orchestrator(World world, EngineSettings settings, Supplier<Tuning> tuning) {
        this.world = Objects.requireNonNull(world, "world");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.loop = new Loop(world.scheduler(), world.time());
        this.parts = new Parts(loop, world, settings, Objects.requireNonNull(tuning, "tuning"),
                new LeadershipRules(settings.self(), settings.lease(), EngineSettings.CONTRACT_LEASE),
                settings.lease().dividedBy(AFFIRMATIONS));
        this.nameDesk = new NameDesk(loop, world, parts.names, parts.intents);
        this.desk = new Desk(loop, world, tuning, parts, nameDesk);
        this.operationsDesk = new OperationsDesk(world, settings.self(), parts.intents);
        this.registerDesk = new RegisterDesk(world, desk, nameDesk);
        this.nodeDesk = new NodeDesk(loop, world, settings, parts, node());
        this.metricsDesk = new MetricsDesk(loop, parts, nodeDesk);
        this.explainDesk = new ExplainDesk(loop, world, tuning, parts, desk);
    }

    /**
     * An engine that is not started yet.
     *
     * @param world the ports
     * @param settings what does not change while it runs
     * @param tuning asked each time something of it is used, so that a reload takes effect
     */
    public static Orchestrator of(World world, EngineSettings settings, Supplier<Tuning> tuning) {
        return new Orchestrator(world, settings, tuning);
    }

    private NodeStore.Node node() {
        return new NodeStore.Node(settings.self(), settings.command().isEmpty(), settings.command(),
                settings.version(), settings.backend(), "", "");
    }

    /** Starts; returns at once. */
    public void start() {
        loop.post(() -> {
            register();
            loop.every(REGISTER_EVERY, this::register);
            parts.start();
        });
    }

    /**
     * Starts what a manual recovery needs, in a process that registers by itself and runs one command: nothing is discovered and no
     * election is stood for. Questions are answered without it. Returns at once.
     */
    public void startForCommand() {
        loop.post(parts::start);
    }

    /**
     * The process is told to end, and nobody may be there to go on with the recovery it runs: before its point of no return it is
     * undone, else it is finished. Whoever asked for the recovery is answered when that is done. Returns at once.
     *
     * @param why shown as the reason
     */
    public void wrapUp(String why) {
        loop.post(() -> parts.runner.wrapUp(why));
    }

    private void register() {
        if (registering) {
            return;
        }
        registering = true;
        loop.within(DEADLINE, world.stores().nodes().register(node()), _ -> {
            registering = false;
            nodeDesk.registered();
        }, failure -> {
            registering = false;
            nodeDesk.unregistered(failure);
            LOG.debug("this node could not be registered: {}", failure.getMessage());
        });
    }

    /**
     * Stops in order: no further step of a recovery begins and claims are given back, then the leader row, then the registration. The
     * stage completes when the engine does nothing more.
     */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.post(() -> parts.stop(() -> loop.within(DEADLINE, world.stores().nodes().unregister(settings.self()),
                _ -> end(closed), _ -> end(closed))));
        return closed;
    }

    private void end(CompletableFuture<Void> closed) {
        loop.close();
        closed.complete(null);
    }

    @Override
    public FleetQueries fleet() {
        return desk;
    }

    @Override
    public DiscoveryCommands discovery() {
        return desk;
    }

    @Override
    public RecoveryCommands recoveries() {
        return desk;
    }

    @Override
    public OperationsCommands operations() {
        return operationsDesk;
    }

    @Override
    public MaintenanceCommands maintenance() {
        return operationsDesk;
    }

    @Override
    public TagCommands tags() {
        return registerDesk;
    }

    @Override
    public PoolCommands pools() {
        return registerDesk;
    }

    @Override
    public AccessTokens accessTokens() {
        return registerDesk;
    }

    @Override
    public NameCommands names() {
        return nameDesk;
    }

    @Override
    public HistoryQueries history() {
        return desk;
    }

    @Override
    public ExplainQueries explanations() {
        return explainDesk;
    }

    @Override
    public NodeQueries nodes() {
        return nodeDesk;
    }

    @Override
    public MetricsQueries metrics() {
        return metricsDesk;
    }

    @Override
    public AnalysisEvents analysisEvents() {
        return parts.feed;
    }
}
