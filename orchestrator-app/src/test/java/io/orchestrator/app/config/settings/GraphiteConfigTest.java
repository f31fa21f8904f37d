package io.orchestrator.app.config.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class GraphiteConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = GraphiteConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new GraphiteConfig(
                "", "", true, Duration.ofMinutes(1)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = GraphiteConfig.from(configuration("""
                {
                  "GraphiteAddr": "text 0",
                  "GraphitePath": "text 1",
                  "GraphiteConvertHostnameDotsToUnderscores": false,
                  "GraphitePollSeconds": 64
                }"""));

        assertThat(settings).isEqualTo(new GraphiteConfig(
                "text 0", "text 1", false, Duration.ofSeconds(64)));
    }

    @Test
    void takesANegativeIntervalForOff() {
        var settings = GraphiteConfig.from(configuration("""
                {"graphitepollseconds": -1}"""));

        assertThat(settings.interval()).isEqualTo(Duration.ZERO);
    }
}
