package io.orchestrator.app.wiring;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.settings.AuditConfig;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.hook.NoHooks;
import io.orchestrator.app.metrics.MeterSink;
import io.orchestrator.app.resolve.NetworkResolver;
import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.ports.driven.HookRunner;
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
        bind(HookRunner.class).to(NoHooks.class).in(Singleton.class);
        bind(NoHooks.class).toInstance(new NoHooks());
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
    PrometheusMeterRegistry registry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Provides
    @Singleton
    MetricsSink metrics(PrometheusMeterRegistry registry) {
        return new MeterSink(registry);
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
    TargetAdapters targets(TimeSource time, AtomicReference<Credentials> credentials) {
        return new TargetAdapters(TargetMapping.target(configuration), TargetMapping.probe(configuration),
                TargetMapping.actuator(configuration), credentials::get, time);
    }

    @Provides
    @Singleton
    LiveConfiguration live(TargetAdapters targets, AtomicReference<Credentials> credentials) {
        return new LiveConfiguration(loader, configuration, List.of(read -> {
            credentials.set(TargetMapping.credentials(read));
            targets.reconfigure(TargetMapping.probe(read), TargetMapping.actuator(read));
        }));
    }

    @Provides
    @Singleton
    Orchestrator orchestrator(TimeSource time, SingleThreadScheduler scheduler, TargetAdapters targets,
            BackendStores stores,
            HookRunner hooks, MetricsSink metrics, NetworkResolver resolver, LiveConfiguration live) {
        Identity ids = new Identity();
        World world = new World(time, scheduler,
                new World.Servers(targets.prober(), targets.actuator(), targets.watch()),
                stores.forEngine(),
                stores.audit(), hooks, metrics, resolver, ids::newRecovery);
        String backend = BackendSettings.from(configuration).engine().label();
        return Orchestrator.of(world,
                EngineMapping.settings(configuration, self, version, backend, discovers).forCommand(command), live);
    }

    @Provides
    @Singleton
    AwaitedUseCases useCases() {
        return new AwaitedUseCases(self);
    }

    @Provides
    @Singleton
    HttpServer http(AwaitedUseCases useCases, LiveConfiguration live) {
        return new HttpServer(HttpMapping.http(configuration, self.hostname()), useCases, live, Clock.systemUTC());
    }
}
