package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's one line of work: tasks run one at a time, answers of ports are posted to it, deadlines are kept by it. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final Scheduler scheduler;
    private final TimeSource time;
    private boolean closed;

    Loop(Scheduler scheduler, TimeSource time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    Duration now() {
        return time.monotonic();
    }

    TimeSource time() {
        return time;
    }

    /** Runs a task after those before it; a task that throws is a bug, is logged, and ends only itself. */
    void post(Runnable task) {
        scheduler.execute(() -> run(task));
    }

    Scheduler.Cancellable after(Duration delay, Runnable task) {
        return scheduler.schedule(delay, () -> run(task));
    }

    /** Repeats a task until the loop closes; the next round is counted from the start of the last. */
    void every(Duration period, Runnable task) {
        after(period, () -> {
            every(period, task);
            task.run();
        });
    }

    /** Refuses all further tasks. */
    void close() {
        closed = true;
    }

    private void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the engine failed; the engine goes on", e);
        }
    }

    /** Moves a port's answer onto the loop. A stage that fails with anything but a {@link PortException} is reported as unavailable. */
    <T> void when(CompletionStage<T> stage, Consumer<T> onValue, Consumer<PortException> onFailure) {
        stage.whenComplete((value, failure) -> post(() -> {
            if (failure == null) {
                onValue.accept(value);
            } else {
                onFailure.accept(asPortException(failure));
            }
        }));
    }

    /** As {@link #when(CompletionStage, Consumer, Consumer)}, but an answer later than the deadline is a failure and is dropped. */
    <T> void within(Duration deadline, CompletionStage<T> stage, Consumer<T> onValue,
            Consumer<PortException> onFailure) {
        boolean[] over = new boolean[1];
        Scheduler.Cancellable timer = after(deadline, () -> {
            if (!over[0]) {
                over[0] = true;
                onFailure.accept(new PortException(PortException.Category.UNAVAILABLE,
                        "no answer within " + deadline.toMillis() + " ms", null));
            }
        });
        when(stage, value -> {
            if (!over[0]) {
                over[0] = true;
                timer.cancel();
                onValue.accept(value);
            }
        }, failure -> {
            if (!over[0]) {
                over[0] = true;
                timer.cancel();
                onFailure.accept(failure);
            }
        });
    }

    /** Asks the loop from outside; the stage completes on the loop. */
    <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static PortException asPortException(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof PortException)) {
            cause = cause.getCause();
        }
        return cause instanceof PortException port ? port
                : new PortException(PortException.Category.UNAVAILABLE, String.valueOf(failure.getMessage()), failure);
    }
}
