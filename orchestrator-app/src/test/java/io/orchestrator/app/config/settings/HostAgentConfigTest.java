package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class HostAgentConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = HostAgentConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new HostAgentConfig(
                false, new ListenAddress("", 3001), false, false, false, "", "", "", List.of(), Duration.ofHours(1),
                Duration.ofHours(6), Duration.ofHours(1), Duration.ofSeconds(2)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = HostAgentConfig.from(configuration("""
                {
                  "ServeAgentsHttp": true,
                  "AgentsServerPort": "127.0.0.2:4001",
                  "AgentsUseSSL": true,
                  "AgentsUseMutualTLS": true,
                  "AgentSSLSkipVerify": true,
                  "AgentSSLPrivateKeyFile": "text 5",
                  "AgentSSLCertFile": "text 6",
                  "AgentSSLCAFile": "text 7",
                  "AgentSSLValidOUs": ["age-8", "two"],
                  "AgentPollMinutes": 70,
                  "UnseenAgentForgetHours": 17,
                  "StaleSeedFailMinutes": 72,
                  "SeedWaitSecondsBeforeSend": 15
                }"""));

        assertThat(settings).isEqualTo(new HostAgentConfig(
                true, new ListenAddress("127.0.0.2", 4001), true, true, true, "text 5", "text 6", "text 7",
                List.of("age-8", "two"), Duration.ofMinutes(70), Duration.ofHours(17), Duration.ofMinutes(72),
                Duration.ofSeconds(15)));
    }

    @Test
    void takesKeysInAnyCapitals() {
        var settings = HostAgentConfig.from(configuration("""
                {"serveagentshttp": true, "SeedAcceptableBytesDiff": 1}"""));

        assertThat(settings.enabled()).isTrue();
    }
}
