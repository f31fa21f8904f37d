package io.orchestrator.app.command;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.settings.AuditConfig;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.hook.HookProcesses;
import io.orchestrator.app.resolve.NetworkResolver;
import io.orchestrator.app.wiring.BackendMapping;
import io.orchestrator.app.wiring.EngineMapping;
import io.orchestrator.app.wiring.HookMapping;
import io.orchestrator.app.wiring.Identity;
import io.orchestrator.app.wiring.TargetMapping;
import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.naming.Unresolving;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driving.UseCases;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.SingleThreadScheduler;
import io.orchestrator.ports.inmemory.SystemTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backend of the configuration, opened for one command, and an engine on it that only answers and recovers when asked. */
final class CommandBackend implements Product, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandBackend.class);
    private static final Duration REGISTER_EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final BackendDatabase database;
    private final BackendStores stores;
    private final SingleThreadScheduler scheduler = new SingleThreadScheduler("command");
    private final LazyServers servers;
    private final NetworkResolver resolver = new NetworkResolver();
    private final HookProcesses hooks;
    private final Orchestrator engine;
    private final NodeId self;
    private final Identity ids;
    private final AtomicBoolean recovering = new AtomicBoolean();

    private CommandBackend(BackendDatabase database, Configuration configuration, NodeId self, String version,
            Identity ids, Unresolving.Wish virtualNames) {
        this.database = database;
        this.self = self;
        this.ids = ids;
        this.stores = new BackendStores(database, AuditConfig.from(configuration).toBackend());
        this.hooks = new HookProcesses(() -> HookMapping.settings(configuration));
        SystemTime time = new SystemTime();
        this.servers = new LazyServers(() -> new TargetAdapters(TargetMapping.target(configuration),
                TargetMapping.probe(configuration), TargetMapping.actuator(configuration),
                () -> TargetMapping.credentials(configuration), time));
        World world = new World(time, scheduler, new World.Servers(servers, servers, servers), stores.forEngine(),
                stores.audit(), hooks, MetricsSink.NONE,
                resolver, ids::newRecovery);
        Tuning read = EngineMapping.tuning(configuration);
        Tuning tuning = read.withNaming(read.naming().withVirtualNames(virtualNames));
        this.engine = Orchestrator.of(world, EngineMapping.settings(configuration, self, version,
                BackendSettings.from(configuration).engine().label(), false), () -> tuning);
    }

    /**
     * Opens the backend; makes nothing on it.
     *
     * @param virtualNames what this command wants of virtual names
     * @throws io.orchestrator.backend.datasource.BackendException when it cannot be reached, refuses the account, does not exist, or
     *     is not of this version although the configuration wants that
     */
    static CommandBackend open(Configuration configuration, NodeId self, String version, Identity ids,
            Unresolving.Wish virtualNames) {
        BackendSettings settings = BackendSettings.from(configuration);
        BackendDatabase database = BackendDatabase.openExisting(BackendMapping.existing(settings));
        try {
            if (settings.deploy().refuseOtherVersion() && !settings.deploy().skipUpdate()) {
                new BackendDeployer(database, version, self.toString()).refuseIfDifferent();
            }
            return new CommandBackend(database, configuration, self, version, ids, virtualNames);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Shows this process to the others: once before anything else, then every second (cli.md 7.2). */
    void register(String command, String version) {
        NodeStore.Node node =
                new NodeStore.Node(self, false, command, version, database.displayName(), "", "");
        try {
            stores.nodes().register(node).toCompletableFuture().get(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            notRegistered(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            LOG.error("ContinuousRegistration: RegisterNode failed: no answer within {} s", LAST_WRITES.toSeconds());
            LOG.debug("waited for the registration", e);
        }
        again(node);
    }

    private void again(NodeStore.Node node) {
        scheduler.schedule(REGISTER_EVERY, () -> {
            again(node);
            stores.nodes().register(node).whenComplete((_, failure) -> {
                if (failure != null) {
                    notRegistered(failure);
                }
            });
        });
    }

    private static void notRegistered(Throwable failure) {
        LOG.error("ContinuousRegistration: RegisterNode failed: {}", String.valueOf(failure.getMessage()));
    }

    @Override
    public UseCases useCases() {
        return engine;
    }

    @Override
    public Registers registers() {
        return new Registers(stores.nodes(), stores.attributes());
    }

    @Override
    public String newToken() {
        return ids.token();
    }

    @Override
    public void prepareRecovery() {
        if (recovering.compareAndSet(false, true)) {
            engine.startForCommand();
        }
    }

    @Override
    public void wrapUp(String why) {
        engine.wrapUp(why);
    }

    /** Lets the last writes arrive: audit entries, and a claim that is given back. */
    @Override
    public void close() {
        try {
            stores.settled().toCompletableFuture().get(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the last audit entries could not be written: {}", String.valueOf(e.getMessage()));
        }
        hooks.close();
        scheduler.close();
        resolver.close();
        servers.close();
        database.closeWhenIdle(LAST_WRITES);
    }
}
