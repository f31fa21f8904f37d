package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.inmemory.VirtualTime;

/** Moves transactions: commits, receivers, acknowledgements, appliers. */
final class Replication {
    private static final int CANNOT_CONNECT = 2003;
    private static final int LOST_CONNECTION = 2013;
    private static final int CONNECTS_TO_ITSELF = 13_117;

    private final VirtualTime time;
    private final Network network;
    private final FleetSettings settings;

    Replication(VirtualTime time, Network network, FleetSettings settings) {
        this.time = time;
        this.network = network;
        this.settings = settings;
    }

    /** A client's transaction: logged at once, committed at once or when enough replicas have it. */
    void commit(SimulatedServer server, Runnable committed) {
        long number = server.logged.upTo(server.index) + 1;
        server.logged.add(server.index, number);
        server.received.add(server.index, number);
        if (server.semiSyncSource && server.acknowledgementsWanted > 0) {
            server.waiting.add(new SimulatedServer.Waiting(number, committed));
        } else {
            server.executed.add(server.index, number);
            committed.run();
        }
        announce(server);
    }

    private void announce(SimulatedServer source) {
        for (SimulatedServer replica : source.cluster.servers()) {
            if (isConnectedTo(replica, source)) {
                pull(replica, source);
            }
        }
    }

    private static boolean isConnectedTo(SimulatedServer replica, SimulatedServer source) {
        return replica.connected && replica.source.equals(source.key) && replica.connectedLife == source.life;
    }

    private void pull(SimulatedServer replica, SimulatedServer source) {
        if (replica.pulling) {
            return;
        }
        replica.pulling = true;
        int session = replica.session;
        network.send(source.place, replica.place, () -> arrive(replica, source, session));
    }

    private void arrive(SimulatedServer replica, SimulatedServer source, int session) {
        if (replica.session != session) {
            return;
        }
        replica.pulling = false;
        if (!replica.connected || !replica.answers()) {
            return;
        }
        replica.heardAt = time.nanos();
        for (int origin = 0; origin < source.logged.servers(); origin++) {
            long from = replica.received.upTo(origin);
            long to = source.logged.upTo(origin);
            for (long number = from + 1; number <= to; number++) {
                replica.relay.add(new SimulatedServer.Relayed(origin, number, time.nanos()));
            }
            replica.received.add(origin, to);
        }
        if (replica.semiSyncReplica && source.semiSyncSource) {
            long upTo = replica.received.upTo(source.index);
            int life = source.life;
            network.send(replica.place, source.place, () -> acknowledge(source, life, replica.index, upTo));
        }
        apply(replica);
    }

    private void acknowledge(SimulatedServer source, int life, int replica, long upTo) {
        if (source.life != life || !source.up) {
            return;
        }
        if (source.hung) {
            source.inbox.add(() -> acknowledge(source, life, replica, upTo));
            return;
        }
        source.acknowledged.merge(replica, upTo, Math::max);
        while (!source.waiting.isEmpty() && isAcknowledged(source, source.waiting.peek().number())) {
            SimulatedServer.Waiting waiting = source.waiting.remove();
            source.executed.add(source.index, waiting.number());
            waiting.committed().run();
        }
    }

    private static boolean isAcknowledged(SimulatedServer source, long number) {
        int count = 0;
        for (long upTo : source.acknowledged.values()) {
            if (upTo >= number) {
                count++;
            }
        }
        return count >= source.acknowledgementsWanted;
    }

    void apply(SimulatedServer server) {
        if (server.applying || !server.applierOn || !server.answers() || server.relay.isEmpty()) {
            return;
        }
        server.applying = true;
        int life = server.life;
        time.schedule(Duration.ofNanos(server.applyNanos), () -> applyNext(server, life));
    }

    private void applyNext(SimulatedServer server, int life) {
        if (server.life != life) {
            return;
        }
        server.applying = false;
        if (!server.applierOn || !server.answers()) {
            return;
        }
        boolean quick = server.applyNanos <= settings.applyTime().toNanos();
        do {
            SimulatedServer.Relayed next = server.relay.poll();
            if (next == null) {
                break;
            }
            server.executed.add(next.origin(), next.number());
            server.logged.add(next.origin(), next.number());
        } while (quick);
        announce(server);
        apply(server);
    }

    void startReceiver(SimulatedServer server) {
        if (!server.receiverOn) {
            server.receiverOn = true;
            reconnect(server);
        }
    }

