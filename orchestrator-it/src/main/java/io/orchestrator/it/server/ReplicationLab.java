package io.orchestrator.it.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A topology of real servers. The first server is the source, writable; all others are read-only replicas by GTID. A table
 * {@code test.heartbeat} with one row has come to each of them through replication when {@link Builder#start()} returns.
 */
public final class ReplicationLab implements AutoCloseable {
    private static final int NOBODY = -1;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RealServer> servers;
    private final List<Integer> parents;

    private ReplicationLab(List<RealServer> servers, List<Integer> parents) {
        this.servers = List.copyOf(servers);
        this.parents = List.copyOf(parents);
    }

    /** A topology that is a lone source until the builder is told more. */
    public static Builder of(ServerFlavor flavor) {
        return new Builder(flavor);
    }

    public RealServer source() {
        return servers.getFirst();
    }

    /** All servers but the source, in the order in which they were asked for. */
    public List<RealServer> replicas() {
        return servers.subList(1, servers.size());
    }

    /** All servers, the source first. */
    public List<RealServer> servers() {
        return servers;
    }

    /** The server at a position: 0 is the source. */
    public RealServer server(int position) {
        return servers.get(position);
    }

    /** Which server this one was started as a replica of; empty for the source of a tree. */
    public Optional<RealServer> startedUnder(RealServer server) {
        int parent = parents.get(servers.indexOf(server));
        return parent == NOBODY ? Optional.empty() : Optional.of(servers.get(parent));
    }

    /** Waits until every replica follows the server it was started under and has all that the source has now. */
    public void awaitReplicating() {
        for (RealServer server : servers) {
            startedUnder(server).ifPresent(upstream -> awaitReplicating(server, upstream));
        }
    }

    /** Waits until a replica follows that server and has all it has now. */
    public static void awaitReplicating(RealServer replica, RealServer upstream) {
        Replication replication = Replication.of(replica);
        Await.until(replica + " to replicate from " + upstream, LIMIT,
                () -> replication.status()
                        .filter(status -> status.replicating() && status.sourcePort() == upstream.port())
                        .isPresent()
                        && replication.hasAllOf(upstream),
                () -> "It says " + replication.status().map(Objects::toString).orElse("that it follows nobody")
                        + ". Its last words:" + replica.errorLog(10));
    }

    /** Ends all servers and deletes their data. */
    @Override
    public void close() {
        servers.forEach(RealServer::close);
    }

    /** Says which servers there are and who follows whom. */
    public static final class Builder {
        private final ServerFlavor flavor;
        private final List<Integer> parents = new ArrayList<>(List.of(NOBODY));
        private ServerOptions options = ServerOptions.defaults();
        private boolean semiSync;

        private Builder(ServerFlavor flavor) {
            this.flavor = flavor;
        }

        /** Adds replicas of the source. */
        public Builder replicas(int count) {
            return replicasOf(0, count);
        }

        /** Adds replicas of the server at a position; 0 is the source, others count in the order in which they were added. */
        public Builder replicasOf(int position, int count) {
            Objects.checkIndex(position, parents.size());
            for (int i = 0; i < count; i++) {
                parents.add(position);
            }
            return this;
        }

        /** Adds a chain of that many servers under the source, each a replica of the one before. */
        public Builder chain(int length) {
            int upstream = 0;
            for (int i = 0; i < length; i++) {
                parents.add(upstream);
                upstream = parents.size() - 1;
            }
            return this;
        }

        /** Adds a server that replicates from the source and that the source replicates from. */
        public Builder coMaster() {
            parents.add(0);
            parents.set(0, parents.size() - 1);
            return this;
        }

        /** How every server is started. */
        public Builder options(ServerOptions wanted) {
            options = wanted;
            return this;
        }

        /** Every commit on the source waits for one replica. */
        public Builder semiSync() {
            semiSync = true;
            return this;
        }

        /**
         * Starts the servers, wires them and waits until all replicate.
         *
         * @throws ServerException when that fails; no server is left then
         */
        public ReplicationLab start() {
            ReplicationLab lab = new ReplicationLab(RealServers.start(flavor, options, parents.size()), parents);
            try {
                wire(lab);
                return lab;
            } catch (RuntimeException e) {
                lab.close();
                throw e;
            }
        }

        private void wire(ReplicationLab lab) {
            if (semiSync) {
                lab.servers().forEach(server -> {
                    Replication.of(server).enableSemiSync(false);
                    if (server == lab.source()) {
                        Replication.of(server).enableSemiSync(true);
                    }
                });
            }
            for (RealServer server : lab.servers()) {
                lab.startedUnder(server).ifPresent(upstream -> Replication.of(server).follow(upstream));
            }
            lab.replicas().forEach(replica -> replica.sql().execute("set global read_only=1"));
            if (semiSync) {
                int direct = (int) lab.parents.stream().filter(parent -> parent == 0).count();
                Await.until("semi-synchronous replicas of " + lab.source(), LIMIT,
                        () -> Replication.of(lab.source()).semiSyncReplicas() >= direct);
            }
            lab.source()
                    .sql()
                    .execute("create table test.heartbeat (id int primary key, ts timestamp(6) not null)",
                            "insert into test.heartbeat values (1, now(6))");
            lab.awaitReplicating();
            // A statement reaches the last of a chain later than each link is caught up with the one before.
            lab.replicas()
                    .forEach(replica -> Await.until("test.heartbeat on " + replica, LIMIT,
                            () -> Replication.of(replica).hasAllOf(lab.source())));
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(servers.toArray());
    }
}
