package io.orchestrator.http.live;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.ports.driving.AnalysisEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All clients that read events. {@link #start()} looks after them, {@link #close()} ends them; neither is called twice. */
public final class AnalysisStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnalysisStreams.class);
    private static final Duration LEAST_ROUND = Duration.ofMillis(10);
    private static final int ROUNDS = 10;
    /** For all clients together to be told that this node stops. */
    private static final Duration FAREWELL = Duration.ofMillis(500);

    /**
     * What is allowed.
     *
     * @param most clients at a time
     * @param heartbeat after so long without an event a comment is sent
     * @param patience a client that reads nothing for so long, though something waits for it, is dropped
     */
    public record Limits(int most, Duration heartbeat, Duration patience) {
        public static final Limits DEFAULT = new Limits(64, Duration.ofSeconds(15), Duration.ofSeconds(10));

        public Limits {
            Objects.requireNonNull(heartbeat, "heartbeat");
            Objects.requireNonNull(patience, "patience");
        }
    }

    /** What becomes of a client that wants to read. */
    public enum Entry {
        ADMITTED, TOO_MANY, STOPPING
    }

    private final AnalysisEvents events;
    private final Limits limits;
    private final Set<AnalysisStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-events-clock").factory());
    private volatile boolean closed;

    public AnalysisStreams(AnalysisEvents events, Limits limits) {
        this.events = Objects.requireNonNull(events, "events");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /** Looks after clients from now on. */
    public void start() {
        Duration shortest =
                limits.heartbeat().compareTo(limits.patience()) < 0 ? limits.heartbeat() : limits.patience();
        Duration round = shortest.dividedBy(ROUNDS);
        long millis = Math.max(round.toMillis(), LEAST_ROUND.toMillis());
        var _ = clock.scheduleWithFixedDelay(() -> streams.forEach(this::check), millis, millis,
                TimeUnit.MILLISECONDS);
    }

    private void check(AnalysisStream stream) {
        try {
            stream.check(limits.heartbeat(), limits.patience());
        } catch (RuntimeException e) {
            LOG.warn("a client that reads events could not be looked after; the others are", e);
        }
    }

    public Limits limits() {
        return limits;
    }

    /**
     * Writes events to a client until it is gone, does not read, or this ends.
     *
     * @param after the last event that the client has heard, {@link AnalysisEvents#NOTHING} when none
     * @return anything but {@code ADMITTED} when nothing is written
     * @throws io.orchestrator.ports.driven.PortException when nobody can be listened to yet
     */
    public Entry open(EventText texts, EventSink sink, long after) {
        if (closed) {
            return Entry.STOPPING;
        }
        if (count.incrementAndGet() > limits.most()) {
            count.decrementAndGet();
            return Entry.TOO_MANY;
        }
        AnalysisStream stream = new AnalysisStream(texts, sink, this::ended);
        streams.add(stream);
        try {
            stream.begin(events, after);
        } catch (RuntimeException e) {
            stream.end();
            throw e;
        }
        if (closed) {
            stream.farewell();
        }
        return Entry.ADMITTED;
    }

    private void ended(AnalysisStream stream) {
        if (streams.remove(stream)) {
            count.decrementAndGet();
        }
    }

    /** How many read now. */
    public int size() {
        return count.get();
    }

    @Override
    public void close() {
        closed = true;
        List<AnalysisStream> last = List.copyOf(streams);
        last.forEach(AnalysisStream::farewell);
        long end = System.nanoTime() + FAREWELL.toNanos();
        try {
            for (AnalysisStream stream : last) {
                stream.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
    }
}
