package io.orchestrator.ports.driving;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import io.orchestrator.domain.detection.Analysis;

/**
 * What is found wrong, and what is decided about it, as it happens. The leader tells of its own analyses and decisions; any other node
 * tells what it sees in the store, compared about every second and only while somebody listens. A listener that is slow, blocks or
 * throws harms itself only: what waits for it is bounded, and it is told how much it missed.
 */
public interface AnalysisEvents {
    /** In place of a sequence: the listener has heard nothing yet. */
    long NOTHING = 0;

    /** Hears events, one at a time, in order. */
    @FunctionalInterface
    interface Listener {
        void heard(Event event);
    }

    /** Ends when it is closed; one event may still be on its way then. Closing it again does nothing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** What a listener hears. */
    sealed interface Event {}

    /**
     * One server's analysis.
     *
     * @param kind what this tells of it
     * @param sequence number of the change, one more than that of the change before; higher in a process that started later. For
     *     {@link Kind#STANDING} that of the change that brought it about
     * @param at time of day of that change
     * @param analysis what is wrong, and on which evidence; where it is {@link Kind#OVER}, how the server stands then, or how it was
     *     analysed last when it is not analysed any more
     * @param verdict what is done about it
     * @param reason why that
     */
    record Told(Kind kind, long sequence, Instant at, Analysis analysis, Verdict verdict, String reason)
            implements Event {
        public Told {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(analysis, "analysis");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(reason, "reason");
        }

        /** The same as a listener that comes later is told of it. */
        public Told standing() {
            return new Told(Kind.STANDING, sequence, at, analysis, verdict, reason);
        }
    }

    /**
     * The listener has been told all that stands, or all that it had missed; what comes next is new.
     *
     * @param sequence of the last change there was
     * @param problems how many analyses stand now
     */
    record Live(long sequence, int problems) implements Event {}

    /**
     * The listener was too slow: that many of the oldest events that waited for it were dropped. To know again what stands, it listens
     * anew.
     */
    record Missed(long count) implements Event {}

    /** What is told of an analysis. */
    enum Kind {
        /** It stands since before the listener came. */
        STANDING,
        /** It is new, or its code, its structure codes, the verdict or the reason changed. */
        CHANGED,
        /** It holds no more. */
        OVER
    }

    /** What is done about an analysis. */
    enum Verdict {
        /** Nothing. */
        IGNORED("ignored"),
        /** It is written down. */
        DETECTED("detected"),
        /** It would be recovered, but something stands against it. */
        BLOCKED("blocked"),
        /** It is looked at again soon. */
        RECHECK("recheck"),
        /** It is recovered. */
        RECOVER("recover"),
        /** This node does not lead: it sees it, another one decides. */
        OBSERVED("observed"),
        /** It holds no more. */
        OVER("over");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /** In one lower-case word. */
        public String text() {
            return text;
        }
    }

    /**
     * Listens from now on. First comes all that stands, as {@link Kind#STANDING}, or, when {@code after} is still remembered, all that
     * changed since; then {@link Live}; then each change.
     *
     * @param listener hears events on the executor; what it throws is logged, and it hears the next one
     * @param after sequence of the last event that it has heard, in this process or another; {@link #NOTHING} when none
     * @param executor runs the listener, in a thread of its own: the engine hands tasks to it and must not be made to run them itself
     */
    Subscription listen(Listener listener, long after, Executor executor);

    /** Listens from now on, on the JDK's common pool; a listener that blocks brings an executor of its own. */
    default Subscription listen(Listener listener) {
        return listen(listener, NOTHING, ForkJoinPool.commonPool());
    }
}
