package io.orchestrator.app.config.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class OperationLimitsTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = OperationLimits.from(configuration("{}"));

        assertThat(settings).isEqualTo(new OperationLimits(
                5, Duration.ofSeconds(10)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = OperationLimits.from(configuration("""
                {
                  "MaxConcurrentReplicaOperations": 6,
                  "InstanceBulkOperationsWaitTimeoutSeconds": 12
                }"""));

        assertThat(settings).isEqualTo(new OperationLimits(
                6, Duration.ofSeconds(12)));
    }

    @Test
    void takesKeysInAnyCapitals() {
        var settings = OperationLimits.from(configuration("""
                {"maxconcurrentREPLICAoperations": 9}"""));

        assertThat(settings.parallelMoves()).isEqualTo(9);
    }
}
