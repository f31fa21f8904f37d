package io.orchestrator.backend.target;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Owner of every thread that waits for a monitored server: one factory of virtual threads, and one timer that enforces
 * deadlines. A virtual thread that is interrupted while it waits on a socket closes that socket, whether it was connecting,
 * shaking hands, writing or reading; that is how a deadline ends work.
 */
public final class TargetThreads implements AutoCloseable {
    private final ThreadFactory factory;
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicInteger running = new AtomicInteger();

    public TargetThreads() {
        factory = Thread.ofVirtual().name("target-", 0).factory();
        timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("target-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Runs work that ends by itself or by its deadline.
     *
     * @param deadline how long it may take
     * @param work never throws
     * @param onDeadline the answer when the deadline passed first; the work's thread is interrupted then
     * @return completes with either answer
     */
    public <T> CompletionStage<T> within(Duration deadline, Supplier<T> work, Supplier<T> onDeadline) {
        var answer = new CompletableFuture<T>();
        Thread worker = newThread(() -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
        ScheduledFuture<?> bell = after(deadline, () -> {
            if (!answer.isDone() && answer.complete(onDeadline.get())) {
                worker.interrupt();
            }
        });
        var _ = answer.whenComplete((_, _) -> bell.cancel(false));
        worker.start();
        return answer;
    }

    /** Starts work without an end of its own; interrupting its thread ends it. */
    Thread start(Runnable work) {
        Thread thread = newThread(work);
        thread.start();
        return thread;
    }

    private Thread newThread(Runnable work) {
        running.incrementAndGet();
        return factory.newThread(() -> {
            try {
                work.run();
            } finally {
                running.decrementAndGet();
            }
        });
    }

    /** Runs something short after a delay, on the timer's thread. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Repeats work that may wait for servers, each time on a thread of its own; a round begins some time after the last one ended. */
    public void every(Duration pause, Runnable work) {
        var _ = after(pause, () -> start(() -> {
            try {
                work.run();
            } finally {
                again(pause, work);
            }
        }));
    }

    private void again(Duration pause, Runnable work) {
        try {
            every(pause, work);
        } catch (RejectedExecutionException _) {
            // The timer was closed: that was the last round.
        }
    }

    /** Threads that wait for a server now; for metrics. */
    public int running() {
        return running.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
