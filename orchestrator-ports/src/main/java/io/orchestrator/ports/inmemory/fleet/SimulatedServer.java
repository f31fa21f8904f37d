package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.promotion.ReplicaReading;
import org.jspecify.annotations.Nullable;

/** State of one server. What makes it change is in {@link Replication} and in the conversations with it. */
final class SimulatedServer {
    /** A received transaction that is not applied yet. */
    record Relayed(int origin, long number, long committedAt) {}

    /** A commit that waits for acknowledgements. */
    record Waiting(long number, Runnable committed) {}

    final InstanceKey key;
    final ServerUuid uuid;
    final int index;
    final SimulatedCluster cluster;
    final String place;

    boolean up = true;
    boolean hung;
    /** It told its clients that it ended. */
    boolean tellsEnd;
    /** Grows with every start, so that what belongs to an earlier life is known. */
    int life;
    boolean readOnly = true;
    /** In its binary log; more than executed while a semi-sync commit waits. */
    Transactions logged = new Transactions();
    Transactions executed = new Transactions();
    Transactions received = new Transactions();
    final Deque<Relayed> relay = new ArrayDeque<>();

    InstanceKey source = InstanceKey.NONE;
    boolean receiverOn;
    boolean applierOn;
    boolean connected;
    int connectedLife;
    int receiverError;
    /** Grows whenever the receiver connects, loses its connection or is stopped. */
    int session;
    long heardAt;
    boolean pulling;
    boolean applying;
    long applyNanos;

    boolean semiSyncSource;
    boolean semiSyncReplica;
    int acknowledgementsWanted;
    final Map<Integer, Long> acknowledged = new HashMap<>();
    final Deque<Waiting> waiting = new ArrayDeque<>();
    /** Arrived while the server hung; executed when it goes on. */
    final List<Runnable> inbox = new ArrayList<>();
    long startedAt;
    /** Since when it answers without a break. */
    long answersSince;

    SimulatedServer(InstanceKey key, ServerUuid uuid, int index, SimulatedCluster cluster, Duration applyTime) {
        this.key = key;
        this.uuid = uuid;
        this.index = index;
        this.cluster = cluster;
        this.place = key.display();
        this.applyNanos = applyTime.toNanos();
    }

    boolean answers() {
        return up && !hung;
    }

    boolean isReplica() {
        return !source.equals(InstanceKey.NONE);
    }

    MySqlGtidSet executedSet() {
        return executed.asSet(cluster.uuids());
    }

    MySqlGtidSet receivedSet() {
        return received.asSet(cluster.uuids());
    }

    boolean isDrained() {
        return executed.containsAll(received);
    }

    ReplicaReading reading() {
        return new ReplicaReading(source, receivedSet(), executedSet(), receiverOn, applierOn, readOnly);
    }

    /** Drops everything received and not executed. */
    void discardRelayLog() {
        relay.clear();
        received = executed.copy();
    }

    /** Whole seconds behind; null when it is not known. */
    @Nullable
    Duration lag(long now) {
        if (!applierOn || !connected) {
            return null;
        }
        Relayed oldest = relay.peek();
        return Duration.ofSeconds(oldest == null ? 0 : (now - oldest.committedAt()) / 1_000_000_000L);
    }
}
