package io.orchestrator.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.key.BackendKeys;
import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.HookKeys;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.app.config.key.WebKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.orchestrator.app.config.Scratch.accepted;
import static io.orchestrator.app.config.Scratch.refused;
import static io.orchestrator.app.config.Scratch.warnings;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationLoaderTest {

    private Scratch scratch = new Scratch(Path.of("."));

    @BeforeEach
    void useFolder(@TempDir Path folder) {
        scratch = new Scratch(folder);
    }

    @Test
    void startsOnTheEmbeddedDatabaseWithoutAnyFile() {
        var configuration = accepted(scratch.loader().loadDefaultFiles());

        assertThat(configuration.get(BackendKeys.BACKEND_DB)).isEqualTo("sqlite3");
        assertThat(configuration.get(BackendKeys.SQLITE3_DATA_FILE)).isEqualTo("/data/orchestrator.sqlite3");
        assertThat(configuration.get(WebKeys.LISTEN_ADDRESS)).isEqualTo(":3000");
        assertThat(configuration.files()).isEmpty();
        assertThat(configuration.searchedFiles()).hasSize(3);
    }

    @Test
    void keepsTheContractsBackendAsSoonAsThereIsAFile() {
        var configuration = scratch.loaded("{}");

        assertThat(configuration.get(BackendKeys.BACKEND_DB)).isEqualTo("mysql");
    }

    @Test
    void laysLaterFilesOverEarlierOnes() {
        scratch.write("first.json", """
                {"WebMessage": "first", "URLPrefix": "/one", "DiscoverySeeds": ["a", "b"],
                 "ClusterNameToAlias": {"x": "1", "y": "2"}}""");
        scratch.write("third.json", """
                {"WebMessage": "third", "DiscoverySeeds": ["c"], "ClusterNameToAlias": {"y": "3"}}""");

        var configuration = accepted(scratch.loader().loadDefaultFiles());

        assertThat(configuration.get(WebKeys.WEB_MESSAGE)).isEqualTo("third");
        assertThat(configuration.get(WebKeys.URL_PREFIX)).isEqualTo("/one");
        assertThat(configuration.get(DiscoveryKeys.DISCOVERY_SEEDS)).containsExactly("c");
        assertThat(configuration.get(ClassificationKeys.CLUSTER_NAME_TO_ALIAS)).isEqualTo(Map.of("x", "1", "y", "3"));
        assertThat(configuration.files()).containsExactly(scratch.path("first.json"), scratch.path("third.json"));
    }

    @Test
    void adjustsAfterEachFileAndNotOnceAtTheEnd() {
        scratch.write("first.json", "{}");
        scratch.write("second.json", """
                {"DetachLostReplicasAfterMasterFailover": false, "DetachLostSlavesAfterMasterFailover": false}""");
        scratch.write("third.json", """
                {"SlaveLagQuery": "select 1"}""");

        var configuration = accepted(scratch.loader().loadDefaultFiles());

        assertThat(configuration.get(RecoveryKeys.DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER)).isFalse();
        assertThat(configuration.get(ClassificationKeys.REPLICATION_LAG_QUERY)).isEqualTo("select 1");
    }

    @Test
    void saysWhichFilesItRead() {
        var file = scratch.write("one.json", "{}");

        var outcome = scratch.loader().loadFile(file);

        assertThat(outcome).isInstanceOfSatisfying(
                LoadOutcome.Loaded.class,
                loaded -> assertThat(loaded.notices()).contains(Notice.info("Read config: " + file)));
    }

    @Test
    void refusesAGivenFileThatIsMissing() {
        var file = scratch.path("gone.json");

        var faults = refused(scratch.loader().loadFile(file));

        assertThat(faults).containsExactly(
                "Cannot read config file: " + file + " open " + file + ": no such file or directory");
    }

    @Test
    void refusesANameThatNoFileCanHave() {
        assertThat(refused(scratch.loader().loadFile("a\0b"))).singleElement()
                .asString()
                .startsWith("Cannot read config file: not a file name");
    }

    @Test
    void refusesAFolder() throws IOException {
        var folder = Files.createDirectory(scratch.path("folder"));

        assertThat(refused(scratch.loader().loadFile(folder))).containsExactly(
                "Cannot read config file: " + folder + " read " + folder + ": is a directory");
    }

    @Test
    void reportsTheFaultsOfAllFilesTogether() {
        scratch.write("first.json", """
                {"InstancePollSeconds": -1,
                 "Debug": "yes"}""");
        scratch.write("second.json", """
                {"DiscoverySeeds": ["a", 5]}""");

        var faults = refused(scratch.loader().loadDefaultFiles());

        assertThat(faults).containsExactly(
                "Cannot read config file: " + scratch.path("first.json") + " line 1, column 2: InstancePollSeconds:"
                        + " expected a whole number of 0 or more, found the number -1",
                "Cannot read config file: " + scratch.path("first.json") + " line 2, column 2: Debug: expected true or"
                        + " false, found the text \"yes\"",
                "Cannot read config file: " + scratch.path("second.json")
                        + " line 1, column 2: DiscoverySeeds[1]: expected"
                        + " a text in double quotes, found the number 5");
    }

    @Test
    void leavesOutObjectionsToAValueThatCouldNotBeRead() {
        var faults = scratch.faults("""
                {"InstancePollSeconds": 400, "DeadInstancePollSecondsMax": "600"}""");

        assertThat(faults).singleElement().asString().contains("DeadInstancePollSecondsMax: expected");
    }

    @Test
    void onlyWarnsAboutUnknownKeysAndSuggestsTheNearest() {
        var outcome = scratch.outcome("""
                {"InstancePolSeconds": 5,
                 "Nonsense": {"a": [1, {}]}, "DiscoveryPollSeconds": 5}""");

        assertThat(warnings(outcome)).containsExactly(
                scratch.path("one.json") + " line 1: unknown key InstancePolSeconds is ignored; did you mean"
                        + " InstancePollSeconds?",
                scratch.path("one.json") + " line 2: unknown key Nonsense is ignored",
                scratch.path("one.json") + " line 2: DiscoveryPollSeconds has no effect any more and can be removed");
    }

    @Test
    void switchesAutomaticRecoveryOffForARestrictionItDoesNotHonour() {
        var outcome = scratch.outcome("""
                {"PreventCrossDataCenterMasterFailover": true, "WebMessage": "hi"}""");

        assertThat(accepted(outcome).automaticRecoverySuspended()).hasSize(
                RecoveryKeys.PREVENT_CROSS_DATA_CENTER_MASTER_FAILOVER.live() ? 0 : 1);
        assertThat(accepted(scratch.outcome("{}")).automaticRecoverySuspended()).isEmpty();
        assertThat(accepted(scratch.outcome("""
                {"PreventCrossDataCenterMasterFailover": false}""")).automaticRecoverySuspended()).isEmpty();
    }

    @Test
    void leavesAutomaticRecoveryOnWithHooksOfAnyKind() {
        var configuration = scratch.loaded("""
                {"ProcessesShellCommand": "sh", "OnFailureDetectionProcesses": ["a"], "PreFailoverProcesses": ["b"],
                 "PreGracefulTakeoverProcesses": ["c"], "PostFailoverProcesses": ["d"]}""");

        assertThat(configuration.automaticRecoverySuspended()).isEmpty();
        assertThat(configuration.withoutEffectYet()).containsExactly(HookKeys.PRE_GRACEFUL_TAKEOVER_PROCESSES);
    }

    @Test
    void switchesAutomaticRecoveryOffForAnIgnorePatternItCannotUse() {
        var reasons = scratch.loaded("""
                {"PromotionIgnoreHostnameFilters": ["fine.*", "broken("]}""").automaticRecoverySuspended();

        assertThat(reasons).anyMatch(reason -> reason.startsWith("PromotionIgnoreHostnameFilters")
                && reason.contains("\"broken(\""));
    }

    @Test
    void refusesAPatternOfDetectionOrNamesThatItCannotUse() {
        assertThat(scratch.faults("""
                {"RecoverMasterClusterFilters": ["*", "alias=shop(", "alias~=ok", "shop("],
                 "RecoverIntermediateMasterClusterFilters": ["alias~=shop("],
                 "RecoveryIgnoreHostnameFilters": ["db[", "fine"],
                 "RejectHostnameResolvePattern": "x("}""")).hasSize(4)
                .anyMatch(text -> text
                        .startsWith("RecoverMasterClusterFilters holds a pattern that cannot be used, \"shop(\": "))
                .anyMatch(text -> text.startsWith("RecoverIntermediateMasterClusterFilters holds a pattern"))
                .anyMatch(text -> text
                        .startsWith("RecoveryIgnoreHostnameFilters holds a pattern that cannot be used, \"db[\": "))
                .anyMatch(text -> text.startsWith("RejectHostnameResolvePattern holds a pattern"));
    }

    @Test
    void saysWhichOtherPatternsMatchNothing() {
        var outcome = scratch.outcome("""
                {"ProblemIgnoreHostnameFilters": ["fine", "broken("], "OSCIgnoreHostnameFilters": ["["],
                 "ClusterNameToAlias": {"db(": "shop", "db1": "shop"}}""");

        assertThat(warnings(outcome)).hasSize(3).allMatch(text -> text.endsWith("; it matches nothing"));
        assertThat(accepted(outcome).automaticRecoverySuspended()).isEmpty();
    }

    @Test
    void knowsWhereAValueStands() {
        var configuration = scratch.loaded("""
                {
                  "webmessage": "hi"
                }""");

        assertThat(configuration.placeOf(WebKeys.WEB_MESSAGE)).contains(new Place(scratch.path("one.json"), 2, 3));
        assertThat(configuration.placeOf(WebKeys.URL_PREFIX)).isEmpty();
    }

    @Test
    void printsNoValues() {
        var configuration = scratch.loaded("""
                {"MySQLTopologyPassword": "hunter2"}""");

        assertThat(configuration.toString()).doesNotContain("hunter2");
        assertThat(List.of(configuration.files())).isNotEmpty();
    }
}
