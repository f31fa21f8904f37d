package io.orchestrator.app.config.settings;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class TopologyCredentialsTest {

    @Test
    void hasTheContractsDefaults() {
        assertThat(TopologyCredentials.from(configuration("{}"))).isEqualTo(new TopologyCredentials(
                "", Secret.of(""), new ClientTls(ClientTls.Use.WHERE_DEMANDED, false, "", "", ""), 100));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = TopologyCredentials.from(configuration("""
                {
                  "MySQLTopologyUser": "me",
                  "MySQLTopologyPassword": "hunter2",
                  "MySQLTopologyUseMutualTLS": true,
                  "MySQLTopologySSLSkipVerify": true,
                  "MySQLTopologySSLPrivateKeyFile": "key",
                  "MySQLTopologySSLCertFile": "cert",
                  "MySQLTopologySSLCAFile": "ca",
                  "TLSCacheTTLFactor": 7
                }"""));

        assertThat(settings).isEqualTo(new TopologyCredentials(
                "me", Secret.of("hunter2"), new ClientTls(ClientTls.Use.ALWAYS, true, "key", "cert", "ca"), 7));
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void usesNoTlsWhereBothWaysAreOff() {
        assertThat(TopologyCredentials.from(configuration("{\"mysqltopologyusemixedtls\": false}")).tls().use())
                .isEqualTo(ClientTls.Use.OFF);
    }
}
