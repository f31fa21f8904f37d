package io.orchestrator.ports.driven;

import java.time.Duration;

/**
 * Runs the engine's work. The service hands in one thread; the simulation hands in virtual time. Tasks run one at a time, in the
 * order in which they became due.
 */
public interface Scheduler {
    /** Runs a task as soon as those before it are done. May be called from any thread. */
    void execute(Runnable task);

    /** Runs a task after a delay. */
    Cancellable schedule(Duration delay, Runnable task);

    /** A task that may still be called off. */
    interface Cancellable {
        /** Calls it off; nothing happens when it ran already. */
        void cancel();
    }
}
