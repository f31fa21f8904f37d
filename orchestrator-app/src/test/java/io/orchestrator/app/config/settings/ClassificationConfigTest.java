package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class ClassificationConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = ClassificationConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new ClassificationConfig(
                "", Map.of(), "", "", "", "", "", "", "", "", "", "", "", Duration.ofHours(1), true,
                Duration.ofHours(1), List.of(), List.of()));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = ClassificationConfig.from(configuration("""
                {
                  "ReplicationLagQuery": "text 0",
                  "ClusterNameToAlias": {"a.*": "alpha"},
                  "DetectClusterAliasQuery": "text 2",
                  "DetectClusterDomainQuery": "text 3",
                  "DetectInstanceAliasQuery": "text 4",
                  "DetectPromotionRuleQuery": "text 5",
                  "DetectDataCenterQuery": "text 6",
                  "DetectRegionQuery": "text 7",
                  "DetectPhysicalEnvironmentQuery": "text 8",
                  "DetectSemiSyncEnforcedQuery": "text 9",
                  "DataCenterPattern": "text 10",
                  "RegionPattern": "text 11",
                  "PhysicalEnvironmentPattern": "text 12",
                  "CandidateInstanceExpireMinutes": 74,
                  "SupportFuzzyPoolHostnames": false,
                  "InstancePoolExpiryMinutes": 76,
                  "OSCIgnoreHostnameFilters": ["osc-16", "two"],
                  "ProblemIgnoreHostnameFilters": ["pro-17", "two"]
                }"""));

        assertThat(settings).isEqualTo(new ClassificationConfig(
                "text 0", Map.of("a.*", "alpha"), "text 2", "text 3", "text 4", "text 5", "text 6", "text 7",
                "text 8", "text 9", "text 10", "text 11", "text 12", Duration.ofMinutes(74), false,
                Duration.ofMinutes(76), List.of("osc-16", "two"), List.of("pro-17", "two")));
    }

    @Test
    void foldsTheLegacyLagQuery() {
        var settings = ClassificationConfig.from(configuration("""
                {"SlaveLagQuery": "select lag from meta.heartbeat"}"""));

        assertThat(settings.replicationLagQuery()).isEqualTo("select lag from meta.heartbeat");
    }
}
