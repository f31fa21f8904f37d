package io.orchestrator.http.wire;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {
    private static final Instant TIME = Instant.parse("2026-03-09T14:05:59.120Z");

    @Test
    void shouldQuoteReplicationErrorsInAscii() {
        assertThat(QuotedText.of("")).isEmpty();
        assertThat(QuotedText.of("Can't \"x\"\n\t\\\u0001\u007f\u00e9\ud83d\ude00"))
                .isEqualTo("\"Can't \\\"x\\\"\\n\\t\\\\\\x01\\x7f\\u00e9\\U0001f600\"");
    }

    @Test
    void shouldRenderBackendTimesAsTheBackendDoes() {
        BackendTimes mysql = new BackendTimes(BackendTimes.Backend.MYSQL, ZoneId.of("Europe/Berlin"));

        assertThat(mysql.stored(TIME)).isEqualTo("2026-03-09 15:05:59");
        assertThat(mysql.computed(TIME)).isEqualTo("2026-03-09 15:05:59");
        assertThat(BackendTimes.SQLITE.stored(TIME)).isEqualTo("2026-03-09T14:05:59Z");
        assertThat(BackendTimes.SQLITE.computed(TIME)).isEqualTo("2026-03-09 14:05:59");
    }

    @Test
    void shouldTrimTheFractionOfProcessTimes() {
        assertThat(ProcessTimes.text(TIME, ZoneOffset.UTC)).isEqualTo("2026-03-09T14:05:59.12Z");
        assertThat(ProcessTimes.text(Instant.EPOCH, ZoneOffset.ofHours(2))).isEqualTo("1970-01-01T02:00:00+02:00");
    }
}
