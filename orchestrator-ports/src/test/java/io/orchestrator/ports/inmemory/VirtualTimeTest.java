package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.orchestrator.ports.contract.Patience;
import io.orchestrator.ports.contract.SchedulerContract;
import io.orchestrator.ports.contract.TimeSourceContract;
import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.TimeSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final List<String> ran = new ArrayList<>();

    @Nested
    class AsTimeSource extends TimeSourceContract {
        @Override
        protected TimeSource time() {
            return time;
        }

        @Override
        protected Patience patience() {
            return new VirtualPatience(time);
        }
    }

    @Nested
    class AsScheduler extends SchedulerContract {
        @Override
        protected Scheduler scheduler() {
            return time;
        }

        @Override
        protected TimeSource time() {
            return time;
        }

        @Override
        protected Patience patience() {
            return new VirtualPatience(time);
        }
    }

    @Nested
    class AsProcess extends SchedulerContract {
        @Override
        protected Scheduler scheduler() {
            return process;
        }

        @Override
        protected TimeSource time() {
            return time;
        }

        @Override
        protected Patience patience() {
            return new VirtualPatience(time);
        }
    }

    @Test
    void aStoppedProcessCatchesUpInOrderWhenItGoesOn() {
        process.schedule(Duration.ofSeconds(1), () -> ran.add("a"));
        process.schedule(Duration.ofSeconds(2), () -> ran.add("b"));
        process.schedule(Duration.ofSeconds(9), () -> ran.add("c"));

        process.stop();
        time.pass(Duration.ofSeconds(5));
        assertThat(ran).isEmpty();
        process.resume();
        time.pass(Duration.ZERO);

        assertThat(ran).containsExactly("a", "b");
        time.pass(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void nothingOfAKilledProcessRuns() {
        process.schedule(Duration.ofSeconds(1), () -> ran.add("a"));

        process.kill();
        time.pass(Duration.ofSeconds(5));

        assertThat(ran).isEmpty();
        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void timePassesOnlyWhenItIsTold() {
        assertThat(time.monotonic()).isEqualTo(Duration.ZERO);

        time.pass(Duration.ofHours(3));

        assertThat(time.monotonic()).isEqualTo(Duration.ofHours(3));
    }
}
