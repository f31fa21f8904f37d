package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class DetectionConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = DetectionConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new DetectionConfig(
                Duration.ofSeconds(10), true, Duration.ofHours(1), List.of(), Duration.ofSeconds(10)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = DetectionConfig.from(configuration("""
                {
                  "ReasonableReplicationLagSeconds": 11,
                  "ReduceReplicationAnalysisCount": false,
                  "FailureDetectionPeriodBlockMinutes": 63,
                  "RecoveryIgnoreHostnameFilters": ["rec-3", "two"],
                  "ReasonableLockedSemiSyncMasterSeconds": 15
                }"""));

        assertThat(settings).isEqualTo(new DetectionConfig(
                Duration.ofSeconds(11), false, Duration.ofMinutes(63), List.of("rec-3", "two"),
                Duration.ofSeconds(15)));
    }

    @Test
    void derivesTheSemiSyncDelayFromTheLag() {
        var settings = DetectionConfig.from(configuration("""
                {"ReasonableReplicationLagSeconds": 25, "RECOVERYignoreHostnameFilters": null}"""));

        assertThat(settings.lockedSemiSyncDelay()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.ignoredHosts()).isEmpty();
    }
}
