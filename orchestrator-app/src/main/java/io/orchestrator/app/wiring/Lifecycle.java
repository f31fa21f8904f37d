package io.orchestrator.app.wiring;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lifecycle for all: what was started last is stopped first, on the process' own end or when a start fails half-way. */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Duration within;
    private final Deque<Part> parts = new ConcurrentLinkedDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();

    private record Part(String name, Stop stop) {}

    private interface Stop {
        void run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    Lifecycle(Duration within) {
        this.within = within;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
    }

    void closes(String name, Runnable close) {
        parts.push(new Part(name, close::run));
    }

    /** A part that takes a while to stop; it gets the time this lifecycle allows. */
    void closesAfter(String name, Supplier<CompletionStage<Void>> close) {
        parts.push(new Part(name,
                () -> close.get().toCompletableFuture().get(within.toMillis(), TimeUnit.MILLISECONDS)));
    }

    /** Lets time pass; false when everything is stopped meanwhile, or this thread is to end. */
    boolean pause(Duration time) {
        try {
            return !ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.stop().run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                LOG.warn("{} did not stop cleanly: {}", part.name(), String.valueOf(e.getMessage()));
            }
        }
        LOG.info("stopped");
        ended.countDown();
    }
}
