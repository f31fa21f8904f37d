package io.orchestrator.app.wiring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.cli.Mode;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.config.settings.ListenSettings;
import io.orchestrator.app.hook.HookProcesses;
import io.orchestrator.app.logging.LogLevels;
import io.orchestrator.app.metrics.GraphitePusher;
import io.orchestrator.app.metrics.ProcessMetrics;
import io.orchestrator.app.resolve.NetworkResolver;
import io.orchestrator.app.start.ServiceLauncher;
import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.http.server.ListenException;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.inmemory.SingleThreadScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the service until the process is told to end. What cannot be started is told in one line. */
public final class Service implements ServiceLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration GIVE_BACK_EVERY = Duration.ofSeconds(30);
    private static final String UNVERSIONED = "development";
    private static final int FAILED = 1;

    private final Surroundings surroundings;

    /**
     * Starts nothing yet.
     *
     * @param surroundings where configuration is read again from
     */
    public Service(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run(Configuration configuration, Invocation invocation) {
        return switch (invocation.mode()) {
            case Mode.Http _ -> serve(configuration, invocation, true);
            case Mode.Continuous _ -> serve(configuration, invocation, false);
            case Mode.Command _,Mode.CommandListing _,Mode.TopicHelp _ ->
                    throw new IllegalStateException("commands are not run by the service");
            case Mode.CheatSheet _,Mode.Version _ -> 0;
        };
    }

    private static int refuse(String text) {
        LOG.error(LogLevels.FATAL, "{}", text);
        return FAILED;
    }

    /** What was asked for and would be ignored: refused before anything is opened, for ignoring it could do harm. */
    private static Optional<String> unsupported(Configuration configuration, Invocation invocation) {
        if (invocation.start().noop()) {
            return Optional
                    .of("--noop is not available in this release: a service started with it would recover servers");
        }
        if (invocation.start().grabElection()) {
            return Optional.of("--grab-election is not available in this release: ask the running service for"
                    + " /api/grab-election");
        }
        ListenSettings listen = ListenSettings.from(configuration);
        if (listen.tls().enabled() || listen.tls().mutual()) {
            return Optional.of(
                    "UseSSL and UseMutualTLS are not available in this release: put a proxy that speaks TLS in front");
        }
        if (!listen.socketFile().isEmpty()) {
            return Optional.of("ListenSocket is not available in this release: use ListenAddress");
        }
        return HttpMapping.unsupportedAuthentication(configuration);
    }

    private int serve(Configuration configuration, Invocation invocation, boolean listens) {
        Optional<String> unsupported = unsupported(configuration, invocation);
        if (unsupported.isPresent()) {
            return refuse(unsupported.get());
        }
        NodeId self = new Identity().newNode(surroundings.variables());
        String version = Objects.requireNonNullElse(Service.class.getPackage().getImplementationVersion(), UNVERSIONED);
        Lifecycle lifecycle = new Lifecycle(STOP_WITHIN);
        try {
            if (listens) {
                HttpServer.requireUsable(HttpMapping.http(configuration, self.hostname()).listen());
            }
            BackendMapping.backend(BackendSettings.from(configuration));
            Injector injector = Guice.createInjector(Stage.DEVELOPMENT, new ServiceModule(configuration,
                    new ConfigurationLoader(surroundings), self, version, invocation.start().discovery(),
                    listens ? "" : "continuous"));
            AwaitedUseCases waiting = injector.getInstance(AwaitedUseCases.class);
            open(injector, lifecycle, listens);
            measure(configuration, self, injector.getInstance(ProcessMetrics.class), lifecycle);
            BackendStart backend = new BackendStart(where(configuration), waiting, lifecycle::pause);
            if (backend.until(() -> prepare(injector, configuration, invocation, version, self))) {
                start(injector, lifecycle);
                LOG.info("ready; node {}", self);
            }
            SpareMemory memory = new SpareMemory();
            while (lifecycle.pause(GIVE_BACK_EVERY)) {
                memory.giveBack();
            }
            return 0;
        } catch (ListenException | BackendException | UnsupportedSettingException e) {
            lifecycle.stop();
            return refuse(e.getMessage() + "");
        } catch (ProvisionException e) {
            lifecycle.stop();
            return refuse(rootMessage(e));
        }
    }

    /** What needs no backend, from the inside out; and how to stop everything, in reverse, whether there comes to be a backend or not. */
    private static void open(Injector injector, Lifecycle lifecycle, boolean listens) {
        lifecycle.closes("backend", injector.getInstance(OpenedBackend.class)::close);
        lifecycle.closes("connections to monitored servers", injector.getInstance(TargetAdapters.class)::close);
        lifecycle.closes("look-ups of host names", injector.getInstance(NetworkResolver.class)::close);
        lifecycle.closes("hooks", injector.getInstance(HookProcesses.class)::close);
        lifecycle.closes("engine thread", injector.getInstance(SingleThreadScheduler.class)::close);
        if (listens) {
            HttpServer http = injector.getInstance(HttpServer.class);
            http.start();
            lifecycle.closes("HTTP", http::close);
        }
    }

    /** Metrics, to be read and, where that is configured, sent to Graphite. */
    private static void measure(Configuration configuration, NodeId self, ProcessMetrics metrics, Lifecycle lifecycle) {
        lifecycle.closes("metrics", metrics::close);
        MetricsMapping.graphite(configuration, self.hostname()).ifPresent(target -> {
            GraphitePusher pusher = new GraphitePusher(target, metrics, InstantSource.system());
            pusher.start();
            lifecycle.closes("Graphite", pusher::close);
        });
    }

    /** Opens the backend, deploys it and looks at the seeds. May be repeated. */
    private static void prepare(Injector injector, Configuration configuration, Invocation invocation, String version,
            NodeId self) {
        BackendDatabase database = injector.getInstance(BackendDatabase.class);
        injector.getInstance(AwaitedUseCases.class).waitingFor("the backend's schema is being prepared");
        deploy(database, configuration, invocation, version, self);
        if (invocation.start().discovery()) {
            seeds(injector, configuration).ifPresent(refusal -> {
                throw new UnsupportedSettingException(refusal);
            });
        }
    }

    private static String where(Configuration configuration) {
        String backend = BackendSettings.from(configuration).engine().label();
        return switch (BackendSettings.from(configuration).engine()) {
            case BackendSettings.Mysql _ -> backend + " (MySQLOrchestratorHost, MySQLOrchestratorPort)";
            case BackendSettings.Sqlite _ -> backend + " (SQLite3DataFile)";
        };
    }

    private static Optional<String> seeds(Injector injector, Configuration configuration) {
        Duration deadline = EngineMapping.tuning(configuration).probing().deadline();
        return new SeedCheck(injector.getInstance(TargetAdapters.class).prober(),
                injector.getInstance(BackendStores.class).instances(), deadline)
                .refusal(EngineMapping.seeds(configuration));
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !isOurs(cause)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static boolean isOurs(Throwable cause) {
        return cause instanceof BackendException || cause instanceof UnsupportedSettingException
                || cause instanceof ListenException || cause instanceof IllegalArgumentException;
    }

    private static void deploy(BackendDatabase database, Configuration configuration, Invocation invocation,
            String version,
            NodeId self) {
        BackendSettings.Deploy deploy = BackendSettings.from(configuration).deploy();
        if (invocation.start().enableDatabaseUpdate()) {
            deploy = deploy.withUpdate();
        }
        DeploymentMode mode = deploy.skipUpdate() ? DeploymentMode.SKIP
                : deploy.refuseOtherVersion() ? DeploymentMode.REFUSE_IF_DIFFERENT
                : DeploymentMode.DEPLOY;
        new BackendDeployer(database, version, self.toString()).deploy(mode)
                .ifPresent(report -> LOG.info("backend schema: {} changes", report.changes().size()));
    }

    private static void start(Injector injector, Lifecycle lifecycle) {
        Orchestrator orchestrator = injector.getInstance(Orchestrator.class);
        injector.getInstance(BackendStores.class).rehearse().whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.debug("the rehearsal of a recovery failed: {}", String.valueOf(failure.getMessage()));
            }
            orchestrator.start();
        });
        lifecycle.closesAfter("engine", orchestrator::close);
        injector.getInstance(AwaitedUseCases.class).attach(orchestrator);
        HangUp.runs(injector.getInstance(LiveConfiguration.class)::reloadOnSignal);
    }
}
