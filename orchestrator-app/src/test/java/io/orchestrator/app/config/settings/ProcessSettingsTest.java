package io.orchestrator.app.config.settings;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class ProcessSettingsTest {

    @Test
    void hasTheContractsDefaults() {
        assertThat(ProcessSettings.from(configuration("{}"))).isEqualTo(new ProcessSettings(false, false));
    }

    @Test
    void takesEachKeyToItsComponent() {
        assertThat(ProcessSettings.from(configuration("{\"Debug\": true, \"EnableSyslog\": false}")))
                .isEqualTo(new ProcessSettings(true, false));
        assertThat(ProcessSettings.from(configuration("{\"Debug\": false, \"EnableSyslog\": true}")))
                .isEqualTo(new ProcessSettings(false, true));
    }

    @Test
    void takesKeysInAnyCapitals() {
        assertThat(ProcessSettings.from(configuration("{\"DEBUG\": true}")).debug()).isTrue();
    }
}
