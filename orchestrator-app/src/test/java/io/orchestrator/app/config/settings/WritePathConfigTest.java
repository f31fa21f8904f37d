package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class WritePathConfigTest {

    @Test
    void isOffByDefault() {
        var settings = WritePathConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new WritePathConfig("off", new TreeMap<>(), "", Duration.ofSeconds(2),
                Duration.ofSeconds(10)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = WritePathConfig.from(configuration("""
                {
                  "WritePathPolicy": "observe",
                  "WritePathPolicyByCluster": {"alias=shop": "act"},
                  "WritePathProbeStatement": "replace into meta.probe values (1)",
                  "WritePathProbeMilliseconds": 3000,
                  "WritePathStalledMilliseconds": 7000
                }"""));

        assertThat(settings).isEqualTo(new WritePathConfig("observe", new TreeMap<>(Map.of("alias=shop", "act")),
                "replace into meta.probe values (1)", Duration.ofSeconds(3), Duration.ofSeconds(7)));
    }

    @Test
    void takesKeysInAnyCapitals() {
        assertThat(WritePathConfig.from(configuration("{\"writepathpolicy\": \"act\"}")).policy()).isEqualTo("act");
    }
}
