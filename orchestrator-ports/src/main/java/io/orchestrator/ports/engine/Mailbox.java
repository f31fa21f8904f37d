package io.orchestrator.ports.engine;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.orchestrator.ports.driving.AnalysisEvents.Event;
import io.orchestrator.ports.driving.AnalysisEvents.Listener;
import io.orchestrator.ports.driving.AnalysisEvents.Missed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to one listener. The engine puts them in and goes on; the listener's executor takes them out, one at a time. When
 * too many wait the oldest are dropped, and the listener is told how many before it hears the next.
 */
final class Mailbox {
    /** So many events wait for a slow listener, beside what it is told at first. */
    static final int CAPACITY = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Listener listener;
    private final Executor executor;
    private final Queue<Event> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicBoolean emptying = new AtomicBoolean();
    private final AtomicBoolean complained = new AtomicBoolean();
    private int capacity = CAPACITY;
    private volatile boolean closed;

    Mailbox(Listener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** On the loop, once: what a listener is told at first is never dropped for being too much. */
    void begin(List<Event> first) {
        capacity += first.size();
        first.forEach(this::put);
    }

    /** On the loop. */
    void put(Event event) {
        if (closed) {
            return;
        }
        while (size.get() >= capacity && waiting.poll() != null) {
            size.decrementAndGet();
            missed.incrementAndGet();
        }
        waiting.add(event);
        size.incrementAndGet();
        empty();
    }

    /** Nothing more is delivered. */
    void close() {
        closed = true;
        waiting.clear();
    }

    boolean isClosed() {
        return closed;
    }

    private void empty() {
        if (!emptying.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::deliver);
        } catch (RuntimeException refused) {
            LOG.debug("a listener's executor takes no more tasks; it hears nothing more: {}", refused.toString());
            close();
        }
    }

    private void deliver() {
        try {
            for (Event next = next(); next != null && !closed; next = next()) {
                hand(next);
            }
        } finally {
            emptying.set(false);
        }
        if (!waiting.isEmpty() && !closed) {
            empty();
        }
    }

    private @Nullable Event next() {
        long lost = missed.getAndSet(0);
        if (lost > 0) {
            return new Missed(lost);
        }
        Event next = waiting.poll();
        if (next != null) {
            size.decrementAndGet();
        }
        return next;
    }

    private void hand(Event event) {
        try {
            listener.heard(event);
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("a listener of analyses failed; it hears the next event, and is not told of again", e);
            }
        }
    }
}
