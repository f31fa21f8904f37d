package io.orchestrator.backend.probe;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.SessionPurpose;
import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetSession;
import io.orchestrator.backend.target.TargetThreads;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.ProbeWrite.Result;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one server on trial, each time on a connection of its own, which is abandoned at the deadline. One write at a time: while the
 * server still has the session of one that was abandoned, nothing is written, and that is the answer. Nothing is written to a server
 * that is read-only or replicates.
 */
final class WriteTrials {
    private static final Logger LOG = LoggerFactory.getLogger(WriteTrials.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** The server counts whole seconds. */
    private static final long ROUNDING = 2;
    /** Who waits for a lock is told so within a second, and no disk is suspected. */
    private static final String LIMIT_LOCK_WAITS = "SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1";
    private static final String STATE = "SELECT connection_id() AS own, @@global.read_only AS read_only";
    private static final String STATE_AND_EARLIER = STATE
            + ", (SELECT count(*) FROM information_schema.processlist WHERE id = ? AND time >= ?) AS earlier";

    private final InstanceKey key;
    private final TargetConnections connections;
    private final TargetThreads threads;
    private final TimeSource time;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile @Nullable Duration lastBegan;
    private volatile @Nullable Standing last;
    private volatile @Nullable Abandoned abandoned;

    /** A result and since when there has been no other. */
    private record Standing(ProbeWrite write, Duration since) {}

    /** A write that was given up while the server had it. */
    private record Abandoned(long session, Duration sent) {}

    WriteTrials(InstanceKey key, TargetConnections connections, TargetThreads threads, TimeSource time) {
        this.key = key;
        this.connections = connections;
        this.threads = threads;
        this.time = time;
    }

    /** What came of the last one; null when there was none. */
    @Nullable
    ProbeWrite last() {
        Standing standing = last;
        return standing == null ? null : standing.write();
    }

    /** Begins one, unless one is under way or was begun just now. */
    void begin(WriteTrial trial) {
        Duration now = time.monotonic();
        Duration before = lastBegan;
        boolean justBegan = before != null && now.minus(before).compareTo(PAUSE) < 0;
        if (justBegan || !underWay.compareAndSet(false, true)) {
            return;
        }
        lastBegan = now;
        var attempt = new Attempt(trial, now);
        var _ = threads.within(trial.deadline(), attempt::run, attempt::onDeadline).whenComplete((result, failure) -> {
            if (failure == null) {
                learn(result, now);
            }
            underWay.set(false);
        });
    }

    private void learn(ProbeWrite write, Duration began) {
        Standing before = last;
        boolean other = before == null || before.write().result() != write.result();
        Duration since = before == null || other ? began : before.since();
        Duration standing = write.result() == Result.WRITTEN ? Duration.ZERO : time.monotonic().minus(since);
        last = new Standing(new ProbeWrite(write.result(), write.took(), standing, write.number(), write.message()),
                since);
        if (other && write.result() != Result.WRITTEN) {
            LOG.warn("the write on trial to {}: {}: {}", key, write.result(), write.message());
        } else if (other && before != null) {
            LOG.info("the write on trial to {} succeeds again", key);
        }
    }

    /** One write. */
    private final class Attempt {
        private final WriteTrial trial;
        private final Duration began;
        private volatile @Nullable Abandoned sent;

        Attempt(WriteTrial trial, Duration began) {
            this.trial = trial;
            this.began = began;
        }

        ProbeWrite run() {
            try {
                return write();
            } catch (SQLException | RuntimeException e) {
                return failed(e);
            }
        }

        /** The deadline passed; the thread is interrupted, which drops the connection. */
        ProbeWrite onDeadline() {
            Abandoned stuck = sent;
            if (stuck == null) {
                return result(Result.UNCONNECTED, 0, "no connection and no answer to a question within "
                        + trial.deadline().toMillis() + " ms");
            }
            abandoned = stuck;
            return result(Result.UNANSWERED, 0, "no answer within " + trial.deadline().toMillis() + " ms");
        }

        private ProbeWrite write() throws SQLException {
            TargetSession session = connections.open(key, SessionPurpose.OPERATION, trial.deadline());
            boolean ended = false;
            try {
                session.limitReads(trial.deadline());
                ProbeWrite obstacle = obstacle(session);
                if (obstacle == null) {
                    session.run(trial.statement());
                    obstacle = result(Result.WRITTEN, 0, "");
                }
                ended = true;
                return obstacle;
            } finally {
                if (ended) {
                    session.close();
                } else {
                    session.abort();
                }
            }
        }

        /** Why nothing is written now; null when it is to be. */
        private @Nullable ProbeWrite obstacle(TargetSession session) throws SQLException {
            Abandoned earlier = abandoned;
            List<Row> rows = earlier == null ? session.run(STATE)
                    : session.run(STATE_AND_EARLIER, earlier.session(),
                            Math.max(0, began.minus(earlier.sent()).toSeconds() - ROUNDING));
            Row state = rows.getFirst();
            if (earlier != null && state.number("earlier") > 0) {
                return new ProbeWrite(Result.UNANSWERED, time.monotonic().minus(earlier.sent()), Duration.ZERO, 0,
                        "an earlier one has not returned on the server");
            }
            abandoned = null;
            if (VariablesReader.isReadOnly(state)) {
                return result(Result.READ_ONLY_SERVER, 0, "the server is read-only; nothing was written");
            }
            if (!session.run(StatementDialect.of(session).showReplicaStatus()).isEmpty()) {
                return result(Result.READ_ONLY_SERVER, 0, "the server is a replica; nothing was written");
            }
            session.run(LIMIT_LOCK_WAITS);
            sent = new Abandoned(state.number("own"), time.monotonic());
            return null;
        }

        private ProbeWrite failed(Exception failure) {
            if (!(failure instanceof SQLException sql) || sent == null) {
                return result(Result.UNCONNECTED, Faults.numberOf(failure), Faults.describe("write to", key, failure));
            }
            Result result = WriteFaults.resultOf(sql);
            if (result == Result.UNANSWERED) {
                abandoned = sent;
            }
            return result(result, Faults.numberOf(sql), Faults.reason(sql));
        }

        private ProbeWrite result(Result result, int number, String message) {
            return new ProbeWrite(result, time.monotonic().minus(began), Duration.ZERO, number, message);
        }
    }
}
