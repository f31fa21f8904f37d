package io.orchestrator.ports.contract;

import java.time.Duration;
import java.time.Instant;

import io.orchestrator.ports.driven.TimeSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link TimeSource} does. */
public abstract class TimeSourceContract {
    protected abstract TimeSource time();

    protected Patience patience() {
        return Patience.inRealTime(Duration.ofSeconds(10));
    }

    @Test
    void monotonicTimeNeverGoesBack() {
        Duration last = time().monotonic();
        for (int i = 0; i < 1_000; i++) {
            Duration now = time().monotonic();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void bothClocksPassAlike() {
        Duration monotonic = time().monotonic();
        Instant wall = time().wall();

        patience().until("50 ms to pass", () -> time().monotonic().minus(monotonic).toMillis() >= 50);

        Duration passed = Duration.between(wall, time().wall());
        assertThat(passed).isBetween(Duration.ofMillis(40), Duration.ofSeconds(9));
    }
}
