package io.orchestrator.app.config.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class TopologyConfigTest {

    @Test
    void hasTheContractsDefaults() {
        assertThat(TopologyConfig.from(configuration("{}"))).isEqualTo(new TopologyConfig(
                3306, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ZERO, -1, "",
                false,
                false, false, Duration.ofSeconds(20)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = TopologyConfig.from(configuration("""
                {
                  "DefaultInstancePort": 3307,
                  "MySQLConnectTimeoutSeconds": 3,
                  "MySQLDiscoveryReadTimeoutSeconds": 4,
                  "MySQLTopologyReadTimeoutSeconds": 5,
                  "MySQLConnectionLifetimeSeconds": 6,
                  "MySQLTopologyMaxAllowedPacket": 7,
                  "ReplicationCredentialsQuery": "select hunter2",
                  "UseSuperReadOnly": true,
                  "VerifyReplicationFilters": true,
                  "LowerReplicaVersionAllowed": true,
                  "ReasonableMaintenanceReplicationLagSeconds": 8
                }"""));

        assertThat(settings).isEqualTo(new TopologyConfig(
                3307, Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6), 7,
                "select hunter2", true, true, true, Duration.ofSeconds(8)));
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void takesNegativeTimesForNone() {
        assertThat(TopologyConfig.from(configuration("{\"mysqlconnecttimeoutseconds\": -1}")).connectTimeout())
                .isEqualTo(Duration.ZERO);
    }
}