    void startApplier(SimulatedServer server) {
        server.applierOn = true;
        apply(server);
    }

    void stopReceiver(SimulatedServer server) {
        server.receiverOn = false;
        server.receiverError = 0;
        disconnect(server);
    }

    void reset(SimulatedServer server) {
        stopReceiver(server);
        server.applierOn = false;
        server.source = InstanceKey.NONE;
        server.discardRelayLog();
    }

    /** Points a replica elsewhere, by GTID; relay logs are kept while the applier runs, else discarded, as MySQL does. */
    void point(SimulatedServer server, InstanceKey source) {
        stopReceiver(server);
        if (!server.applierOn) {
            server.discardRelayLog();
        }
        server.source = source;
        startReceiver(server);
        startApplier(server);
    }

    private static void disconnect(SimulatedServer server) {
        server.connected = false;
        server.pulling = false;
        server.session++;
    }

    /** Tries to connect, now and again until it succeeds or the receiver is stopped. */
    void reconnect(SimulatedServer server) {
        disconnect(server);
        attempt(server, server.session);
    }

    private void attempt(SimulatedServer server, int session) {
        if (server.session != session || !server.receiverOn || server.connected || !server.answers()) {
            return;
        }
        time.schedule(settings.connectRetry(), () -> attempt(server, session));
        Optional<SimulatedServer> source = server.cluster.find(server.source);
        if (source.isEmpty()) {
            server.receiverError = CANNOT_CONNECT;
            return;
        }
        if (source.get() == server) {
            server.receiverError = CONNECTS_TO_ITSELF;
            return;
        }
        SimulatedServer from = source.get();
        if (network.isCut(server.place, from.place) || from.hung) {
            // Nothing answers: the attempt times out later than the next one begins.
            server.receiverError = CANNOT_CONNECT;
            return;
        }
        network.connect(server.place, from.place, () -> connected(server, from, session));
    }

    private void connected(SimulatedServer server, SimulatedServer source, int session) {
        if (server.session != session || server.connected || !server.receiverOn) {
            return;
        }
        if (!source.answers()) {
            server.receiverError = CANNOT_CONNECT;
            return;
        }
        server.connected = true;
        server.connectedLife = source.life;
        server.receiverError = 0;
        server.heardAt = time.nanos();
        pull(server, source);
        watchSilence(server, server.session);
    }

    private void watchSilence(SimulatedServer server, int session) {
        time.schedule(settings.heartbeat(), () -> {
            if (server.session != session || !server.connected || !server.up) {
                return;
            }
            if (!server.hung && silence(server).compareTo(settings.netTimeout()) >= 0) {
                server.receiverError = LOST_CONNECTION;
                reconnect(server);
                return;
            }
            watchSilence(server, session);
        });
    }

    /** How long a connected receiver has heard nothing; heartbeats come while the path is good. */
    Duration silence(SimulatedServer server) {
        Optional<SimulatedServer> source = server.cluster.find(server.source);
        long now = time.nanos();
        if (server.connected && source.isPresent() && hears(server, source.get())) {
            server.heardAt = Math.max(server.heardAt, now - now % settings.heartbeat().toNanos());
        }
        return Duration.ofNanos(now - server.heardAt);
    }

    private boolean hears(SimulatedServer server, SimulatedServer source) {
        return source.answers() && isConnectedTo(server, source) && !network.isCut(server.place, source.place);
    }

    /** The server's process is gone: replicas that are not cut off notice at once. */
    void lost(SimulatedServer source) {
        for (SimulatedServer replica : source.cluster.servers()) {
            if (isConnectedTo(replica, source) && !network.isCut(replica.place, source.place)) {
                int session = replica.session;
                network.send(source.place, replica.place, () -> {
                    if (replica.session == session && replica.up) {
                        replica.receiverError = LOST_CONNECTION;
                        reconnect(replica);
                    }
                });
            }
        }
    }

    /** The server, or a path, works again: whoever is connected goes on. */
    void goOn(SimulatedServer server) {
        if (!server.answers()) {
            return;
        }
        server.cluster.find(server.source).filter(source -> server.connected).ifPresent(source -> {
            server.pulling = false;
            server.session++;
            if (source.up && server.connectedLife == source.life) {
                pull(server, source);
                watchSilence(server, server.session);
            } else {
                server.receiverError = LOST_CONNECTION;
                reconnect(server);
            }
        });
        if (server.receiverOn && !server.connected) {
            reconnect(server);
        }
        apply(server);
        announce(server);
    }
}
