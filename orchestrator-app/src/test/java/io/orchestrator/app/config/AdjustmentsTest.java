package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.List;

import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.key.DetectionKeys;
import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.KeyCatalogue;
import io.orchestrator.app.config.key.KeyValueKeys;
import io.orchestrator.app.config.key.PseudoGtidKeys;
import io.orchestrator.app.config.key.RaftKeys;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.app.config.key.WebKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.orchestrator.app.config.Scratch.warnings;
import static org.assertj.core.api.Assertions.assertThat;

class AdjustmentsTest {

    private Scratch scratch = new Scratch(Path.of("."));

    @BeforeEach
    void useFolder(@TempDir Path folder) {
        scratch = new Scratch(folder);
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(
                        """
                                {"ReplicationLagQuery": "select 1", "SlaveLagQuery": "select 2"}""",
                        "config's ReplicationLagQuery and SlaveLagQuery are synonyms and cannot both be defined"),
                Arguments.of(
                        """
                                {"FailMasterPromotionIfSQLThreadNotUpToDate": true,
                                 "DelayMasterPromotionIfSQLThreadNotUpToDate": true}""",
                        "Cannot have both FailMasterPromotionIfSQLThreadNotUpToDate and"
                                + " DelayMasterPromotionIfSQLThreadNotUpToDate enabled"),
                Arguments.of(
                        "{\"FailMasterPromotionOnLagMinutes\": 1}",
                        "nonzero FailMasterPromotionOnLagMinutes requires ReplicationLagQuery to be set"),
                Arguments.of(
                        """
                                {"PostponeReplicaRecoveryOnLagMinutes": 1, "PostponeSlaveRecoveryOnLagMinutes": 2}""",
                        "config's PostponeReplicaRecoveryOnLagMinutes and"
                                + " PostponeSlaveRecoveryOnLagMinutes are synonyms"
                                + " and cannot both be defined"),
                Arguments.of("{\"BackendDB\": \"sqlite\"}", "SQLite3DataFile must be set when BackendDB is sqlite3"),
                Arguments.of(
                        "{\"RaftEnabled\": true}", "RaftDataDir must be defined since raft is enabled (RaftEnabled)"),
                Arguments.of(
                        "{\"RaftEnabled\": true, \"RaftDataDir\": \"/x\", \"RaftBind\": \"\"}",
                        "RaftBind must be defined since raft is enabled (RaftEnabled)"),
                Arguments.of("{\"HTTPAdvertise\": \"127.0.0.1:1234\"}",
                        "Failed parsing HTTPAdvertise 127.0.0.1:1234: "),
                Arguments.of(
                        "{\"HTTPAdvertise\": \"//db1:3000\"}",
                        "If specified, HTTPAdvertise must include scheme (http:// or https://)"),
                Arguments.of(
                        "{\"HTTPAdvertise\": \"http://:3000\"}", "If specified, HTTPAdvertise must include host name"),
                Arguments.of("{\"HTTPAdvertise\": \"http:\"}", "Failed parsing HTTPAdvertise http:: "),
                Arguments.of(
                        "{\"HTTPAdvertise\": \"http://db1\"}", "If specified, HTTPAdvertise must include port number"),
                Arguments.of(
                        "{\"HTTPAdvertise\": \"http://db_1:3000/\"}",
                        "If specified, HTTPAdvertise must not specify a path"),
                Arguments.of(
                        "{\"DeadInstancePollSecondsMultiplyFactor\": 0.5}",
                        "DeadInstancePollSecondsMultiplyFactor can not be smaller than 1"),
                Arguments.of(
                        "{\"InstancePollSeconds\": 301}",
                        "DeadInstancePollSecondsMax can not be smaller than InstancePollSeconds"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatDoesNotFitTogether(String json, String text) {
        assertThat(scratch.faults(json)).singleElement().asString().startsWith(text);
    }

    @Test
    void tellsValueAndPlaceOfTheKeysConcerned() {
        assertThat(scratch.faults("{\"InstancePollSeconds\": 301}")).singleElement()
                .asString()
                .endsWith(
                        "(DeadInstancePollSecondsMax = 300; InstancePollSeconds = 301, " + scratch.path("one.json")
                                + " line 1)");
    }

    @Test
    void reportsAllBrokenRulesTogether() {
        assertThat(scratch.faults("""
                {"InstancePollSeconds": 301, "BackendDB": "sqlite3", "FailMasterPromotionOnLagMinutes": 1}"""))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 300", "0, 0, 0", "60, 5, 60", "-1, 5, -1"})
    void takesTheBlockPeriodInMinutesOnlyWhenSecondsAreZero(long seconds, long minutes, long expected) {
        var configuration = scratch.loaded(
                "{\"RecoveryPeriodBlockSeconds\": " + seconds + ", \"RecoveryPeriodBlockMinutes\": " + minutes + "}");

        assertThat(configuration.get(RecoveryKeys.RECOVERY_PERIOD_BLOCK_SECONDS)).isEqualTo(expected);
    }

    @Test
    void warnsWhereALegacyKeyCannotAchieveWhatWasMeant() {
        assertThat(warnings(scratch.outcome("{\"RecoveryPeriodBlockMinutes\": 5}")))
                .anyMatch(warning -> warning.startsWith("RecoveryPeriodBlockMinutes has no effect"));
        assertThat(warnings(scratch.outcome("{\"DetachLostReplicasAfterMasterFailover\": false}")))
                .anyMatch(warning -> warning.startsWith("DetachLostReplicasAfterMasterFailover: false has no effect"));
    }

    @Test
    void emptiesTheLegacyLagQueryAfterFoldingIt() {
        var configuration = scratch.loaded("{\"SlaveLagQuery\": \"select 1\", \"ReplicationLagQuery\": \"select 1\"}");

        assertThat(configuration.get(ClassificationKeys.REPLICATION_LAG_QUERY)).isEqualTo("select 1");
        assertThat(configuration.get(ClassificationKeys.SLAVE_LAG_QUERY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"//a/b//, /a/b", "a, /a", "'', ''", "/, /"})
    void bringsTheUrlPrefixIntoShape(String written, String expected) {
        assertThat(scratch.loaded("{\"URLPrefix\": \"" + written + "\"}").get(WebKeys.URL_PREFIX)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a/b, a/b/", "a//, a/", "'', /", "/, /", "//, /"})
    void endsTheKeyPrefixInOneSlash(String written, String expected) {
        var configuration = scratch.loaded("{\"KVClusterMasterPrefix\": \"" + written + "\"}");

        assertThat(configuration.get(KeyValueKeys.KV_CLUSTER_MASTER_PREFIX)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "4, 5", "30, 30", "65, 64"})
    void clampsTheConsulTransaction(long written, long expected) {
        var configuration = scratch.loaded("{\"ConsulMaxKVsPerTransaction\": " + written + "}");

        assertThat(configuration.get(KeyValueKeys.CONSUL_MAX_KVS_PER_TRANSACTION)).isEqualTo(expected);
    }

    @Test
    void acceptsAnAdvertisedUrl() {
        assertThat(scratch.loaded("{\"HTTPAdvertise\": \"http://[::1]:3000\"}").get(RaftKeys.HTTP_ADVERTISE))
                .isEqualTo("http://[::1]:3000");
    }

    @Test
    void leavesOutEntriesThatCannotBeUsedAndTells() {
        assertThat(Scratch.warnings(scratch.outcome("""
                {"DiscoverySeeds": ["db1", "db2:x"], "ProblemIgnoreHostnameFilters": ["a(b", "10.0.0.1"],
                 "OSCIgnoreHostnameFilters": ["c["], "ClusterNameToAlias": {"d(": "x", "(?P<n>e)": "y"}}""")))
                .hasSize(4)
                .anySatisfy(text -> assertThat(text).startsWith("DiscoverySeeds: the entry \"db2:x\""))
                .anySatisfy(text -> assertThat(text).contains("ProblemIgnoreHostnameFilters", "\"a(b\""))
                .anySatisfy(text -> assertThat(text).contains("OSCIgnoreHostnameFilters", "\"c[\""))
                .anySatisfy(text -> assertThat(text).contains("ClusterNameToAlias", "\"d(\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a(b", "alias~=a(b"})
    void refusesAClusterFilterThatIsNoExpression(String filter) {
        assertThat(scratch.faults("{\"RecoverMasterClusterFilters\": [\"*\", \"alias=a(b\", \"" + filter + "\"]}"))
                .singleElement()
                .asString()
                .startsWith("RecoverMasterClusterFilters holds a pattern that cannot be used, \"a(b\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\"WritePathPolicy\": \"on\";WritePathPolicy is \"on\": off, observe or act is wanted",
            "\"WritePathPolicyByCluster\": {\"shop\": \"Act\"};WritePathPolicyByCluster has \"Act\" for \"shop\": off",
            "\"WritePathPolicyByCluster\": {\"alias~=a(b\": \"act\"};WritePathPolicyByCluster holds a pattern",
            "\"WritePathProbeMilliseconds\": 1000;WritePathProbeMilliseconds must be 1500 or more"})
    void refusesAWritePathThatCannotBeMeant(String member, String fault) {
        assertThat(scratch.faults("{" + member + "}")).singleElement().asString().startsWith(fault);
    }

    @Test
    void doesNotBufferWritesWithoutABuffer() {
        var configuration = scratch.loaded("{\"BufferInstanceWrites\": true, \"InstanceWriteBufferSize\": 0}");

        assertThat(configuration.get(DiscoveryKeys.BUFFER_INSTANCE_WRITES)).isFalse();
    }

    @Test
    void forcesThePseudoGtidSettings() {
        var configuration = scratch.loaded("{\"AutoPseudoGTID\": true}");

        assertThat(configuration.get(PseudoGtidKeys.PSEUDO_GTID_PATTERN))
                .isEqualTo("drop view if exists `_pseudo_gtid_`");
    }

    @Test
    void derivesTheSemiSyncDelay() {
        assertThat(scratch.loaded("{}").get(DetectionKeys.REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS)).isEqualTo(10);
        assertThat(scratch.loaded("{\"ReasonableLockedSemiSyncMasterSeconds\": 3}")
                .get(DetectionKeys.REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS)).isEqualTo(3);
    }

    @Test
    void dumpsEveryKeyAndMasksSecrets() {
        var dump = ConfigurationDump.render(scratch.loaded("""
                {"MySQLTopologyPassword": "hunter2", "HTTPAuthPassword": "hunter2", "DiscoverySeeds": ["a\\"b"]}"""));

        assertThat(dump).doesNotContain("hunter2")
                .contains("\"MySQLTopologyPassword\":\"***\"")
                .contains("\"MySQLOrchestratorPassword\":\"\"")
                .contains("\"DiscoverySeeds\":[\"a\\\"b\"]")
                .contains("\"DeadInstancePollSecondsMultiplyFactor\":1,");
        assertThat(KeyCatalogue.all()).allMatch(key -> dump.contains("\"" + key.name() + "\":"));
    }

    @Test
    void readsItsOwnDumpToTheSameValues() {
        var configuration = scratch.loaded("""
                {"DetachLostSlavesAfterMasterFailover": false, "ClusterNameToAlias": {"a": "b"}}""");

        var again = scratch.loaded(ConfigurationDump.render(configuration));

        assertThat(KeyCatalogue.all()).allSatisfy(key -> assertThat(again.get(key)).isEqualTo(configuration.get(key)));
    }
}
