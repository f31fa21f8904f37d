package io.orchestrator.backend.target;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads for questions about host names. The system's resolver holds its thread in native code for as long as it likes; on a virtual
 * thread that would hold up all the others. So that names whose name server is silent hold up nobody else, a question that hangs gives up
 * its place among the few that are asked at a time, and those about its host wait with their like until one is answered again.
 */
public final class NameThreads implements AutoCloseable {
    private static final int AT_A_TIME = 8;
    private static final int SILENT_AT_A_TIME = 4;
    /** A name server that is there answers within milliseconds; the system's resolver gives one up after five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Duration patience;
    private final ExecutorService threads;
    private final Lane prompt = new Lane(AT_A_TIME);
    private final Lane silent = new Lane(SILENT_AT_A_TIME);
    /** Hosts of which the last question hung. */
    private final Set<String> hung = ConcurrentHashMap.newKeySet();

    /** @param name of the threads, before their number; they are made when something is asked */
    public NameThreads(String name) {
        this(name, PATIENCE);
    }

    /** @param patience after that long a question hangs */
    NameThreads(String name, Duration patience) {
        this.patience = patience;
        // Platform threads. They are few: a host that hangs costs one more once, then it waits for those of the silent ones.
        this.threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /**
     * Asks a question when it is its turn.
     *
     * @param host which host it is about
     * @param question may block, and throws when the name is not known
     * @return completes with the answer, or with what was thrown. Who cancels it before its turn has come is not asked for; once asked, a
     *     question cannot be called back
     */
    public <T> CompletableFuture<T> ask(String host, Callable<T> question) {
        var answer = new CompletableFuture<T>();
        (hung.contains(host) ? silent : prompt).add(new Question<>(host, question, answer));
        return answer;
    }

    /** What is known of a host is of no interest any more. */
    void forget(String host) {
        hung.remove(host);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** So many questions at a time, in the order in which they came. */
    private final class Lane {
        private final Deque<Question<?>> waiting = new ArrayDeque<>();
        private int free;

        Lane(int places) {
            free = places;
        }

        synchronized void add(Question<?> question) {
            waiting.add(question);
            begin();
        }

        synchronized void leave() {
            free++;
            begin();
        }

        private void begin() {
            while (free > 0 && !waiting.isEmpty()) {
                Question<?> next = waiting.remove();
                if (this == prompt && hung.contains(next.host)) {
                    // Another question about it was found to hang meanwhile.
                    silent.add(next);
                } else if (!next.answer.isDone() && next.beginIn(this)) {
                    free--;
                }
            }
        }
    }

    private final class Question<T> {
        private final String host;
        private final Callable<T> asked;
        private final CompletableFuture<T> answer;
        private final AtomicBoolean hasLeft = new AtomicBoolean();

        Question(String host, Callable<T> asked, CompletableFuture<T> answer) {
            this.host = host;
            this.asked = asked;
            this.answer = answer;
        }

        /** Whether it has begun: nothing does after the end. */
        boolean beginIn(Lane lane) {
            try {
                threads.execute(() -> run(lane));
                return true;
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(e);
                return false;
            }
        }

        private void run(Lane lane) {
            var bell = new CompletableFuture<Boolean>();
            var _ = bell.completeOnTimeout(true, patience.toNanos(), TimeUnit.NANOSECONDS)
                    .thenRun(() -> hang(lane));
            try {
                T told = asked.call();
                bell.cancel(false);
                hung.remove(host);
                answer.complete(told);
            } catch (Exception e) {
                // "Not known" at once is an answer; after a while it means that nobody answered.
                if (bell.cancel(false)) {
                    hung.remove(host);
                }
                answer.completeExceptionally(e);
            } finally {
                leave(lane);
            }
        }

        /** A place among the silent ones is kept: of those there are many, and each of them would take one more thread. */
        private void hang(Lane lane) {
            hung.add(host);
            if (lane == prompt) {
                leave(lane);
            }
        }

        private void leave(Lane lane) {
            if (hasLeft.compareAndSet(false, true)) {
                lane.leave();
            }
        }
    }
}
