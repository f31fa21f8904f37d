package io.orchestrator.app.config.settings;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class WebConfigTest {

    @Test
    void hasTheContractsDefaults() {
        assertThat(WebConfig.from(configuration("{}")))
                .isEqualTo(new WebConfig("", "", WebConfig.MessageIdentity.NONE, "", false));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = WebConfig.from(configuration("""
                {
                  "WebMessage": "hi",
                  "RemoveTextFromHostnameDisplay": ".example.com",
                  "PrependMessagesWithOrcIdentity": "custom",
                  "CustomOrcIdentity": "me",
                  "ReadOnly": true
                }"""));

        assertThat(settings)
                .isEqualTo(new WebConfig("hi", ".example.com", WebConfig.MessageIdentity.CUSTOM, "me", true));
    }

    @Test
    void takesAnIdentityInAnyCapitalsAndAnUnknownOneForNone() {
        assertThat(WebConfig.from(configuration("{\"PrependMessagesWithOrcIdentity\": \"FQDN\"}")).messageIdentity())
                .isEqualTo(WebConfig.MessageIdentity.FQDN);
        assertThat(WebConfig.from(configuration("{\"PrependMessagesWithOrcIdentity\": \"x\"}")).messageIdentity())
                .isEqualTo(WebConfig.MessageIdentity.NONE);
    }
}
