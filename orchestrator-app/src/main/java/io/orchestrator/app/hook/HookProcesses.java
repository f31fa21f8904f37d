package io.orchestrator.app.hook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hooks as processes, a list at a time on a thread of its own. What is configured is asked for with each list, so that a reload counts. */
public final class HookProcesses implements HookRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookProcesses.class);
    /** Until everything that is waited for was asked to end and was killed. */
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);

    private final Supplier<HookSettings> settings;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Runs nothing yet.
     *
     * @param settings what is configured now
     */
    public HookProcesses(Supplier<HookSettings> settings) {
        this.settings = settings;
    }

    @Override
    public CompletionStage<Result> run(HookPoint point, Map<String, String> values, Consumer<String> steps) {
        CompletableFuture<Result> answer = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual()
                .name("hooks-" + point.configurationKey())
                .unstarted(() -> run(point, values, steps, answer));
        running.add(thread);
        thread.start();
        return answer;
    }

    private void run(HookPoint point, Map<String, String> values, Consumer<String> steps,
            CompletableFuture<Result> answer) {
        try {
            Result result = new HookList(point, settings.get(), new HookVariables(values), steps).run();
            if (!closed) {
                answer.complete(result);
            }
        } catch (InterruptedException _) {
            // Nobody is answered: a hook that was killed with this process is no hook that failed, and whoever goes on runs it again.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the hooks of {} could not be run", point.configurationKey(), e);
            answer.complete(new Result(false, List.of(point.configurationKey() + " hooks could not be run: " + e)));
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /**
     * Kills what is waited for: the process ends, and whoever goes on with a recovery runs its hooks again. Hooks that are not waited for
     * run on.
     */
    @Override
    public void close() {
        closed = true;
        Set<Thread> threads = Set.copyOf(running);
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + CLOSES_WITHIN.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
