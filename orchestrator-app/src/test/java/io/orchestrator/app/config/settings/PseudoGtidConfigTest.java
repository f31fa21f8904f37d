package io.orchestrator.app.config.settings;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class PseudoGtidConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = PseudoGtidConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new PseudoGtidConfig(
                false, "", false, "", "", 10000, List.of()));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = PseudoGtidConfig.from(configuration("""
                {
                  "AutoPseudoGTID": false,
                  "PseudoGTIDPattern": "text 1",
                  "PseudoGTIDPatternIsFixedSubstring": true,
                  "PseudoGTIDMonotonicHint": "text 3",
                  "DetectPseudoGTIDQuery": "text 4",
                  "BinlogEventsChunkSize": 10006,
                  "SkipBinlogEventsContaining": ["ski-6", "two"]
                }"""));

        assertThat(settings).isEqualTo(new PseudoGtidConfig(
                false, "text 1", true, "text 3", "text 4", 10006, List.of("ski-6", "two")));
    }

    @Test
    void forcesItsPatternsWhenAutomatic() {
        var settings = PseudoGtidConfig.from(configuration("""
                {"AutoPseudoGTID": true, "PseudoGTIDPattern": "mine"}"""));

        assertThat(settings).isEqualTo(new PseudoGtidConfig(
                true, "drop view if exists `_pseudo_gtid_`", true, "asc:", "select 1", 10000, List.of()));
    }
}
