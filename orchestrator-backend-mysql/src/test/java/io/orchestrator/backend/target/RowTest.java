package io.orchestrator.backend.target;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowTest {
    private final Row row = Row.of(Map.of("Get_Source_public_key", "1", "Uptime", "12.7", "Timeout",
            "18446744073709551615", "Text", "abc", "Flag", "Yes"));

    @Test
    void columnsAreFoundInAnyCaseAndUnderAnyOfTheirNames() {
        assertThat(row.text("get_master_public_key", "get_source_public_key")).isEqualTo("1");
        assertThat(row.has("TEXT")).isTrue();
        assertThat(row.has("missing")).isFalse();
        assertThat(row.text("missing")).isEmpty();
    }

    @Test
    void aRowWithAnotherValueLeavesTheFirstAsItIs() {
        Row changed = row.with("FLAG", "No").with("New", "n");

        assertThat(changed.text("flag")).isEqualTo("No");
        assertThat(changed.text("new")).isEqualTo("n");
        assertThat(changed.text("text")).isEqualTo("abc");
        assertThat(row.text("flag")).isEqualTo("Yes");
        assertThat(row.has("new")).isFalse();
    }

    @Test
    void numbersAreWholeAndNeverFail() {
        assertThat(row.number("Uptime")).isEqualTo(12);
        assertThat(row.number("Timeout")).isEqualTo(Long.MAX_VALUE);
        assertThat(row.number("Text")).isZero();
        assertThat(row.number("missing")).isZero();
    }

    @Test
    void flagsAreReadInEverySpelling() {
        assertThat(row.isOn("Flag")).isTrue();
        assertThat(row.isOn("Get_Source_public_key")).isTrue();
        assertThat(row.isOn("Text")).isFalse();
    }

    @Test
    void credentialsDoNotShowTheirPassword() {
        assertThat(new Credentials("orc", "secret").toString()).isEqualTo("Credentials[orc]");
    }
}
