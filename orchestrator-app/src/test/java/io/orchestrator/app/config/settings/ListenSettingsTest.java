package io.orchestrator.app.config.settings;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class ListenSettingsTest {

    @Test
    void hasTheContractsDefaults() {
        assertThat(ListenSettings.from(configuration("{}"))).isEqualTo(new ListenSettings(
                new ListenAddress("", 3000), "", "", "/api/status",
                new ServerTls(false, false, false, "", "", "", List.of()), false));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = ListenSettings.from(configuration("""
                {
                  "ListenAddress": "127.0.0.1:4000",
                  "ListenSocket": "/run/o.sock",
                  "URLPrefix": "/o",
                  "StatusEndpoint": "/status",
                  "StatusOUVerify": true,
                  "UseSSL": true,
                  "UseMutualTLS": true,
                  "SSLSkipVerify": true,
                  "SSLPrivateKeyFile": "key",
                  "SSLCertFile": "cert",
                  "SSLCAFile": "ca",
                  "SSLValidOUs": ["ou"]
                }"""));

        assertThat(settings).isEqualTo(new ListenSettings(
                new ListenAddress("127.0.0.1", 4000), "/run/o.sock", "/o", "/status",
                new ServerTls(true, true, true, "key", "cert", "ca", List.of("ou")), true));
        assertThat(settings.statusRoute()).isEqualTo("/status");
    }

    @Test
    void normalisesThePrefixAsOldFilesWriteIt() {
        var settings = ListenSettings.from(configuration("{\"urlprefix\": \"o//\"}"));

        assertThat(settings.urlPrefix()).isEqualTo("/o");
        assertThat(settings.statusRoute()).isEqualTo("/o/api/status");
        assertThat(ListenSettings.from(configuration("{\"URLPrefix\": \"/\"}")).urlPrefix()).isEmpty();
    }
}
