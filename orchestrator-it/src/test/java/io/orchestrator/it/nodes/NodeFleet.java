package io.orchestrator.it.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.Sql;

/** Service nodes that share one backend, each reaching it at an address of its own. */
public final class NodeFleet implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** A stopped node must not keep the others from being asked. */
    private static final Duration ASK_LIMIT = Duration.ofMillis(500);

    private final Path folder;
    private final String schema;
    private final Map<String, ?> settings;
    private final List<ServiceProcess> nodes = new ArrayList<>();
    private final List<Integer> backends = new ArrayList<>();
    private int started;

    private NodeFleet(Path folder, String schema, Map<String, ?> settings) {
        this.folder = folder;
        this.schema = schema;
        this.settings = settings;
    }

    /**
     * Starts a node for each backend port, all at once, and waits until one of them leads and all are healthy.
     *
     * @param folder for their configurations and logs
     * @param schema the schema they share
     * @param settings configuration keys beside, or instead of, the usual ones
     */
    public static NodeFleet start(Path folder, String schema, List<Integer> backendPorts, Map<String, ?> settings) {
        NodeFleet fleet = new NodeFleet(folder, schema, settings);
        try {
            backendPorts.forEach(fleet::launch);
            fleet.awaitReady();
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private void launch(int backendPort) {
        nodes.add(service(backendPort));
        backends.add(backendPort);
    }

    private ServiceProcess service(int backendPort) {
        int port = Ports.free();
        Path own = folder.resolve("node-" + started++);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new ServerException("cannot create " + own + ": " + e, e);
        }
        Map<String, Object> all = new LinkedHashMap<>(ServiceProcess.settings(own, port));
        all.put("BackendDB", "mysql");
        all.remove("SQLite3DataFile");
        all.put("MySQLOrchestratorHost", "127.0.0.1");
        all.put("MySQLOrchestratorPort", backendPort);
        all.put("MySQLOrchestratorDatabase", schema);
        all.put("MySQLOrchestratorUser", Account.TOPOLOGY.user());
        all.put("MySQLOrchestratorPassword", Account.TOPOLOGY.password());
        all.put("InstancePollSeconds", 1);
        all.putAll(settings);
        return ServiceProcess.launch(own, port, Map.of(), "--config=" + ServiceProcess.configuration(own, all), "http");
    }

    /** Starts a new node in the place of one that has ended, on the same backend address, and waits until it is healthy. */
    public void replace(ServiceProcess ended) {
        int place = nodes.indexOf(ended);
        nodes.set(place, service(backends.get(place)));
        awaitReady();
    }

    /** Waits until one node leads and all others that run are healthy. */
    public void awaitReady() {
        Await.until("a leader among healthy nodes", LIMIT, () -> {
            for (ServiceProcess node : nodes) {
                if (!node.isAlive()) {
                    throw new ServerException("a node ended while starting. " + node.logTail(20));
                }
            }
            return nodes.stream().allMatch(node -> node.succeeds("health", ASK_LIMIT)) && leaders().size() == 1;
        }, this::evidence);
    }

    /** All nodes, in the order of the backend addresses they were started on. */
    public List<ServiceProcess> nodes() {
        return nodes;
    }

    /** The nodes that say that they lead, asked one after the other. */
    public List<ServiceProcess> leaders() {
        return nodes.stream()
                .filter(ServiceProcess::isAlive)
                .filter(node -> node.succeeds("leader-check", ASK_LIMIT))
                .toList();
    }

    /** The one that leads, waited for. */
    public ServiceProcess awaitLeader() {
        return awaitLeaderAmong(nodes);
    }

    /** The one of these that leads, waited for. */
    public ServiceProcess awaitLeaderAmong(List<ServiceProcess> candidates) {
        Await.until("a leader", LIMIT, () -> leaders().stream().anyMatch(candidates::contains), this::evidence);
        return leaders().stream()
                .filter(candidates::contains)
                .findFirst()
                .orElseThrow(() -> new ServerException("the leader did not stay. " + evidence()));
    }

    /** All but one. */
    public List<ServiceProcess> others(ServiceProcess node) {
        return nodes.stream().filter(other -> other != node).toList();
    }

    /** How long it takes from a signal to the leader until another node says that it leads. */
    public Duration takeover(String signal) {
        return takeover(awaitLeader(), signal);
    }

    /** As {@link #takeover(String)}, where it is known who leads. */
    public Duration takeover(ServiceProcess leader, String signal) {
        List<ServiceProcess> others = others(leader).stream().filter(ServiceProcess::isAlive).toList();
        long begun = System.nanoTime();
        leader.signal(signal);
        Await.until("another leader", LIMIT,
                () -> others.stream().anyMatch(node -> node.succeeds("leader-check", ASK_LIMIT)), this::evidence);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * Waits until the leader has affirmed itself that many more times, and checks all the while that nobody else leads and that its
     * term stays.
     */
    public void assertSteady(Sql backend, int affirmations) {
        assertSteadyWhile(backend, affirmations, () -> {});
    }

    /** As {@link #assertSteady}, counting the affirmations from when something was done, and checking while it is done too. */
    public void assertSteadyWhile(Sql backend, int affirmations, Runnable action) {
        ServiceProcess leader = awaitLeader();
        String term = term(backend);
        CompletableFuture<Long> wanted =
                CompletableFuture.runAsync(action).thenApply(_ -> affirmed(backend) + affirmations);
        Await.until(affirmations + " affirmations", LIMIT, () -> {
            List<ServiceProcess> now = leaders();
            if (!now.equals(List.of(leader)) || !term(backend).equals(term)) {
                throw new ServerException("leadership moved or lapsed: " + now.size() + " lead now. "
                        + evidence());
            }
            return wanted.isDone() && affirmed(backend) >= wanted.join();
        }, this::evidence);
    }

    /** Lets a node grab leadership unless it leads already, and waits until it alone leads. */
    public void giveLeadership(ServiceProcess node) {
        if (!leaders().equals(List.of(node))) {
            node.get("grab-election");
        }
        Await.until("the node on port " + node.port() + " to lead alone", LIMIT,
                () -> leaders().equals(List.of(node)), this::evidence);
    }

    /** Waits until the leader has affirmed itself that many more times, however long the backend takes no writes. */
    public void assertAffirmed(Sql backend, int affirmations) {
        long wanted = affirmed(backend) + affirmations;
        Await.until(affirmations + " affirmations", LIMIT, () -> affirmed(backend) >= wanted, this::evidence);
    }

    /** The number of the present term. */
    public String term(Sql backend) {
        return backend.value("select term from " + schema + ".orcj_lease");
    }

    private long affirmed(Sql backend) {
        return backend.number("select affirmations from " + schema + ".orcj_lease");
    }

    /** Lines of level ERROR or above that any of the nodes wrote. */
    public List<String> errors() {
        return nodes.stream()
                .flatMap(node -> node.log().stream())
                .filter(line -> line.contains(" ERROR ") || line.contains(" FATAL ") || line.startsWith("\tat "))
                .toList();
    }

    /** The end of each node's log. */
    String evidence() {
        return nodes.stream()
                .map(node -> "\nNode on port " + node.port() + (node.isAlive() ? "" : " (ended)") + ": "
                        + node.logTail(15))
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        nodes.stream().filter(ServiceProcess::isAlive).forEach(node -> node.signal("CONT"));
        nodes.forEach(ServiceProcess::close);
    }
}
