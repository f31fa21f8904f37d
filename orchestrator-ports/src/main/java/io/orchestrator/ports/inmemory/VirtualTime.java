package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.TimeSource;

/**
 * Clock and scheduler of a simulation: time passes only when it is told to, on the thread that tells it, and tasks that are due at
 * the same time run in the order in which they were given. The same tasks always run in the same order. Not thread-safe.
 */
public final class VirtualTime implements TimeSource, Scheduler {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> queue = new PriorityQueue<>();
    private long now;
    private long sequence;

    private static final class Task implements Comparable<Task>, Cancellable {
        private final long at;
        private final long sequence;
        private final Runnable work;
        private boolean cancelled;

        Task(long at, long sequence, Runnable work) {
            this.at = at;
            this.sequence = sequence;
            this.work = work;
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void run() {
            if (!cancelled) {
                work.run();
            }
        }
    }

    /**
     * A process that lives in virtual time: it can be stopped (SIGSTOP: what became due meanwhile runs, in order, when it goes on) and
     * killed (nothing of it runs any more). Its clock goes on in either case.
     */
    public final class SimulatedProcess implements Scheduler {
        private final Deque<Task> held = new ArrayDeque<>();
        private boolean stopped;
        private boolean killed;

        private SimulatedProcess() {}

        @Override
        public void execute(Runnable task) {
            schedule(Duration.ZERO, task);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable work) {
            Task task = new Task(now + Math.max(0, delay.toNanos()), sequence++, work);
            queue.add(new Task(task.at, task.sequence, () -> enter(task)));
            return task;
        }

        private void enter(Task task) {
            if (killed) {
                return;
            }
            if (stopped) {
                held.add(task);
            } else {
                task.run();
            }
        }

        public void stop() {
            stopped = true;
        }

        /** Goes on; does nothing when it was not stopped. */
        public void resume() {
            stopped = false;
            while (!held.isEmpty()) {
                Task task = held.remove();
                VirtualTime.this.execute(() -> enter(task));
            }
        }

        public void kill() {
            killed = true;
            held.clear();
        }

        public boolean isRunning() {
            return !stopped && !killed;
        }

        public boolean isKilled() {
            return killed;
        }
    }

    public SimulatedProcess process() {
        return new SimulatedProcess();
    }

    @Override
    public Duration monotonic() {
        return Duration.ofNanos(now);
    }

    @Override
    public Instant wall() {
        return ORIGIN.plusNanos(now);
    }

    /** The same as {@link #monotonic()}, in nanoseconds. */
    public long nanos() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        queue.add(new Task(now, sequence++, task));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable work) {
        Task task = new Task(now + Math.max(0, delay.toNanos()), sequence++, work);
        queue.add(task);
        return task;
    }

    /** Runs the next task, moving the clock to when it is due; false when there is none. */
    public boolean step() {
        Task task = queue.poll();
        if (task == null) {
            return false;
        }
        now = task.at;
        task.run();
        return true;
    }

    /** Lets time pass, running everything that becomes due. */
    public void pass(Duration duration) {
        runUntil(() -> false, duration);
    }

    /** Lets time pass until a condition holds, at most for that long; whether it holds. The clock stops where the condition held. */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = now + limit.toNanos();
        while (!condition.getAsBoolean()) {
            Task next = queue.peek();
            if (next == null || next.at > end) {
                now = end;
                return condition.getAsBoolean();
            }
            step();
        }
        return true;
    }
}
