package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.LoadOutcome;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.ClusterLabels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A pattern that cannot be used matches nothing, and keeps nothing else from working (config.md 1). */
class PatternsTest {
    private static final InstanceKey DB = new InstanceKey("db1", 3306);

    @TempDir Path folder;

    private Configuration configuration(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("orchestrator.conf.json"), json);
        Surroundings surroundings = new Surroundings(Map.of(), List.of(), folder.resolve("orchestrator.sqlite3"));
        return switch (new ConfigurationLoader(surroundings).loadFile(file)) {
            case LoadOutcome.Loaded(var configuration, var _) -> configuration;
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }

    @Test
    void aBrokenFilterLeavesTheOthersInForce() {
        assertThat(HostFilters.of(List.of("broken(", "^db")).matches(DB)).isTrue();
        assertThat(HostFilters.of(List.of("broken(")).matches(DB)).isFalse();
        assertThat(HostFilters.of(List.of("::1")).matches(new InstanceKey("::1", 3306))).isTrue();
    }

    @Test
    void brokenPatternsOfDiscoveryAndPlacesSwitchRecoveryOffAndNothingElse() throws IOException {
        Configuration configuration = configuration(
                """
                {"DiscoveryIgnoreHostnameFilters": ["broken(", "^db1:"], "DiscoveryIgnoreMasterHostnameFilters": ["["],
                 "DiscoveryIgnoreReplicaHostnameFilters": ["["], "PromotionIgnoreHostnameFilters": ["["],
                 "DataCenterPattern": "db[", "ProblemIgnoreHostnameFilters": ["["], "OSCIgnoreHostnameFilters": ["["]}""");

        assertThat(EngineMapping.tuning(configuration).probing().discovery().ignored().matches(DB)).isTrue();
        assertThat(EngineMapping.tuning(configuration).suspensions()).hasSize(5);
        assertThat(TargetMapping.probe(configuration).patterns().dataCenter()).isNull();
        assertThat(HttpMapping.http(configuration, "node").api().problemIgnored().matches(DB)).isFalse();
    }

    @Test
    void emptyAndBrokenAliasPatternsAreSkippedAndTheOrderIsAlwaysTheSame() throws IOException {
        Configuration configuration =
                configuration(
                        "{\"ClusterNameToAlias\": {\"\": \"all\", \"b(\": \"no\", \"db2\": \"two\", \"db\": \"one\"}}");

        assertThat(EngineMapping.tuning(configuration).aliasPatterns())
                .extracting(ClusterLabels.AliasPattern::alias)
                .containsExactly("one", "two");
    }
}
