package io.orchestrator.ports.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** What happened lately: nothing older than asked for, and never more than a fixed number. Costs no more than a queue does. */
final class Recent<T> {
    private final Deque<T> kept = new ArrayDeque<>();
    private final Function<T, Instant> when;
    private final int most;

    /**
     * Keeps nothing yet.
     *
     * @param when time of day of one of them
     * @param most at most so many are kept
     */
    Recent(Function<T, Instant> when, int most) {
        this.when = when;
        this.most = most;
    }

    /** Adds the newest, and drops what is too old by then. */
    void add(T newest, Instant notBefore) {
        kept.addLast(newest);
        drop(notBefore);
    }

    /** Oldest first. */
    List<T> since(Instant notBefore) {
        drop(notBefore);
        return List.copyOf(kept);
    }

    private void drop(Instant notBefore) {
        while (!kept.isEmpty() && (kept.size() > most || when.apply(kept.getFirst()).isBefore(notBefore))) {
            kept.removeFirst();
        }
    }
}
