package io.orchestrator.app.wiring;

import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.settings.AuditConfig;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.hook.HookProcesses;
import io.orchestrator.app.metrics.CountedAudit;
import io.orchestrator.app.metrics.CountedNames;
import io.orchestrator.app.metrics.ProcessMetrics;
import io.orchestrator.app.resolve.NetworkResolver;
import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.TimeSource;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.SingleThreadScheduler;
import io.orchestrator.ports.inmemory.SystemTime;

/** Which object stands behind which port in the service. Strict: every binding is explicit. */
final class ServiceModule extends AbstractModule {
    private final Configuration configuration;
    private final ConfigurationLoader loader;
    private final NodeId self;
    private final String version;
    private final boolean discovers;
    private final String command;

    ServiceModule(Configuration configuration, ConfigurationLoader loader, NodeId self, String version,
            boolean discovers, String command) {
        this.configuration = configuration;
        this.loader = loader;
        this.self = self;
        this.version = version;
        this.discovers = discovers;
        this.command = command;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
    }

    @Provides
    @Singleton
    TimeSource time() {
        return new SystemTime();
    }

    @Provides
    @Singleton
    SingleThreadScheduler scheduler() {
        return new SingleThreadScheduler("engine");
    }

    @Provides
    @Singleton
    ProcessMetrics processMetrics(AwaitedUseCases useCases) {
        return new ProcessMetrics(useCases.metrics(), InstantSource.system());
    }

    @Provides
    @Singleton
    MetricsSink metrics(ProcessMetrics metrics) {
        return metrics.sink();
    }

    @Provides
    @Singleton
    NetworkResolver resolver() {
        return new NetworkResolver();
    }

    @Provides
    @Singleton
    OpenedBackend opened() {
        return new OpenedBackend();
    }

    @Provides
    @Singleton
    BackendDatabase database(OpenedBackend opened, MetricsSink metrics) {
        return opened.remember(
                BackendDatabase.open(BackendMapping.backend(BackendSettings.from(configuration)), metrics));
    }

    @Provides
    @Singleton
    BackendStores stores(BackendDatabase database) {
        return new BackendStores(database, AuditConfig.from(configuration).toBackend());
    }

    @Provides
    @Singleton
    AtomicReference<Credentials> credentials() {
        return new AtomicReference<>(TargetMapping.credentials(configuration));
    }

    @Provides
    @Singleton
    TargetAdapters targets(TimeSource time, AtomicReference<Credentials> credentials, MetricsSink metrics) {
        return new TargetAdapters(TargetMapping.target(configuration), TargetMapping.probe(configuration),
                TargetMapping.actuator(configuration), credentials::get, time, metrics);
    }

    @Provides
    @Singleton
    LiveConfiguration live(TargetAdapters targets, AtomicReference<Credentials> credentials) {
        LiveConfiguration live = new LiveConfiguration(loader, configuration);
        live.taking(read -> {
            Credentials account = TargetMapping.credentials(read);
            Runnable settings = TargetMapping.prepare(targets, read);
            return () -> {
                credentials.set(account);
                settings.run();
            };
        });
        return live;
    }

    @Provides
    @Singleton
    HookProcesses hooks(LiveConfiguration live) {
        return new HookProcesses(() -> HookMapping.settings(live.current()));
    }

    @Provides
    @Singleton
    Orchestrator orchestrator(TimeSource time, SingleThreadScheduler scheduler, TargetAdapters targets,
            BackendStores stores, BackendDatabase database,
            HookProcesses hooks, MetricsSink metrics, NetworkResolver resolver, LiveConfiguration live) {
        live.auditedBy(trigger -> stores.audit()
                .audit(new AuditEntry("reload-configuration", InstanceKey.NONE, "", trigger)));
        live.taking(read -> {
            var backendRead = BackendMapping.existing(BackendSettings.from(read));
            return () -> database.useAccountOf(backendRead);
        });
        Identity ids = new Identity();
        World world = new World(time, scheduler,
                new World.Servers(targets.prober(), targets.actuator(), targets.watch()),
                counted(stores.forEngine(), metrics),
                new CountedAudit(stores.audit(), metrics), hooks, metrics, resolver, ids::newRecovery);
        String backend = BackendSettings.from(configuration).engine().label();
        return Orchestrator.of(world,
                EngineMapping.settings(configuration, self, version, backend, discovers).forCommand(command), live);
    }

    private static World.Stores counted(World.Stores all, MetricsSink metrics) {
        World.Registers registers = all.registers();
        return new World.Stores(all.leaders(), all.nodes(), all.claims(), all.recoveries(), all.detections(),
                all.instances(), all.intents(),
                new World.Registers(registers.maintenance(), registers.tags(), registers.pools(),
                        registers.accessTokens(), new CountedNames(registers.names(), metrics)));
    }

    @Provides
    @Singleton
    AwaitedUseCases useCases() {
        return new AwaitedUseCases(self);
    }

    @Provides
    @Singleton
    HttpServer http(AwaitedUseCases useCases, LiveConfiguration live, ProcessMetrics metrics) {
        HttpServer server = new HttpServer(HttpMapping.http(configuration, self.hostname()), useCases, live, metrics,
                Clock.systemUTC());
        live.taking(read -> {
            HttpSettings settings = HttpMapping.http(read, self.hostname());
            return () -> server.reconfigure(settings);
        });
        return server;
    }
}
