package io.orchestrator.app.config.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class AuditConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = AuditConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new AuditConfig(
                "", false, false, Duration.ofDays(7)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = AuditConfig.from(configuration("""
                {
                  "AuditLogFile": "text 0",
                  "AuditToSyslog": true,
                  "AuditToBackendDB": true,
                  "AuditPurgeDays": 11
                }"""));

        assertThat(settings).isEqualTo(new AuditConfig(
                "text 0", true, true, Duration.ofDays(11)));
    }

    @Test
    void takesKeysInAnyCapitals() {
        var settings = AuditConfig.from(configuration("""
                {"audittobackenddb": true, "AuditPageSize": 50}"""));

        assertThat(settings.toBackend()).isTrue();
    }
}
