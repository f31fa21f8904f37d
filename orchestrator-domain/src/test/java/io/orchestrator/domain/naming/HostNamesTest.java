package io.orchestrator.domain.naming;

import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostNamesTest {
    @Test
    void emptySeveralAndEndlessNamesAreRefused() {
        assertThat(HostNames.refusal("db1")).isEmpty();
        assertThat(HostNames.refusal(" ")).contains("Will not resolve empty hostname");
        assertThat(HostNames.refusal("a,b")).contains("Will not resolve multi-hostname: a,b");
        assertThat(HostNames.refusal("x".repeat(129))).isPresent();
    }

    @Test
    void onlyPlainNamesAreKept() {
        assertThat(HostNames.isKeepable("db1.example.com")).isTrue();
        assertThat(HostNames.isKeepable("2001:db8::1")).isTrue();
        assertThat(HostNames.isKeepable("//db1")).isFalse();
        assertThat(HostNames.isKeepable("_")).isFalse();
        assertThat(HostNames.isKeepable("dä")).isFalse();
        assertThat(HostNames.isKeepable("d b")).isFalse();
    }

    @Test
    void aPatternMayRejectResults() {
        NamingSettings settings =
                new NamingSettings(ResolveMethod.CNAME, Duration.ZERO, Pattern.compile("cloud"), true);

        assertThat(settings.rejects("ip-10.cloud.internal")).isTrue();
        assertThat(settings.rejects("db1")).isFalse();
        assertThat(NamingSettings.DEFAULTS.rejects("anything")).isFalse();
        assertThat(settings.lifetime()).isPositive();
    }
}
