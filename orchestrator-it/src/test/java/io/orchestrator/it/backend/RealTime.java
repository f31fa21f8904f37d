package io.orchestrator.it.backend;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.TimeSource;
import io.orchestrator.ports.inmemory.VirtualTime;

/**
 * Virtual time that keeps pace with the clock on a thread of its own, so that simulated servers live beside real ones. Everything that
 * is scheduled here runs on that thread; other threads hand tasks in.
 */
final class RealTime implements Scheduler, TimeSource, AutoCloseable {
    private final VirtualTime time = new VirtualTime();
    private final LinkedBlockingQueue<Runnable> handedIn = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("real-time").daemon().unstarted(this::keepPace);
    private volatile Duration now = Duration.ZERO;
    private volatile boolean closed;

    /** The time that simulated servers are made with; to be used before {@link #start()} or in tasks of this scheduler. */
    VirtualTime virtual() {
        return time;
    }

    void start() {
        thread.start();
    }

    private void keepPace() {
        long origin = System.nanoTime() - time.nanos();
        while (!closed) {
            try {
                Runnable task = handedIn.poll(1, TimeUnit.MILLISECONDS);
                while (task != null) {
                    time.execute(task);
                    task = handedIn.poll();
                }
            } catch (InterruptedException e) {
                return;
            }
            time.pass(Duration.ofNanos(Math.max(0, System.nanoTime() - origin - time.nanos())));
            now = time.monotonic();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == thread) {
            time.execute(task);
        } else {
            handedIn.add(task);
        }
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        if (Thread.currentThread() == thread || !thread.isAlive()) {
            return time.schedule(delay, task);
        }
        throw new IllegalStateException("only tasks of this scheduler may schedule others");
    }

    @Override
    public Duration monotonic() {
        return Thread.currentThread() == thread ? time.monotonic() : now;
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
