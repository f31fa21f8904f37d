package io.orchestrator.backend.target;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/** Watches servers by a connection each that repeats {@code DO SLEEP(n)} on a virtual thread (design.md 3). */
public final class TargetWatch implements ServerWatch {
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(5);
    /** A server that logs every statement as slow is not asked more often than this. */
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(250);
    private static final Duration LATE_AFTER = Duration.ofMillis(400);
    /** A member of a group is asked so often at least who its primary is: another one breaks no connection. */
    private static final Duration GROUP_SLEEP = Duration.ofSeconds(1);
    /** Half of what the server logs as a slow statement, and whether it is a member of a group. */
    private static final String TRAITS = "SELECT @@global.long_query_time * 500 AS half_millis, (SELECT count(*) FROM "
            + "information_schema.plugins WHERE plugin_name = 'group_replication' AND plugin_status = 'ACTIVE') AS grouped";
    private static final String PRIMARY = "SELECT group_concat(member_id ORDER BY member_id) FROM "
            + "performance_schema.replication_group_members WHERE member_role = 'PRIMARY'";
    /** So long after a sleep should have ended, the connection is given up: its end was lost on the way. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(30);

    private final TargetConnections connections;
    private final TargetThreads threads;
    private final TimeSource time;
    private final ConcurrentHashMap<InstanceKey, Loop> loops = new ConcurrentHashMap<>();

    public TargetWatch(TargetConnections connections, TargetThreads threads, TimeSource time) {
        this.connections = connections;
        this.threads = threads;
        this.time = time;
    }

    @Override
    public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
        var loop = new Loop(key, sleep, listener);
        Loop replaced = loops.put(key, loop);
        if (replaced != null) {
            replaced.end();
        }
        loop.begin();
    }

    @Override
    public void disarm(InstanceKey key) {
        Loop loop = loops.remove(key);
        if (loop != null) {
            loop.end();
        }
    }

    /** Ends every watch. */
    public void close() {
        loops.keySet().forEach(this::disarm);
    }

    /** Watches that stand or are being set up; for metrics and tests. */
    public int armed() {
        return loops.size();
    }

    /** Something that a server is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(TargetSession session) throws SQLException;
    }

    private final class Loop implements Runnable {
        private final InstanceKey key;
        /** The last sleep ended early: a server that shuts down wakes its sessions before it closes their connections. */
        private boolean woken;
        private final Duration sleep;
        private final Consumer<Event> listener;
        private volatile boolean ended;
        private volatile @Nullable Thread thread;

        Loop(InstanceKey key, Duration sleep, Consumer<Event> listener) {
            this.key = key;
            this.sleep = sleep;
            this.listener = listener;
        }

        void begin() {
            Thread started = threads.start(this);
            thread = started;
            if (ended) {
                started.interrupt();
            }
        }

        void end() {
            ended = true;
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }

        @Override
        public void run() {
            try {
                watch();
            } catch (SQLException | RuntimeException e) {
                if (loops.remove(key, this) && !ended) {
                    listener.accept(
                            new Event.Broken(key, Faults.describe("watch", key, e), woken || Faults.isShutDown(e)));
                }
            }
        }

        private void watch() throws SQLException {
            TargetSession session = open();
            try {
                Row traits = session.run(TRAITS).stream().findFirst().orElseGet(() -> Row.of(Map.of()));
                boolean grouped = traits.isOn("grouped");
                Duration nap = napOf(traits, grouped);
                String primary = grouped ? primaryOf(session) : "";
                session.limitReads(nap.plus(LOST_AFTER));
                tell(new Event.Armed(key));
                String statement = "DO SLEEP(" + nap.toMillis() / 1000.0 + ")";
                while (!ended) {
                    Duration asleep = time.monotonic();
                    var _ = underBell(nap, session, asked -> asked.run(statement));
                    woken = time.monotonic().minus(asleep).compareTo(nap.multipliedBy(9).dividedBy(10)) < 0;
                    if (grouped) {
                        String now = underBell(Duration.ZERO, session, this::primaryOf);
                        if (!now.equals(primary)) {
                            tell(new Event.GroupChanged(key));
                        }
                        primary = now;
                    }
                    if (!connections.fits(session)) {
                        TargetSession next = open();
                        session.abort();
                        session = next;
                        session.limitReads(nap.plus(LOST_AFTER));
                    }
                }
            } finally {
                session.abort();
            }
        }

        private TargetSession open() throws SQLException {
            Duration within = connections.settings().connectTimeout();
            TargetSession session = connections.open(key, SessionPurpose.WATCH, within);
            session.limitReads(within);
            return session;
        }

        /** Asks what is answered after that long, and tells when the answer is late. */
        private <T> T underBell(Duration takes, TargetSession session, Question<T> question) throws SQLException {
            Duration due = time.monotonic().plus(takes);
            ScheduledFuture<?> bell = threads.after(takes.plus(LATE_AFTER),
                    () -> tell(new Event.Late(key, time.monotonic().minus(due))));
            try {
                return question.ask(session);
            } finally {
                bell.cancel(false);
            }
        }

        /** The primary that the server sees, all of them where there are several; empty where it sees none or may not tell. */
        private String primaryOf(TargetSession session) throws SQLException {
            try {
                return session.cell(PRIMARY).orElse("");
            } catch (SQLException e) {
                if (Faults.endsSession(e)) {
                    throw e;
                }
                return "";
            }
        }

        /** At most half of what the server logs as a slow statement, so that the watch is never in its slow log. */
        private Duration napOf(Row traits, boolean grouped) {
            long halfMillis = traits.has("half_millis") ? traits.number("half_millis") : LONGEST_SLEEP.toMillis();
            long longest = (grouped ? GROUP_SLEEP : LONGEST_SLEEP).toMillis();
            long wanted = Math.min(sleep.toMillis(), longest);
            return Duration.ofMillis(Math.max(SHORTEST_SLEEP.toMillis(), Math.min(wanted, halfMillis)));
        }

        private void tell(Event event) {
            if (!ended) {
                listener.accept(event);
            }
        }
    }
}
