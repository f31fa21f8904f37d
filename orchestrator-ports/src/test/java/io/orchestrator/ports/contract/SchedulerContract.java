package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.TimeSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link Scheduler} does. */
public abstract class SchedulerContract {
    private final List<String> ran = new CopyOnWriteArrayList<>();

    protected abstract Scheduler scheduler();

    /** The clock that delays are measured on. */
    protected abstract TimeSource time();

    protected Patience patience() {
        return Patience.inRealTime(Duration.ofSeconds(10));
    }

    private Runnable note(String name) {
        return () -> ran.add(name);
    }

    private void awaitCount(int count) {
        patience().until(count + " tasks", () -> ran.size() >= count);
    }

    @Test
    void tasksRunInTheOrderInWhichTheyWereGiven() {
        scheduler().execute(note("a"));
        scheduler().execute(note("b"));
        scheduler().execute(note("c"));

        awaitCount(3);

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aTaskThatATaskGivesRunsAfterIt() {
        scheduler().execute(() -> {
            scheduler().execute(note("inner"));
            ran.add("outer");
        });

        awaitCount(2);

        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void delayedTasksRunWhenTheyAreDue() {
        Duration begin = time().monotonic();
        Duration[] at = new Duration[1];

        scheduler().schedule(Duration.ofMillis(120), () -> {
            at[0] = time().monotonic();
            ran.add("late");
        });
        scheduler().schedule(Duration.ofMillis(20), note("soon"));
        awaitCount(2);

        assertThat(ran).containsExactly("soon", "late");
        assertThat(at[0].minus(begin)).isGreaterThanOrEqualTo(Duration.ofMillis(119));
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        Scheduler.Cancellable cancelled = scheduler().schedule(Duration.ofSeconds(1), note("never"));
        cancelled.cancel();
        scheduler().schedule(Duration.ofMillis(1_100), note("after"));

        awaitCount(1);

        assertThat(ran).containsExactly("after");
    }

    @Test
    void cancellingATaskThatRanDoesNothing() {
        Scheduler.Cancellable done = scheduler().schedule(Duration.ZERO, note("done"));
        awaitCount(1);

        done.cancel();

        assertThat(ran).containsExactly("done");
    }
}
