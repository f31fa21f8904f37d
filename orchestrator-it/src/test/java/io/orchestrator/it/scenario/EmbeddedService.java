package io.orchestrator.it.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.probe.ClassificationQueries;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.UseCases;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.SingleThreadScheduler;
import io.orchestrator.ports.inmemory.SystemTime;

/** The engine in this JVM, leading, on the real adapters and a SQLite file that is deleted with it. */
final class EmbeddedService implements AutoCloseable {
    /** Longer than anything here takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The alias every cluster here has. */
    static final String ALIAS = "scenario";

    private static final int REMEMBERED_DECISIONS = 10_000;
    private static final ClassificationQueries QUERIES =
            new ClassificationQueries("select '" + ALIAS + "'", "", "", "", "", "", "", "", "", "");

    private final Path folder;
    private final BackendDatabase database;
    private final TargetAdapters adapters;
    private final SingleThreadScheduler scheduler;
    private final Orchestrator orchestrator;
    private final InMemoryAuditLog audit = new InMemoryAuditLog(REMEMBERED_DECISIONS);
    private volatile Tuning tuning;

    private EmbeddedService(Builder wanted) {
        try {
            folder = Files.createTempDirectory("orchestrator-scenario-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SystemTime time = new SystemTime();
        tuning = wanted.tuning();
        database = BackendDatabase
                .open(new BackendSettings.Sqlite(folder.resolve("backend.sqlite"), Duration.ofSeconds(5)));
        new BackendDeployer(database, "scenario", "scenario").deploy(DeploymentMode.DEPLOY);
        BackendStores stores = new BackendStores(database, false);
        adapters = new TargetAdapters(TargetSettings.DEFAULT.withTls(TlsSettings.of(TlsSettings.Mode.DISABLED)),
                ProbeSettings.DEFAULT.withHostnameMethod(wanted.hostnames)
                        .withReplicaListByStatement(true)
                        .withQueries(QUERIES),
                ActuatorSettings.DEFAULT, () -> wanted.credentials, time);
        scheduler = new SingleThreadScheduler("engine-under-test");
        AtomicLong uids = new AtomicLong();
        World world = new World(time, scheduler,
                new World.Servers(wanted.prober.apply(adapters.prober()), wanted.actuator.apply(adapters.actuator()),
                        adapters.watch()),
                stores.forEngine(),
                audit, InMemoryHooks.none(), new InMemoryMetrics(), new InMemoryResolver(),
                () -> new RecoveryUid("scenario:" + uids.incrementAndGet()));
        NodeId self = new NodeId("scenario", "0".repeat(64));
        orchestrator = Orchestrator.of(world, new EngineSettings(self, "scenario", "sqlite", Duration.ofSeconds(3),
                wanted.poll, true, List.of()), () -> tuning);
    }

    /** A service that polls every second and recovers every cluster, unless the builder is told otherwise. */
    static Builder with() {
        return new Builder();
    }

    /** Starts as {@link #with()} says without further words. */
    static EmbeddedService start() {
        return with().start();
    }

    /** What the service is asked with. */
    UseCases uses() {
        return orchestrator;
    }

    /** Changes what a reload of the configuration may change. */
    void tune(UnaryOperator<Tuning> change) {
        tuning = change.apply(tuning);
    }

    /** Which clusters recover by themselves, from now on. */
    void recoverOnly(String... filters) {
        tune(now -> new Tuning(now.analysis()
                .withRecoveryOf(ClusterFilters.of(List.of(filters)), ClusterFilters.NONE), now.recovery(),
                now.probing(), now.retention(), now.suspensions(), now.aliasPatterns()));
    }

    /** Discovers a lab from its source and waits until all of it is seen, replicates, and the source is watched. */
    void discover(ReplicationLab lab) {
        discover(lab.source().key(), lab.replicas().stream().map(RealServer::key).toList());
    }

    /** Discovers a source and waits until the replicas are found and seen replicating, and the source is watched. */
    void discover(InstanceKey source, List<InstanceKey> replicas) {
        get(uses().discovery().discover(source));
        Await.until("the discovery of " + source + " and " + replicas, PATIENCE, () -> {
            Fleet fleet = fleet();
            return isSeen(fleet, source) && replicas.stream()
                    .allMatch(key -> isSeen(fleet, key) && fleet.find(key)
                            .flatMap(FleetInstance::snapshot)
                            .filter(InstanceSnapshot::isReplicating)
                            .isPresent())
                    && adapters.watches() > 0;
        }, () -> "Known: " + fleet().instances().stream().map(FleetInstance::key).toList());
    }

    /** Waits until a source is watched. */
    void awaitWatch() {
        Await.until("a watch", PATIENCE, () -> adapters.watches() > 0);
    }

    private static boolean isSeen(Fleet fleet, InstanceKey key) {
        return fleet.find(key).filter(instance -> instance.observed().isSeen()).isPresent();
    }

    Fleet fleet() {
        return get(uses().fleet().picture()).fleet();
    }

    /** What is known of each server, for the message of a test that fails. */
    String describe() {
        return fleet().instances()
                .stream()
                .map(instance -> instance.key() + " seen=" + instance.observed().isSeen() + " read-only="
                        + instance.snapshot().map(InstanceSnapshot::isReadOnly).orElse(null) + " source="
                        + instance.sourceKey() + " " + instance.annotations())
                .collect(Collectors.joining("\n  ", "Known:\n  ", ""));
    }

    /** What was decided until now about a server, oldest first. */
    List<String> decisionsOn(InstanceKey key) {
        return audit.decisions().stream().filter(d -> d.key().equals(key)).map(Decision::reason).toList();
    }

    /** Waits until something was decided about a server whose reason contains this text. */
    String awaitDecision(InstanceKey key, String text) {
        Await.until("a decision on " + key + " that says '" + text + "'", PATIENCE,
                () -> decisionsOn(key).stream().anyMatch(reason -> reason.contains(text)),
                () -> "Decisions: " + decisionsOn(key));
        return decisionsOn(key).stream().filter(reason -> reason.contains(text)).findFirst().orElseThrow();
    }

    /** Every recovery there was, newest first. */
    List<RecoveryRecord> recoveries() {
        return get(uses().history().recoveries(RecoveryStore.Query.page(0)));
    }

    /** Waits until the newest recovery of a server is over. */
    RecoveryRecord awaitRecovery(InstanceKey failed) {
        Await.until("the recovery of " + failed, PATIENCE,
                () -> recoveries().stream().anyMatch(r -> r.failed().equals(failed) && r.outcome() != null),
                () -> "Decisions: " + decisionsOn(failed) + "; recoveries: " + recoveries() + "; steps: "
                        + recoveries().stream().map(this::stepsOf).toList());
        return recoveries().stream().filter(r -> r.failed().equals(failed)).findFirst().orElseThrow();
    }

    /** The texts of a recovery's steps, oldest first. */
    List<String> stepsOf(RecoveryRecord recovery) {
        return get(uses().history().steps(recovery.uid())).stream().map(RecoveryStore.StepText::message).toList();
    }

    /** The answer, which comes within {@link #PATIENCE}. */
    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Stops the engine in its order, then all that it stood on. */
    @Override
    public void close() {
        try {
            get(orchestrator.close());
        } finally {
            adapters.close();
            scheduler.close();
            database.close();
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says how the service is configured and what stands between it and the servers. */
    static final class Builder {
        private Credentials credentials = new Credentials(Account.TOPOLOGY.user(), Account.TOPOLOGY.password());
        private Duration poll = Duration.ofSeconds(1);
        private RecoverySettings recovery = RecoverySettings.DEFAULT;
        private ProbeSettings.HostnameMethod hostnames = ProbeSettings.HostnameMethod.PROBED;
        private UnaryOperator<InstanceProber> prober = UnaryOperator.identity();
        private UnaryOperator<InstanceActuator> actuator = UnaryOperator.identity();

        private Builder() {}

        /** Signs in to the servers with this account. */
        Builder account(String user, String password) {
            credentials = new Credentials(user, password);
            return this;
        }

        /** How often a server is probed that nothing is wrong with. */
        Builder poll(Duration interval) {
            poll = interval;
            return this;
        }

        /** Which name servers go by. */
        Builder hostnames(ProbeSettings.HostnameMethod method) {
            hostnames = method;
            return this;
        }

        Builder recovery(UnaryOperator<RecoverySettings> change) {
            recovery = change.apply(recovery);
            return this;
        }

        /** What the engine probes through. */
        Builder prober(UnaryOperator<InstanceProber> decorator) {
            prober = decorator;
            return this;
        }

        /** What the engine changes servers through. */
        Builder actuator(UnaryOperator<InstanceActuator> decorator) {
            actuator = decorator;
            return this;
        }

        /** Starts the service and waits until it leads. */
        EmbeddedService start() {
            EmbeddedService service = new EmbeddedService(this);
            service.orchestrator.start();
            Await.until("the embedded service to lead", PATIENCE, service.orchestrator.nodes()::isLeader);
            return service;
        }

        private Tuning tuning() {
            AnalysisSettings analysis =
                    AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE);
            Tuning.Probing defaults = Tuning.Probing.DEFAULT;
            Tuning.Probing probing = new Tuning.Probing(Duration.ofSeconds(3), defaults.evidenceDeadline(),
                    defaults.maxConcurrent(), defaults.sick(), defaults.watchSleep(), defaults.watched(),
                    new DiscoverySettings(poll, 1, Duration.ofSeconds(60), HostFilters.NONE, HostFilters.NONE,
                            HostFilters.NONE));
            return new Tuning(analysis, recovery, probing, Tuning.Retention.DEFAULT, List.of(), List.of());
        }
    }
}
