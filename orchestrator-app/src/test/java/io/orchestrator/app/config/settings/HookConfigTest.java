package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class HookConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = HookConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new HookConfig(
                "bash", Duration.ofSeconds(600), Duration.ofSeconds(30), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(),
                List.of()));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = HookConfig.from(configuration("""
                {
                  "ProcessesShellCommand": "text 0",
                  "ProcessesTimeoutSeconds": 7,
                  "OnFailureDetectionProcessesTimeoutSeconds": 0,
                  "OnFailureDetectionProcesses": ["onf-1", "two"],
                  "PreGracefulTakeoverProcesses": ["pre-2", "two"],
                  "PreFailoverProcesses": ["pre-3", "two"],
                  "PostMasterFailoverProcesses": ["pos-4", "two"],
                  "PostIntermediateMasterFailoverProcesses": ["pos-5", "two"],
                  "PostFailoverProcesses": ["pos-6", "two"],
                  "PostUnsuccessfulFailoverProcesses": ["pos-7", "two"],
                  "PostGracefulTakeoverProcesses": ["pos-8", "two"],
                  "PostTakeMasterProcesses": ["pos-9", "two"]
                }"""));

        assertThat(settings).isEqualTo(new HookConfig(
                "text 0", Duration.ofSeconds(7), Duration.ZERO, List.of("onf-1", "two"), List.of("pre-2", "two"),
                List.of("pre-3", "two"),
                List.of("pos-4", "two"), List.of("pos-5", "two"), List.of("pos-6", "two"), List.of("pos-7", "two"),
                List.of("pos-8", "two"), List.of("pos-9", "two")));
    }

    @Test
    void takesKeysInAnyCapitals() {
        var settings = HookConfig.from(configuration(
                """
                {"prefailoverprocesses": ["echo a"], "PreFailoverProcesses": null,
                 "postfailoverprocesses": ["echo b &"]}"""));

        assertThat(settings.preFailover()).isEmpty();
        assertThat(settings.postFailover()).isEqualTo(List.of("echo b &"));
    }
}
