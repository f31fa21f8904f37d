package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Path;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.ports.engine.Tuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EngineMappingTest {
    @TempDir Path folder;

    private Configuration configuration(String json) throws IOException {
        return WrittenFile.loaded(folder, json);
    }

    private Tuning tuning(String json) throws IOException {
        return EngineMapping.tuning(configuration(json));
    }

    @Test
    void sickServersHaveTheWorkersThatTheFileGivesThem() throws IOException {
        assertThat(tuning("""
                {"DeadInstanceDiscoveryMaxConcurrency": 7, "DeadInstanceDiscoveryLogsEnabled": true,
                 "EnableDiscoveryFiltersLogs": false}""").probing().sick()).isEqualTo(new Tuning.Sick(7, true, false));
    }

    @Test
    void withoutWorkersOfTheirOwnSickServersGetHalfAsManyAsTheOthersHave() throws IOException {
        assertThat(tuning("{}").probing().sick()).isEqualTo(Tuning.Sick.DEFAULT);
        assertThat(tuning("{\"DiscoveryMaxConcurrency\": 20}").probing().sick().maxConcurrent()).isEqualTo(10);
        assertThat(tuning("{\"DiscoveryMaxConcurrency\": 1}").probing().sick().maxConcurrent()).isEqualTo(1);
    }

    @Test
    void patternsAndSeedsThatCannotBeUsedAreLeftOut() throws IOException {
        Configuration configuration = configuration("""
                {"ClusterNameToAlias": {"": "all", "a(b": "none", "^db": "shop"}, "DiscoverySeeds": ["db1", "db2:x"],
                 "DiscoveryIgnoreHostnameFilters": ["a(b", "^ignored"], "DataCenterPattern": "a(b"}""");

        assertThat(EngineMapping.tuning(configuration).aliasPatterns()).extracting(ClusterLabels.AliasPattern::alias)
                .containsExactly("shop");
        assertThat(EngineMapping.seeds(configuration)).containsExactly(new InstanceKey("db1", 3306));
        assertThat(EngineMapping.tuning(configuration)
                .probing()
                .discovery()
                .ignored()
                .matches(new InstanceKey("ignored1", 3306))).isTrue();
        assertThat(TargetMapping.probe(configuration).patterns().dataCenter()).isNull();
    }
}
