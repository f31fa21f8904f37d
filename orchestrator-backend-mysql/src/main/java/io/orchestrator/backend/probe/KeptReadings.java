package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one server between probes, because reading it each time would cost too much. Written by one probe at a time
 * and read by others, e.g. a last look, hence volatile values that are replaced whole.
 */
final class KeptReadings {
    /**
     * A value and when it was read.
     *
     * @param at monotonic time
     */
    record Dated<T>(T value, Duration at) {
        boolean isOlderThan(Duration age, Duration now) {
            return now.minus(at).compareTo(age) >= 0;
        }
    }

    private final SilenceTracker silences = new SilenceTracker();
    private volatile @Nullable Dated<ServerTraits> traits;
    private volatile @Nullable Dated<List<InstanceKey>> replicas;
    private volatile @Nullable Dated<SemiSyncStatus> status;
    private volatile @Nullable Dated<Classification> classification;
    private volatile @Nullable Dated<Optional<BinlogServer>> binlogServer;
    private volatile @Nullable Boolean replicationCredentials;
    private volatile @Nullable Duration lag;
    private volatile boolean semiSyncOn;

    SilenceTracker silences() {
        return silences;
    }

    @Nullable
    Dated<ServerTraits> traits() {
        return traits;
    }

    void learn(ServerTraits read, Duration now) {
        traits = new Dated<>(read, now);
    }

    /** A variable that was there is gone. */
    void forgetTraits() {
        traits = null;
        binlogServer = null;
    }

    /** The binlog server that it is, or that it is none; null when it was not asked. */
    @Nullable
    Dated<Optional<BinlogServer>> binlogServer() {
        return binlogServer;
    }

    void learnBinlogServer(Optional<BinlogServer> read, Duration now) {
        binlogServer = new Dated<>(read, now);
    }

    /** Null when it was not read yet. */
    @Nullable
    Boolean hasReplicationCredentials() {
        return replicationCredentials;
    }

    void learnReplicationCredentials(boolean available) {
        replicationCredentials = available;
    }

    @Nullable
    Dated<SemiSyncStatus> status() {
        return status;
    }

    /** The last status with the uptime that the server has by now. */
    SemiSyncStatus statusAt(Duration now) {
        Dated<SemiSyncStatus> last = status;
        if (last == null) {
            return SemiSyncStatus.NONE;
        }
        Duration uptime = last.value().uptime();
        return new SemiSyncStatus(last.value().sourceActive(), last.value().sourceClients(),
                last.value().replicaActive(), uptime == null ? null : uptime.plus(now.minus(last.at())));
    }

    void learn(SemiSyncStatus read, Duration now) {
        status = new Dated<>(read, now);
    }

    List<InstanceKey> replicas() {
        Dated<List<InstanceKey>> last = replicas;
        return last == null ? List.of() : last.value();
    }

    boolean areReplicasDue(Duration every, Duration now) {
        Dated<List<InstanceKey>> last = replicas;
        return last == null || last.isOlderThan(every, now);
    }

    void learnReplicas(List<InstanceKey> read, Duration now) {
        replicas = new Dated<>(List.copyOf(read), now);
    }

    Classification classification() {
        Dated<Classification> last = classification;
        return last == null ? Classification.NONE : last.value();
    }

    boolean isClassificationDue(Duration every, Duration now) {
        Dated<Classification> last = classification;
        return last == null || last.isOlderThan(every, now);
    }

    void learn(Classification read, Duration now) {
        classification = new Dated<>(read, now);
    }

    /** Lag as the configured query last told; null when it never did, or last failed. */
    @Nullable
    Duration lag() {
        return lag;
    }

    void learnLag(@Nullable Duration read) {
        lag = read;
    }

    /** Whether either side of semi-sync was switched on in the last answer. */
    boolean isSemiSyncOn() {
        return semiSyncOn;
    }

    void learnSemiSync(boolean on) {
        semiSyncOn = on;
    }

    /** A new connection may lead to a server that was restarted: what is tied to one run of it is read anew. */
    void reconnected() {
        status = null;
    }
}
