package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.scenario.ServerProxy;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.Sql;

/** Two nodes on a schema of their own, each with a proxy before the backend, and clusters that they look after, one at a time. */
final class LossLane implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String schema;
    private final Sql backend;
    private final GuardTrap trap = new GuardTrap();
    private final List<ServerProxy> proxies;
    private final NodeFleet fleet;

    private LossLane(Path folder, String schema, RealServer backend) {
        this.schema = schema;
        this.backend = backend.sql();
        this.proxies = Stream.generate(() -> ServerProxy.listening(Ports.free(), backend.port(), trap::onConnection))
                .limit(2)
                .toList();
        this.fleet = NodeFleet.start(folder, schema, proxies.stream().map(proxy -> proxy.key().port()).toList(),
                Map.of());
    }

    static LossLane start(Path folder, String schema, RealServer backend) {
        return new LossLane(folder, schema, backend);
    }

    NodeFleet fleet() {
        return fleet;
    }

    GuardTrap trap() {
        return trap;
    }

    Sql backend() {
        return backend;
    }

    String schema() {
        return schema;
    }

    String evidence() {
        return fleet.evidence();
    }

    /**
     * A source and three replicas that the leader knows. The replica that is to be promoted lacks a row that the two others have, so that
     * a recovery goes through all of its states.
     */
    LossScene scene() {
        fleet.awaitLeader().get("enable-global-recoveries");
        ReplicationLab lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(3).start();
        try {
            ServiceProcess leader = fleet.awaitLeader();
            InstanceKey source = lab.source().key();
            leader.discover(source);
            awaitReplicating(leader, source, 3);
            RealServer candidate = lab.replicas().getFirst();
            leader.get("register-candidate/" + candidate.key().hostname() + "/" + candidate.port() + "/prefer");
            candidate.sql().execute("stop replica io_thread");
            lab.source().sql().execute("insert into test.heartbeat values (2, now(6))");
            lab.replicas().stream().skip(1).forEach(other -> ReplicationLab.awaitReplicating(other, lab.source()));
            awaitReplicating(leader, source, 2);
            return new LossScene(this, lab, candidate);
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static void awaitReplicating(ServiceProcess leader, InstanceKey source, int replicas) {
        Await.until("the leader to see " + replicas + " replicas of " + source, LIMIT,
                () -> leader.replicating(source) == replicas, () -> leader.logTail(15));
    }

    /** Whatever became of the nodes, two run and are healthy when this returns. */
    void restore() {
        fleet.nodes().stream().filter(ServiceProcess::isAlive).forEach(node -> node.signal("CONT"));
        List<ServiceProcess> dead = fleet.nodes().stream().filter(node -> !node.isAlive()).toList();
        dead.forEach(fleet::replace);
        fleet.awaitReady();
    }

    @Override
    public void close() {
        fleet.close();
        proxies.forEach(ServerProxy::close);
        backend.execute("drop database if exists " + schema);
    }
}
