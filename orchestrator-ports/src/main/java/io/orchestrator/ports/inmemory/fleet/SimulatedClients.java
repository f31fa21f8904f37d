package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.gtid.TransactionSource;
import io.orchestrator.domain.identity.InstanceKey;

/** Applications at one place of the network that write to a cluster and remember what was acknowledged. */
public final class SimulatedClients {
    private final SimulatedFleet fleet;
    private final String place;
    private final List<InstanceKey> cluster;
    private final Map<InstanceKey, Transactions> acknowledged = new HashMap<>();
    private long count;
    private boolean writing;

    /** @param cluster the servers that they write to, whichever of them takes writes */
    public SimulatedClients(SimulatedFleet fleet, String place, List<InstanceKey> cluster) {
        this.fleet = fleet;
        this.place = place;
        this.cluster = List.copyOf(cluster);
    }

    /** Writes to every server that takes writes, again and again, until told to stop. */
    public void start(Duration every) {
        writing = true;
        fleet.time().schedule(every, () -> {
            if (writing) {
                cluster.forEach(this::write);
                start(every);
            }
        });
    }

    public void stop() {
        writing = false;
    }

    /** One write to one server; nothing is remembered unless it is acknowledged. */
    public void write(InstanceKey key) {
        SimulatedServer server = fleet.server(key);
        if (server.up && !server.readOnly) {
            fleet.network().connect(place, server.place, () -> arrive(server, server.life));
        }
    }

    private void arrive(SimulatedServer server, int life) {
        if (server.life != life || !server.up) {
            return;
        }
        if (server.hung) {
            server.inbox.add(() -> arrive(server, life));
            return;
        }
        if (server.readOnly) {
            return;
        }
        long number = server.logged.upTo(server.index) + 1;
        fleet.replication()
                .commit(server, () -> fleet.network().send(server.place, place, () -> remember(server, number)));
    }

    private void remember(SimulatedServer server, long number) {
        count++;
        acknowledged.computeIfAbsent(server.key, _ -> new Transactions()).add(server.index, number);
    }

    /** How many writes were acknowledged. */
    public long count() {
        return count;
    }

    /** All that was acknowledged by whichever server. */
    public GtidSet acknowledged() {
        GtidSet all = GtidSet.emptyMysql();
        for (InstanceKey key : cluster) {
            Transactions of = acknowledged.get(key);
            if (of != null) {
                SimulatedServer server = fleet.server(key);
                all = all.union(MySqlGtidSet.range(TransactionSource.untagged(server.uuid), 1, of.upTo(server.index)));
            }
        }
        return all;
    }
}
