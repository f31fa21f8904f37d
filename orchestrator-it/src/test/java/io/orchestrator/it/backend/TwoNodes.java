package io.orchestrator.it.backend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

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
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.http.wire.Rendering;
import io.orchestrator.it.server.Await;
import io.orchestrator.ports.driving.UseCases;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/**
 * Two nodes and a process like the command line on one real backend, each with connections of its own, and simulated servers. The first
 * node leads; both serve HTTP, open and with access tokens.
 */
final class TwoNodes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final RealTime time = new RealTime();
    private final SimulatedFleet fleet = new SimulatedFleet(time.virtual(), new Random(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final List<BackendDatabase> databases = new ArrayList<>();
    private final List<Orchestrator> engines = new ArrayList<>();
    private final List<HttpServer> open = new ArrayList<>();
    private final List<HttpServer> guarded = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts on a backend, which is deployed, and waits until the first node leads and has seen every server. */
    TwoNodes(BackendSettings backend) {
        for (String name : List.of("one", "two", "command")) {
            engines.add(engine(backend, name));
        }
        for (Orchestrator node : engines.subList(0, 2)) {
            open.add(server(node, Gate.OPEN));
            guarded.add(server(node, new Gate(new Authentication.Token(), false)));
            node.start();
        }
        time.start();
        Await.until("the first node to lead and to see all servers", PATIENCE,
                () -> uses(0).nodes().isLeader() && seen() == keys.size());
    }

    private Orchestrator engine(BackendSettings backend, String name) {
        BackendDatabase database = BackendDatabase.open(backend);
        databases.add(database);
        new BackendDeployer(database, "simulated", name).deploy(DeploymentMode.DEPLOY);
        BackendStores stores = new BackendStores(database, true);
        World world = new World(time, time, fleet.viewpoint(name, time.virtual().process()).servers(),
                stores.forEngine(), stores.audit(), InMemoryHooks.none(), new InMemoryMetrics(),
                new InMemoryResolver(), () -> new RecoveryUid("simulated"));
        Tuning tuning = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                Tuning.Retention.DEFAULT, List.of(), List.of());
        return Orchestrator.of(world, new EngineSettings(new NodeId(name, name.repeat(3)), "simulated",
                backend.displayName(), Duration.ofSeconds(3), POLL, name.equals("one"), List.of(keys.getFirst())),
                () -> tuning);
    }

    private static HttpServer server(UseCases uses, Gate gate) {
        Rendering rendering = new Rendering(TopologySettings.DEFAULTS, BackendTimes.SQLITE, ZoneOffset.UTC,
                RecoveryFilters.of(List.of(), List.of(), List.of()));
        HttpServer server = new HttpServer(new HttpSettings(
                new HttpSettings.Listen("127.0.0.1", 0, "", HttpSettings.Listen.DEFAULT_STATUS, ""), gate,
                new ApiSettings(rendering, 3306, HostFilters.NONE, true, Duration.ofHours(1), "it"),
                HttpSettings.Deadlines.DEFAULT,
                HttpSettings.Tokens.DEFAULT), uses, _ -> {}, Clock.systemUTC());
        server.start();
        return server;
    }

    private long seen() {
        return SimulatedService.get(uses(0).fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count();
    }

    /** What a node is asked with: 0 leads, 1 does not, 2 is a process like the command line. */
    UseCases uses(int node) {
        return engines.get(node);
    }

    /** The servers, the source first. */
    List<InstanceKey> keys() {
        return keys;
    }

    /** Asks a node, without waiting. */
    CompletableFuture<HttpResponse<String>> ask(int node, String path) {
        return send(open.get(node), path);
    }

    /** Asks a node where changes need access tokens, and waits. */
    HttpResponse<String> askGuarded(int node, String path, String... headers) {
        return send(guarded.get(node), path, headers).join();
    }

    private CompletableFuture<HttpResponse<String>> send(HttpServer server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        open.forEach(HttpServer::close);
        guarded.forEach(HttpServer::close);
        try {
            engines.subList(0, 2).reversed().forEach(engine -> SimulatedService.get(engine.close()));
        } finally {
            time.close();
            databases.forEach(BackendDatabase::close);
        }
    }
}
