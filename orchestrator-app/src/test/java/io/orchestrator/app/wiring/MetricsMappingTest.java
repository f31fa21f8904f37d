package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.metrics.GraphiteTarget;
import io.orchestrator.ports.engine.Tuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MetricsMappingTest {
    @TempDir Path folder;

    private Configuration configuration(String json) throws IOException {
        return WrittenFile.loaded(folder, json);
    }

    @Test
    void graphiteGetsWhatTheFileSays() throws IOException {
        Configuration configuration = configuration("""
                {"GraphiteAddr": "graphite:2003", "GraphitePath": "orc.{hostname}", "GraphitePollSeconds": 10}""");

        assertThat(MetricsMapping.graphite(configuration, "node.example.com"))
                .contains(new GraphiteTarget("graphite", 2003, "orc.node_example_com", Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"GraphiteAddr\": \"graphite:2003\"}", "{\"GraphitePath\": \"orc\"}",
            "{\"GraphiteAddr\": \"graphite:2003\", \"GraphitePath\": \"orc\", \"GraphitePollSeconds\": 0}"})
    void graphiteIsOffUntilAddressPathAndIntervalAreThere(String json) throws IOException {
        assertThat(MetricsMapping.graphite(configuration(json), "node")).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefused() throws IOException {
        Configuration configuration = configuration("{\"GraphiteAddr\": \"graphite\", \"GraphitePath\": \"orc\"}");

        assertThatThrownBy(() -> MetricsMapping.graphite(configuration, "node"))
                .isInstanceOf(UnsupportedSettingException.class)
                .hasMessageContaining("GraphiteAddr");
    }

    @Test
    void whatIsKeptIsWhatTheFileSays() throws IOException {
        Tuning.Samples samples = EngineMapping.tuning(configuration("""
                {"DiscoveryCollectionRetentionSeconds": 300, "DiscoveryQueueMaxStatisticsSize": 60,
                 "SnapshotTopologiesIntervalHours": 6}""")).retention().samples();

        assertThat(samples).isEqualTo(new Tuning.Samples(Duration.ofMinutes(5), 60, Duration.ofHours(6)));
        assertThat(EngineMapping.tuning(configuration("{}")).retention().samples()).isEqualTo(Tuning.Samples.DEFAULT);
    }
}
