package io.orchestrator.http.api;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ElapsedTimeTest {
    @ParameterizedTest
    @CsvSource({"0,0s", "999,999ns", "523827,523.827µs", "12500000,12.5ms", "1204000000,1.204s", "60000000000,1m0s",
            "62500000000,1m2.5s", "3600000000000,1h0m0s"})
    void shouldWriteTheLargestUnitThatFits(long nanos, String text) {
        assertThat(ElapsedTime.text(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
