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
    private volatile @Nullable Duration lag;
    private volatile boolean semiSyncOn;
    private volatile boolean unreadable;

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

    /** What these queries answered last; nothing where others were asked. */
    QueryAnswers answersTo(ClassificationQueries queries) {
        Dated<QueryAnswers> last = answers;
        return last == null || !last.value().asked().equals(queries) ? QueryAnswers.NONE : last.value();
    }

    boolean isClassificationDue(ClassificationQueries queries, Duration every, Duration now) {
        Dated<QueryAnswers> last = answers;
        return last == null || last.isOlderThan(every, now) || !last.value().asked().equals(queries);
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
        Duration told = lag;
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
