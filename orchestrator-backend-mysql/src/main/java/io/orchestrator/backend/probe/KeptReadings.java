package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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

    /** A classification and what it was made of, so that it need not be made for each probe. */
    private record Composed(QueryAnswers answers, ClassificationPatterns patterns, String hostname,
            @Nullable Duration lag, Classification made) {
        boolean isOf(QueryAnswers others, ClassificationPatterns otherPatterns, String name,
                @Nullable Duration otherLag) {
            return answers.equals(others) && patterns.equals(otherPatterns) && hostname.equals(name)
                    && Objects.equals(lag, otherLag);
        }
    }

    private final SilenceTracker silences = new SilenceTracker();
    private final Map<ClassificationQuery, String> complaints = new ConcurrentHashMap<>(1);
    private volatile @Nullable Dated<ServerTraits> traits;
    private volatile @Nullable Dated<List<InstanceKey>> replicas;
    private volatile @Nullable Dated<SemiSyncStatus> status;
    private volatile @Nullable Dated<QueryAnswers> answers;
    private volatile @Nullable Composed composed;
    private volatile @Nullable Dated<Optional<BinlogServer>> binlogServer;
    private volatile @Nullable Boolean replicationCredentials;
    private volatile @Nullable Dated<Optional<Duration>> lag;
    /** When somebody last asked that all be read anew; null when nobody did. */
    private volatile @Nullable Duration askedAnew;
    private volatile boolean semiSyncOn;
    private volatile boolean unreadable;
    private volatile boolean heartbeatsDenied;
    private volatile boolean denialTold;

    SilenceTracker silences() {
        return silences;
    }

    /** From now on what was read before is due, whatever its age; until it is read it stays what it is. */
    void askAnew(Duration now) {
        askedAnew = now;
    }

    private boolean isDue(@Nullable Dated<?> last, Duration every, Duration now) {
        Duration anew = askedAnew;
        return last == null || last.isOlderThan(every, now) || (anew != null && last.at().compareTo(anew) <= 0);
    }

    @Nullable
    Dated<ServerTraits> traits() {
        return traits;
    }

    boolean areTraitsDue(Duration every, Duration now) {
        return isDue(traits, every, now);
    }

    void learn(ServerTraits read, Duration now) {
        traits = new Dated<>(read, now);
        heartbeatsDenied = false;
    }

    /** A variable that was there is gone. */
    void forgetTraits() {
        traits = null;
        binlogServer = null;
        heartbeatsDenied = false;
    }

    /** Whether the account lacks the privilege to read heartbeats: believed until traits are read anew, for it may be granted. */
    boolean areHeartbeatsDenied() {
        return heartbeatsDenied;
    }

    /** Whether it is the first time that they were found to be. */
    boolean learnHeartbeatsDenied() {
        heartbeatsDenied = true;
        boolean first = !denialTold;
        denialTold = true;
        return first;
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

    boolean isStatusDue(Duration every, Duration now) {
        return isDue(status, every, now);
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
        return isDue(replicas, every, now);
    }

    void learnReplicas(List<InstanceKey> read, Duration now) {
        replicas = new Dated<>(List.copyOf(read), now);
    }

    /** What these queries answered last; nothing where others were asked. */
    QueryAnswers answersTo(ClassificationQueries queries) {
        Dated<QueryAnswers> last = answers;
        return last == null || !last.value().asked().equals(queries) ? QueryAnswers.NONE : last.value();
    }

    boolean isClassificationDue(ClassificationQueries queries, Duration every, Duration now) {
        Dated<QueryAnswers> last = answers;
        return last == null || isDue(last, every, now) || !last.value().asked().equals(queries);
    }

    void learn(QueryAnswers read, Duration now) {
        answers = new Dated<>(read, now);
    }

    /** Why a query was of no use the last time, by query. */
    Map<ClassificationQuery, String> complaints() {
        return complaints;
    }

    /** What queries and patterns say of the server that goes by this name. */
    Classification classification(ClassificationQueries queries, ClassificationPatterns patterns, String hostname) {
        QueryAnswers last = answersTo(queries);
        Duration told = lag();
        Composed before = composed;
        if (before != null && before.isOf(last, patterns, hostname, told)) {
            return before.made();
        }
        Classification made = last.classification(patterns, hostname, told);
        composed = new Composed(last, patterns, hostname, told, made);
        return made;
    }

    /** Lag as the configured query last told; null when it never did, or last failed. */
    @Nullable
    Duration lag() {
        Dated<Optional<Duration>> last = lag;
        return last == null ? null : last.value().orElse(null);
    }

    /** An answer that failed counts as one: what hangs is not asked each time. */
    boolean isLagDue(Duration every, Duration now) {
        return isDue(lag, every, now);
    }

    void learnLag(@Nullable Duration read, Duration now) {
        lag = new Dated<>(Optional.ofNullable(read), now);
    }

    /** Whether either side of semi-sync was switched on in the last answer. */
    boolean isSemiSyncOn() {
        return semiSyncOn;
    }

    void learnSemiSync(boolean on) {
        semiSyncOn = on;
    }

    /** Whether it is the first time that the server's GTIDs cannot be read; they move, and what is wrong with them stays. */
    boolean isFirstUnreadable() {
        boolean first = !unreadable;
        unreadable = true;
        return first;
    }

    /** A new connection may lead to a server that was restarted: what is tied to one run of it is read anew. */
    void reconnected() {
        status = null;
    }
}
