package io.orchestrator.it.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.it.server.Await;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driving.UseCases;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedClients;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/** The engine as the service wires it, on a real backend, and simulated servers in real time: as many as one likes. */
public final class SimulatedService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PLACE = "node";

    private final RealTime time = new RealTime();
    private final SimulatedFleet fleet;
    private final List<List<InstanceKey>> clusters = new ArrayList<>();
    private final BackendDatabase database;
    private final Orchestrator orchestrator;

    private SimulatedService(BackendSettings backend, Size size, MetricsSink metrics) {
        fleet = new SimulatedFleet(time.virtual(), new Random(1), FleetSettings.DEFAULT);
        for (int i = 1; i <= size.clusters(); i++) {
            List<InstanceKey> keys = fleet.addCluster("db-cluster-%03d.example.com".formatted(i), 3306,
                    size.serversOfEach(), 0);
            clusters.add(keys);
            new SimulatedClients(fleet, "clients-" + i, keys).start(size.writesEvery());
        }
        database = BackendDatabase.open(backend, metrics);
        new BackendDeployer(database, "simulated", "simulated").deploy(DeploymentMode.DEPLOY);
        BackendStores stores = new BackendStores(database, true);
        AtomicLong uids = new AtomicLong();
        World world = new World(time, time, fleet.viewpoint(PLACE, time.virtual().process()).servers(),
                stores.forEngine(), stores.audit(), InMemoryHooks.none(), metrics, new InMemoryResolver(),
                () -> new RecoveryUid("simulated-" + uids.incrementAndGet()));
        EngineSettings settings = new EngineSettings(new NodeId(PLACE, "0".repeat(64)), "simulated",
                backend.displayName(), Duration.ofSeconds(3), size.poll(), true,
                clusters.stream().map(List::getFirst).toList());
        Tuning tuning = tuning(size.poll());
        orchestrator = Orchestrator.of(world, settings, () -> tuning);
    }

    /**
     * How much there is to do.
     *
     * @param clusters how many clusters
     * @param serversOfEach servers of each, its source included
     * @param poll how often each server is probed
     * @param writesEvery how often applications write to each source
     */
    public record Size(int clusters, int serversOfEach, Duration poll, Duration writesEvery) {}

    /** Starts on a backend, which is deployed, and waits until it leads and has seen every server. */
    public static SimulatedService start(BackendSettings backend, Size size, MetricsSink metrics) {
        SimulatedService service = new SimulatedService(backend, size, metrics);
        service.orchestrator.start();
        service.time.start();
        int all = size.clusters() * size.serversOfEach();
        Await.until("all " + all + " servers to be seen", PATIENCE, () -> service.seen() == all,
                () -> "seen: " + service.seen());
        return service;
    }

    private long seen() {
        return get(orchestrator.fleet().picture()).fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count();
    }

    /** What the service is asked with. */
    public UseCases uses() {
        return orchestrator;
    }

    /** The keys of a cluster, its source first. */
    public List<InstanceKey> cluster(int number) {
        return clusters.get(number);
    }

    /** Kills a server, soon. */
    public void kill(InstanceKey key) {
        time.execute(() -> fleet.kill(key));
    }

    /** The answer, which comes within a minute. */
    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            get(orchestrator.close());
        } finally {
            time.close();
            database.close();
        }
    }

    private static Tuning tuning(Duration poll) {
        AnalysisSettings analysis =
                AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE);
        Tuning.Probing defaults = Tuning.Probing.DEFAULT;
        return new Tuning(analysis, RecoverySettings.DEFAULT,
                new Tuning.Probing(defaults.deadline(), defaults.evidenceDeadline(), defaults.maxConcurrent(),
                        defaults.sick(), defaults.watchSleep(), defaults.watched(), new DiscoverySettings(poll, 1,
                                Duration.ofSeconds(60), HostFilters.NONE, HostFilters.NONE, HostFilters.NONE)),
                Tuning.Retention.DEFAULT, List.of(), List.of());
    }
}
