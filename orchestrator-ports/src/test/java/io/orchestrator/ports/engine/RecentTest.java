package io.orchestrator.ports.engine;

import java.time.Instant;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentTest {
    private final Recent<Instant> recent = new Recent<>(Function.identity(), 3);

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void whatIsTooOldIsDropped() {
        recent.add(at(1), at(0));
        recent.add(at(2), at(0));
        recent.add(at(3), at(2));

        assertThat(recent.since(at(0))).containsExactly(at(2), at(3));
        assertThat(recent.since(at(3))).containsExactly(at(3));
        assertThat(recent.since(at(4))).isEmpty();
    }

    @Test
    void noMoreThanAllowedIsKeptHoweverYoung() {
        for (int second = 1; second <= 5; second++) {
            recent.add(at(second), at(0));
        }

        assertThat(recent.since(at(0))).containsExactly(at(3), at(4), at(5));
    }
}
