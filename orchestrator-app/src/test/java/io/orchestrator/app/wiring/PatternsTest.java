package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.orchestrator.app.config.Configuration;
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
        return WrittenFile.loaded(folder, json);
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
