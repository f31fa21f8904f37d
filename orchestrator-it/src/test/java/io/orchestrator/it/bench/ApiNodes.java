package io.orchestrator.it.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.http.wire.Rendering;
import io.orchestrator.it.backend.SimulatedService;
import io.orchestrator.it.server.Await;
import io.orchestrator.ports.driven.InstanceStore;
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

/** A leader and another node on one real backend, each with its own engine thread, connections and HTTP server; servers are scripted. */
final class ApiNodes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final SystemTime time = new SystemTime();
    /** When values were answered by probes, and when they stood in the backend. */
    final AgeBook probed = new AgeBook();
    final AgeBook stored = new AgeBook();
    final ScriptedServers servers = new ScriptedServers(time, probed);
    private final List<Runnable> closing = new ArrayList<>();
    private final List<Orchestrator> engines = new ArrayList<>();
    private final List<HttpServer> https = new ArrayList<>();
    private final ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor();

    ApiNodes(BackendSettings backend, int clusters, int serversOfEach) {
        for (int i = 0; i < clusters; i++) {
            servers.addCluster("cluster-%03d".formatted(i), serversOfEach);
        }
        for (String name : List.of("leader", "other")) {
            start(backend, name);
        }
        int all = clusters * serversOfEach;
        Await.until("both nodes to see all " + all + " servers", PATIENCE,
                () -> leader().nodes().isLeader() && seen(leader()) == all && seen(other()) == all,
                () -> "seen: " + seen(leader()) + " and " + seen(other()));
    }

    private void start(BackendSettings backend, String name) {
        BackendDatabase database = BackendDatabase.open(backend);
        closing.addFirst(database::close);
        new BackendDeployer(database, "bench", name).deploy(DeploymentMode.DEPLOY);
        World.Stores stores = new BackendStores(database, false).forEngine();
        SingleThreadScheduler scheduler = new SingleThreadScheduler("engine-" + name);
        closing.addFirst(scheduler::close);
        World world = new World(time, scheduler, servers.asPorts(),
                new World.Stores(stores.leaders(), stores.nodes(), stores.claims(), stores.recoveries(),
                        stores.detections(), noting(stores.instances()), stores.intents(), stores.registers()),
                new InMemoryAuditLog(100), InMemoryHooks.none(), new InMemoryMetrics(), new InMemoryResolver(),
                () -> new RecoveryUid("bench"));
        Tuning tuning = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                Tuning.Retention.DEFAULT, List.of(), List.of());
        boolean leads = name.equals("leader");
        Orchestrator engine = Orchestrator.of(world, new EngineSettings(new NodeId(name, name), "bench",
                backend.displayName(), Duration.ofSeconds(3), POLL, leads, leads ? servers.keys() : List.of()),
                () -> tuning);
        engine.start();
        engines.add(engine);
        closing.addFirst(() -> SimulatedService.get(engine.close()));
        HttpServer http = server(engine);
        https.add(http);
        closing.addFirst(http::close);
    }

    private static HttpServer server(UseCases uses) {
        Rendering rendering = new Rendering(TopologySettings.DEFAULTS,
                new BackendTimes(BackendTimes.Backend.MYSQL, ZoneOffset.UTC), ZoneOffset.UTC,
                RecoveryFilters.of(List.of(), List.of(), List.of()));
        HttpServer server = new HttpServer(new HttpSettings(
                new HttpSettings.Listen("127.0.0.1", 0, "", HttpSettings.Listen.DEFAULT_STATUS, ""), Gate.OPEN,
                new ApiSettings(rendering, 3306, HostFilters.NONE, true, Duration.ofHours(1), "bench"),
                HttpSettings.Deadlines.DEFAULT, HttpSettings.Tokens.DEFAULT), uses, _ -> {}, Clock.systemUTC());
        server.start();
        return server;
    }

    /** The store, which tells of each value that it has taken. */
    private InstanceStore noting(InstanceStore store) {
        return (InstanceStore) Proxy.newProxyInstance(InstanceStore.class.getClassLoader(),
                new Class<?>[] {InstanceStore.class}, (_, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                    if (method.getName().equals("write") && answer instanceof CompletionStage<?> written) {
                        return written.thenApply(done -> {
                            ((List<?>) arguments[0]).forEach(row -> note((InstanceStore.Row) row));
                            return done;
                        });
                    }
                    return answer;
                });
    }

    private void note(InstanceStore.Row row) {
        InstanceKey key = row.instance().key();
        row.instance()
                .snapshot()
                .map(InstanceSnapshot::classification)
                .filter(_ -> row.changed())
                .ifPresent(seen -> stored.knows(key.hostname(), Integer.parseInt(seen.dataCenter().substring(1))));
    }

    /** From now on so many servers change each second, spread over it. */
    void changing(int perSecond) {
        var _ = changes.scheduleAtFixedRate(() -> servers.change(1), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** All clusters fail; waits until both nodes say so of as many. */
    void failAll(int clusters) {
        servers.failAll();
        awaitFound(clusters);
    }

    /** All sources die; waits until both nodes say so of each, and of as many replicas that they cannot connect. */
    void killAll(int failures) {
        servers.killAll();
        awaitFound(failures);
    }

    private void awaitFound(int failures) {
        Await.until("both nodes to find " + failures + " failures", PATIENCE,
                () -> found(leader()) >= failures && found(other()) >= failures,
                () -> "found: " + found(leader()) + " and " + found(other()));
    }

    private static int found(UseCases node) {
        return SimulatedService.get(node.fleet().analyses()).size();
    }

    private static long seen(UseCases node) {
        return SimulatedService.get(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count();
    }

    UseCases leader() {
        return engines.getFirst();
    }

    UseCases other() {
        return engines.getLast();
    }

    int leaderPort() {
        return https.getFirst().port();
    }

    int otherPort() {
        return https.getLast().port();
    }

    @Override
    public void close() {
        changes.shutdownNow();
        closing.forEach(Runnable::run);
    }
}
