package io.orchestrator.ports.contract;

import java.time.Duration;

import io.orchestrator.ports.driven.MetricsSink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link MetricsSink} does. */
public abstract class MetricsSinkContract {
    protected abstract MetricsSink sink();

    protected abstract long counted(String name);

    protected abstract double gauged(String name);

    /** Total of the durations recorded under a name. */
    protected abstract Duration timed(String name);

    @Test
    void countsAddUp() {
        sink().count("discoveries.attempt", 1);
        sink().count("discoveries.attempt", 4);
        sink().count("discoveries.fail", 1);

        assertThat(counted("discoveries.attempt")).isEqualTo(5);
        assertThat(counted("discoveries.fail")).isEqualTo(1);
    }

    @Test
    void aGaugeShowsItsLastValue() {
        sink().gauge("recover.pending", 3);
        sink().gauge("recover.pending", 1.5);

        assertThat(gauged("recover.pending")).isEqualTo(1.5);
    }

    @Test
    void durationsAddUp() {
        sink().time("discovery.latency", Duration.ofMillis(20));
        sink().time("discovery.latency", Duration.ofMillis(30));

        assertThat(timed("discovery.latency")).isBetween(Duration.ofMillis(49), Duration.ofMillis(51));
    }
}
