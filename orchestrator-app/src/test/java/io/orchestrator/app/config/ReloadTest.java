package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.Map;

import io.orchestrator.app.config.key.BackendKeys;
import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.key.DetectionKeys;
import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.app.config.key.TopologyKeys;
import io.orchestrator.app.config.key.WebKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.orchestrator.app.config.Scratch.accepted;
import static org.assertj.core.api.Assertions.assertThat;

class ReloadTest {

    private Scratch scratch = new Scratch(Path.of("."));

    @BeforeEach
    void useFolder(@TempDir Path folder) {
        scratch = new Scratch(folder);
    }

    private Configuration started(String json) {
        scratch.write("first.json", json);
        return accepted(scratch.loader().loadDefaultFiles());
    }

    private ReloadOutcome.Reloaded reloaded(Configuration running, String json) {
        scratch.write("first.json", json);
        return reloaded(scratch.loader().reload(running));
    }

    private static ReloadOutcome.Reloaded reloaded(ReloadOutcome outcome) {
        return switch (outcome) {
            case ReloadOutcome.Reloaded reloaded -> reloaded;
            case ReloadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }

    @Test
    void takesLiveKeysAndKeepsTheOthers() {
        var running = started("{\"WebMessage\": \"a\", \"ListenAddress\": \":1\", \"InstancePollSeconds\": 5}");

        var reload = reloaded(
                running, "{\"WebMessage\": \"b\", \"ListenAddress\": \":2\", \"InstancePollSeconds\": 6}");

        assertThat(reload.configuration().get(WebKeys.WEB_MESSAGE)).isEqualTo("b");
        assertThat(reload.configuration().get(WebKeys.LISTEN_ADDRESS)).isEqualTo(":1");
        assertThat(reload.changed()).containsExactlyInAnyOrder(WebKeys.WEB_MESSAGE,
                DiscoveryKeys.INSTANCE_POLL_SECONDS);
        assertThat(reload.partly()).containsExactly(DiscoveryKeys.INSTANCE_POLL_SECONDS);
        assertThat(reload.needRestart()).containsExactly(WebKeys.LISTEN_ADDRESS);
    }

    @Test
    void namesAKeyThatNeedsARestartAtEachReload() {
        var first = reloaded(started("{\"ListenAddress\": \":1\"}"), "{\"ListenAddress\": \":2\"}");

        var second = reloaded(scratch.loader().reload(first.configuration()));

        assertThat(second.needRestart()).containsExactly(WebKeys.LISTEN_ADDRESS);
        assertThat(second.changed()).isEmpty();
    }

    @Test
    void keepsAKeyThatIsGoneFromTheFile() {
        var reload = reloaded(started("{\"WebMessage\": \"a\"}"), "{}");

        assertThat(reload.configuration().get(WebKeys.WEB_MESSAGE)).isEqualTo("a");
        assertThat(reload.changed()).isEmpty();
    }

    @Test
    void mergesObjectsAndReplacesLists() {
        var running = started("""
                {"ClusterNameToAlias": {"a": "1", "b": "2"}, "PowerAuthUsers": ["x"]}""");

        var reload = reloaded(running, """
                {"ClusterNameToAlias": {"b": "3"}, "PowerAuthUsers": ["y"]}""");
        var back = reloaded(reload.configuration(), """
                {"ClusterNameToAlias": {"a": "1", "b": "2"}}""");
        var cleared = reloaded(back.configuration(), """
                {"ClusterNameToAlias": null}""");

        assertThat(reload.configuration().get(ClassificationKeys.CLUSTER_NAME_TO_ALIAS))
                .isEqualTo(Map.of("a", "1", "b", "3"));
        assertThat(reload.configuration().get(WebKeys.POWER_AUTH_USERS)).containsExactly("y");
        assertThat(back.configuration().get(ClassificationKeys.CLUSTER_NAME_TO_ALIAS))
                .isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(cleared.configuration().get(ClassificationKeys.CLUSTER_NAME_TO_ALIAS)).isEmpty();
    }

    @Test
    void followsAChangedSynonym() {
        var running = started("{\"SlaveLagQuery\": \"select 1\", \"PostponeSlaveRecoveryOnLagMinutes\": 1}");

        var reload = reloaded(running, "{\"SlaveLagQuery\": \"select 2\", \"PostponeSlaveRecoveryOnLagMinutes\": 2}");

        assertThat(reload.configuration().get(ClassificationKeys.REPLICATION_LAG_QUERY)).isEqualTo("select 2");
        assertThat(reload.configuration().get(RecoveryKeys.POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES)).isEqualTo(2);
    }

    @Test
    void followsTheLagADelayIsDerivedFrom() {
        var reload = reloaded(
                started("{\"ReasonableReplicationLagSeconds\": 20}"), "{\"ReasonableReplicationLagSeconds\": 30}");

        assertThat(reload.configuration().get(DetectionKeys.REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS)).isEqualTo(30);
    }

    @Test
    void keepsRunningOnABadFile() {
        var running = started("{\"WebMessage\": \"a\"}");
        scratch.write("first.json", "{\"WebMessage\": ");

        var outcome = scratch.loader().reload(running);

        assertThat(outcome).isInstanceOfSatisfying(
                ReloadOutcome.Rejected.class, rejected -> assertThat(rejected.faults()).hasSize(1));
        assertThat(running.get(WebKeys.WEB_MESSAGE)).isEqualTo("a");
    }

    @Test
    void keepsWhatAFileSaidThatIsGone() {
        var running = started("{\"WebMessage\": \"a\"}");
        scratch.delete("first.json");

        var reload = reloaded(scratch.loader().reload(running));

        assertThat(reload.configuration().get(WebKeys.WEB_MESSAGE)).isEqualTo("a");
        assertThat(reload.configuration().get(BackendKeys.BACKEND_DB)).isEqualTo("mysql");
        assertThat(reload.notices()).anyMatch(notice -> notice.text().startsWith("Kept what "));
    }

    @Test
    void readsAnExtraFileOnTopAndRemembersIt() {
        var running = started("{\"WebMessage\": \"a\", \"ReadOnly\": true}");
        var extra = scratch.write("extra.json", "{\"WebMessage\": \"extra\"}");

        var reload = reloaded(scratch.loader().reload(running, extra));
        var again = reloaded(scratch.loader().reload(reload.configuration()));

        assertThat(reload.configuration().get(WebKeys.WEB_MESSAGE)).isEqualTo("extra");
        assertThat(reload.configuration().get(WebKeys.READ_ONLY)).isTrue();
        assertThat(again.configuration().get(WebKeys.WEB_MESSAGE)).isEqualTo("extra");
    }

    @Test
    void readsCredentialsFilesAgain() {
        var credentials = scratch.write("client.cnf", "[client]\nuser=a\npassword=b\n");
        var json = "{\"MySQLTopologyCredentialsConfigFile\": \"" + credentials + "\"}";
        var running = started(json);
        scratch.write("client.cnf", "[client]\nuser=c\npassword=d\n");

        var reload = reloaded(running, json);

        assertThat(reload.changed()).containsExactly(
                TopologyKeys.MYSQL_TOPOLOGY_USER, TopologyKeys.MYSQL_TOPOLOGY_PASSWORD);
    }

    @Test
    void needsARestartToLeaveTheEmbeddedDatabase() {
        var running = accepted(scratch.loader().loadDefaultFiles());

        var reload = reloaded(running, "{}");

        assertThat(reload.configuration().get(BackendKeys.BACKEND_DB)).isEqualTo("sqlite3");
        assertThat(reload.needRestart()).contains(BackendKeys.BACKEND_DB);
    }
}
