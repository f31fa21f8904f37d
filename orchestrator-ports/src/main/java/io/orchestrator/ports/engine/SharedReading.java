package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.ports.driven.PortException;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a store for all who ask within a while. At most one is under way; its age counts from before it began, and nobody is
 * given one that is older than allowed, unless they waited for it themselves since before it began. A failure is told to those who
 * waited, and not kept. Nothing is read while nobody asks. Used on the loop only.
 */
final class SharedReading<T> {
    /**
     * What was read.
     *
     * @param began monotonic time before the reading began
     */
    record Reading<T>(T value, Duration began) {}

    /** Somebody who waits, since when, and after how many changes of what is read. */
    private record Asker<T>(Duration asked, long changes, Consumer<Reading<T>> onValue,
            Consumer<PortException> onFailure) {}

    private final Loop loop;
    private final Supplier<CompletionStage<T>> source;
    private final Duration oldest;
    private final Duration deadline;
    private @Nullable Reading<T> last;
    private List<Asker<T>> waiting = new ArrayList<>();
    private boolean underWay;
    /** Counts how often what is read was changed by this process: a reading that began before does not show it. */
    private long changes;

    /**
     * @param source reads
     * @param oldest age up to which a reading is shared
     * @param deadline for one reading
     */
    SharedReading(Loop loop, Supplier<CompletionStage<T>> source, Duration oldest, Duration deadline) {
        this.loop = loop;
        this.source = source;
        this.oldest = oldest;
        this.deadline = deadline;
    }

    /** Hands out what was read, now or when it has been. */
    void ask(Consumer<Reading<T>> onValue, Consumer<PortException> onFailure) {
        Reading<T> kept = last;
        if (kept != null && isYoung(kept.began())) {
            onValue.accept(kept);
            return;
        }
        waiting.add(new Asker<>(loop.now(), changes, onValue, onFailure));
        readUnlessUnderWay();
    }

    /** What is read was changed: whoever asks from now on is given a reading that begins later. */
    void changed() {
        last = null;
        changes++;
    }

    private boolean isYoung(Duration began) {
        return loop.now().minus(began).compareTo(oldest) <= 0;
    }

    private void readUnlessUnderWay() {
        if (underWay || waiting.isEmpty()) {
            return;
        }
        underWay = true;
        Duration began = loop.now();
        long before = changes;
        loop.within(deadline, read(), value -> {
            Reading<T> reading = new Reading<>(value, began);
            if (before == changes) {
                last = reading;
            }
            boolean young = isYoung(began);
            ended(asker -> asker.changes() <= before && (young || asker.asked().compareTo(began) <= 0),
                    asker -> asker.onValue().accept(reading));
        }, failure -> ended(asker -> asker.changes() <= before, asker -> asker.onFailure().accept(failure)));
    }

    private CompletionStage<T> read() {
        try {
            return source.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void ended(Predicate<Asker<T>> served, Consumer<Asker<T>> serve) {
        underWay = false;
        List<Asker<T>> all = waiting;
        waiting = new ArrayList<>();
        List<Asker<T>> now = new ArrayList<>();
        all.forEach(asker -> (served.test(asker) ? now : waiting).add(asker));
        readUnlessUnderWay();
        now.forEach(serve);
    }
}
