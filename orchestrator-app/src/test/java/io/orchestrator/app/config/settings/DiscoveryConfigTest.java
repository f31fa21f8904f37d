package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class DiscoveryConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = DiscoveryConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new DiscoveryConfig(
                Duration.ofSeconds(5), false, Duration.ofSeconds(1), 300, 100000, 120, Duration.ofMinutes(2),
                List.of(), 1.0, Duration.ofMinutes(5), 0, false, false, 100, Duration.ofMillis(100), true,
                Duration.ofDays(10), Duration.ZERO, List.of(), List.of(), List.of(), List.of(), true));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = DiscoveryConfig.from(configuration("""
                {
                  "InstancePollSeconds": 6,
                  "DiscoverByShowSlaveHosts": true,
                  "ReasonableInstanceCheckSeconds": 4,
                  "DiscoveryMaxConcurrency": 304,
                  "DiscoveryQueueCapacity": 100005,
                  "DiscoveryQueueMaxStatisticsSize": 126,
                  "DiscoveryCollectionRetentionSeconds": 127,
                  "DiscoverySeeds": ["dis-7", "two"],
                  "DeadInstancePollSecondsMultiplyFactor": 1.5,
                  "DeadInstancePollSecondsMax": 310,
                  "DeadInstanceDiscoveryMaxConcurrency": 11,
                  "DeadInstanceDiscoveryLogsEnabled": true,
                  "BufferInstanceWrites": true,
                  "InstanceWriteBufferSize": 114,
                  "InstanceFlushIntervalMilliseconds": 115,
                  "SkipMaxScaleCheck": false,
                  "UnseenInstanceForgetHours": 257,
                  "SnapshotTopologiesIntervalHours": 18,
                  "DiscoveryIgnoreReplicaHostnameFilters": ["dis-18", "two"],
                  "DiscoveryIgnoreMasterHostnameFilters": ["dis-19", "two"],
                  "DiscoveryIgnoreHostnameFilters": ["dis-20", "two"],
                  "DiscoveryIgnoreReplicationUsernameFilters": ["dis-21", "two"],
                  "EnableDiscoveryFiltersLogs": false
                }"""));

        assertThat(settings).isEqualTo(new DiscoveryConfig(
                Duration.ofSeconds(6), true, Duration.ofSeconds(4), 304, 100005, 126, Duration.ofSeconds(127),
                List.of("dis-7", "two"), 1.5, Duration.ofSeconds(310), 11, true, true, 114, Duration.ofMillis(115),
                false, Duration.ofHours(257), Duration.ofHours(18), List.of("dis-18", "two"),
                List.of("dis-19", "two"), List.of("dis-20", "two"), List.of("dis-21", "two"), false));
    }

    @Test
    void takesKeysInAnyCapitals() {
        var settings = DiscoveryConfig.from(configuration("""
                {"instancepollseconds": 7, "DISCOVERYSEEDS": ["db1"], "discoverySeeds": ["db2:3307"]}"""));

        assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.seeds()).isEqualTo(List.of("db2:3307"));
    }
}
