package io.orchestrator.app.config.settings;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class RaftConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = RaftConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new RaftConfig(
                false, "", "127.0.0.1:10008", "127.0.0.1:10008", List.of(), 10008, ""));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = RaftConfig.from(configuration("""
                {
                  "RaftEnabled": true,
                  "RaftDataDir": "text 1",
                  "RaftBind": "text 2",
                  "RaftAdvertise": "text 3",
                  "RaftNodes": ["raf-4", "two"],
                  "DefaultRaftPort": 10014,
                  "HTTPAdvertise": "https://node1:3000"
                }"""));

        assertThat(settings).isEqualTo(new RaftConfig(
                true, "text 1", "text 2", "text 3", List.of("raf-4", "two"), 10014, "https://node1:3000"));
    }

    @Test
    void advertisesTheBindAddressWhenNoneIsGiven() {
        var settings = RaftConfig.from(configuration("""
                {"RaftBind": "10.0.0.1"}"""));

        assertThat(settings.advertise()).isEqualTo("10.0.0.1");
    }
}
