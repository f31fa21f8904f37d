package io.orchestrator.app.config.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({":3000, '', 3000", "db1:0, db1, 0", "[::1]:3000, ::1, 3000", "0.0.0.0:65535, 0.0.0.0, 65535"})
    void readsHostAndPort(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).contains(new ListenAddress(host, port));
        assertThat(new ListenAddress(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3000", "db1:", "db1:http", "db1:65536", "::1:3000", "db1:999999"})
    void refusesAnythingElse(String text) {
        assertThat(ListenAddress.parse(text)).isEmpty();
    }

    @Test
    void keepsTimesFinite() {
        assertThat(Units.hours(Long.MAX_VALUE)).isEqualTo(Units.LONGEST);
        assertThat(Units.milliseconds(Long.MAX_VALUE)).isEqualTo(Units.LONGEST);
        assertThat(Units.days(-3)).isEqualTo(Duration.ZERO);
        assertThat(Units.count(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Units.count(-1)).isZero();
    }
}
