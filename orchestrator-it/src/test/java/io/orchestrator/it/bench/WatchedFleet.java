package io.orchestrator.it.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.scenario.Scratch;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;

/**
 * A service process with a MySQL backend that polls loopback addresses in front of a few real replicas. The instances share server
 * UUIDs; they stay distinct.
 */
final class WatchedFleet implements AutoCloseable {
    static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int ADDRESSES_OF_A_NET = 250;
    private static final int REPLICAS = 3;
    private static final int CONNECTIONS = 8_000;
    private static final String SECURE = "secure";

    private final Scratch scratch = Scratch.folder("fleet");
    private final List<ReplicationLab> labs = new ArrayList<>();
    private final RealServer backend;
    private final ServiceProcess service;
    private int addresses;

    /**
     * Starts all.
     *
     * @param clusters real ones, each a source with three replicas
     * @param encrypted whether the service's account may connect with TLS only
     */
    WatchedFleet(int clusters, boolean encrypted) {
        ServerOptions everywhere = ServerOptions.defaults().withBindAddress("0.0.0.0").withMaxConnections(CONNECTIONS);
        backend = RealServers.start(ServerFlavor.MYSQL);
        for (int i = 0; i < clusters; i++) {
            labs.add(ReplicationLab.of(ServerFlavor.MYSQL).options(everywhere).replicas(REPLICAS).start());
        }
        if (encrypted) {
            labs.forEach(WatchedFleet::addSecureAccount);
        }
        service = start(encrypted ? SECURE : Account.TOPOLOGY.user());
        service.awaitLeading();
        labs.forEach(lab -> lab.servers().forEach(server -> service.discover(server.key())));
    }

    private static void addSecureAccount(ReplicationLab lab) {
        lab.source()
                .sql()
                .execute("create user " + SECURE + " identified by '" + Account.TOPOLOGY.password() + "' require ssl");
        lab.source().sql().execute("grant all on *.* to " + SECURE);
        lab.replicas()
                .forEach(replica -> Await.until("account on " + replica.key(), LIMIT,
                        () -> !replica.sql().rows("select 1 from mysql.user where user = '" + SECURE + "'").isEmpty()));
    }

    private ServiceProcess start(String account) {
        int port = Ports.free();
        Map<String, Object> settings = new LinkedHashMap<>(ServiceProcess.settings(scratch.path(), port));
        settings.put("BackendDB", "mysql");
        settings.remove("SQLite3DataFile");
        settings.put("MySQLOrchestratorHost", "127.0.0.1");
        settings.put("MySQLOrchestratorPort", backend.port());
        settings.put("MySQLOrchestratorDatabase", "fleet");
        settings.put("MySQLOrchestratorUser", Account.TOPOLOGY.user());
        settings.put("MySQLOrchestratorPassword", Account.TOPOLOGY.password());
        settings.put("MySQLTopologyUser", account);
        settings.put("InstancePollSeconds", POLL_INTERVAL.toSeconds());
        settings.put("DetectClusterAliasQuery", "");
        settings.put("MySQLHostnameResolveMethod", "none");
        settings.put("DiscoverByShowSlaveHosts", false);
        return ServiceProcess.launch(scratch.path(), port, Map.of(),
                "--config=" + ServiceProcess.configuration(scratch.path(), settings), "http");
    }

    /** How many instances are watched. */
    int size() {
        return addresses + servers().size();
    }

    private List<RealServer> servers() {
        return labs.stream().flatMap(lab -> lab.servers().stream()).toList();
    }

    /** Hands addresses to the service until there are so many instances, and waits until it has seen all of them. */
    void growTo(int size) {
        List<RealServer> replicas = labs.stream().flatMap(lab -> lab.replicas().stream()).toList();
        while (size() < size) {
            String address = "127.0." + (1 + addresses / ADDRESSES_OF_A_NET) + "."
                    + (1 + addresses % ADDRESSES_OF_A_NET);
            add(address, replicas.get(addresses % replicas.size()).port());
        }
        awaitSeen();
    }

    /** Hands one address to the service. */
    void add(String address, int port) {
        service.get("async-discover/" + address + "/" + port);
        addresses++;
    }

    /** Any of the real replicas. */
    RealServer aReplica() {
        return labs.getFirst().replicas().getFirst();
    }

    void awaitSeen() {
        Await.until(size() + " instances", LIMIT, () -> seen() >= size(),
                () -> "It sees " + seen() + ". " + service.logTail(15));
    }

    /** How many instances answered when they were last probed. */
    long seen() {
        return service.get("all-instances")
                .valueStream()
                .filter(instance -> instance.path("IsLastCheckValid").asBoolean())
                .count();
    }

    FleetCost spent() {
        return FleetCost.read(service.pid(), servers(), backend);
    }

    long residentMib() {
        return FleetCost.residentMib(service.pid());
    }

    /** What the service's objects take that are in use, in MiB; it stands still meanwhile. */
    long liveHeapMib() {
        return FleetCost.liveHeapMib(service.pid());
    }

    @Override
    public void close() {
        service.close();
        labs.forEach(ReplicationLab::close);
        backend.close();
        scratch.close();
    }
}
