package io.orchestrator.http.api;

import java.net.http.HttpResponse;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.NodeQueries;
import io.orchestrator.ports.driving.RecoveryCommands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

/** Message texts, statuses and what reaches the use cases (http-api.md 2, recovery.md 15 and 17). */
class MessagesTest extends SteadyFleet {
    @BeforeEach
    void forget() {
        useCases.done.clear();
    }

    @Test
    void shouldAnswerDiscoverWithTheServerAsProbed() {
        // given
        String probed = Sample.text("steady/instance-127.0.0.1-10112");

        // when
        String body = server.body("/api/discover/127.0.0.1/10112");

        // then
        assertThatJson(body).node("Message").isEqualTo("Instance discovered: 127.0.0.1:10112");
        assertThatJson(body)
                .whenIgnoringPaths("Details.FlavorName", "Details.LastSeenTimestamp", "Details.SecondsSinceLastSeen",
                        "Details.IsCandidate", "Details.LastDiscoveryLatency", "Details.SemiSyncMasterPluginNewVersion",
                        "Details.SemiSyncReplicaPluginNewVersion")
                .node("Details")
                .isEqualTo(probed);
        assertThatJson(body).node("Details")
                .isObject()
                .containsEntry("FlavorName", "")
                .containsEntry("LastSeenTimestamp", "")
                .containsEntry("IsCandidate", false)
                .containsEntry("SemiSyncMasterPluginNewVersion", true);
        assertThatJson(body).node("Details.LastDiscoveryLatency").isEqualTo(5_000_000);
        assertThatJson(body).node("Details.SecondsSinceLastSeen").isEqualTo("{\"Int64\":0,\"Valid\":false}");
    }

    @Test
    void shouldAnswerTheDriversErrorWhenDiscoverFails() {
        useCases.probeFailure = new ProbeFailure(ProbeFailure.Kind.REFUSED, "127.0.0.1:9 refuses connections");

        assertError("discover/127.0.0.1/9", "127.0.0.1:9 refuses connections", "null");
        assertError("refresh/127.0.0.1/9", "127.0.0.1:9 refuses connections", "null");
    }

    @Test
    void shouldSayThatNothingWasDiscoveredWhenAFilterExcludesTheServer() {
        useCases.probeFailure = new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "filter");

        assertError("discover/127.0.0.1/10112", "No instances discovered", "null");
    }

    @Test
    void shouldDiscoverInTheBackground() {
        assertOk("async-discover/127.0.0.1/10112",
                "Asynchronous discovery initiated for Instance: 127.0.0.1:10112", "null");

        assertThat(useCases.done).containsExactly("discover 127.0.0.1:10112");
    }

    @Test
    void shouldRefreshAndForget() {
        assertOk("refresh/127.0.0.1/10112", "Instance refreshed: 127.0.0.1:10112", KEY);
        assertOk("forget/127.0.0.1/10112", "Instance forgotten: 127.0.0.1:10112", KEY);
        assertError("forget/127.0.0.1/9999",
                "2026-11-23 09:09:07 ERROR ForgetInstance(): instance 127.0.0.1:9999 not found", "null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30m | PT30M
            45s | PT45S
            2h | PT2H
            1d | PT24H
            1w | PT168H
            0s | PT10M
            """)
    void shouldBeginDowntimeForTheGivenTime(String duration, String meaning) {
        assertOk("begin-downtime/127.0.0.1/10112/dba/two%20words/" + duration, "Downtime begun: 127.0.0.1:10112", KEY);

        assertThat(useCases.done).containsExactly("begin-downtime 127.0.0.1:10112 dba two words " + meaning);
    }

    @Test
    void shouldBeginDowntimeForTenMinutesAndTakeAPlusLiterally() {
        assertOk("begin-downtime/127.0.0.1/10112/dba/a+b", "Downtime begun: 127.0.0.1:10112", KEY);

        assertThat(useCases.done).containsExactly("begin-downtime 127.0.0.1:10112 dba a+b PT10M");
    }

    @Test
    void shouldEndADowntimeThatIsNone() {
        assertOk("end-downtime/127.0.0.1/10112", "Downtime ended: 127.0.0.1:10112", KEY);
    }

    @Test
    void shouldRegisterCandidates() {
        assertOk("register-candidate/127.0.0.1/10112/prefer_not", "Registered candidate", KEY);
        assertError("register-candidate/127.0.0.1/10112/must", "CandidatePromotionRule: must not supported yet",
                "null");
        assertError("register-candidate/127.0.0.1/10112/x", "Invalid CandidatePromotionRule: x", "null");

        assertThat(useCases.done).containsExactly("candidate 127.0.0.1:10112 PREFER_NOT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recover/127.0.0.1/10112 | :0 skipHooks false
            recover/127.0.0.1/10112/127.0.0.1/10113 | 127.0.0.1:10113 skipHooks false
            recover/127.0.0.1/10112/x/bad | :0 skipHooks false
            recover/127.0.0.1/10112?skipProcesses=true | :0 skipHooks true
            recover-lite/127.0.0.1/10112 | :0 skipHooks true
            recover-lite/127.0.0.1/10112/127.0.0.1/10113 | 127.0.0.1:10113 skipHooks true
            """)
    void shouldRecover(String path, String meaning) {
        useCases.recoveryAnswer = new RecoveryCommands.Answer.Promoted(new InstanceKey("127.0.0.1", 10113));

        assertOk(path, "Recovery executed on 127.0.0.1:10112", "{\"Hostname\":\"127.0.0.1\",\"Port\":10113}");

        assertThat(useCases.done).containsExactly("recover 127.0.0.1:10112 candidate " + meaning);
    }

    @Test
    void shouldSayWhyARecoveryDidNotPromote() {
        assertError("recover/127.0.0.1/10112", "Recovery not attempted", KEY);

        useCases.recoveryAnswer = new RecoveryCommands.Answer.NobodyPromoted();
        assertError("recover/127.0.0.1/10112", "Recovery attempted but no instance promoted", KEY);

        useCases.recoveryAnswer = new RecoveryCommands.Answer.Failed("no claim");
        assertError("recover/127.0.0.1/10112", "no claim", KEY);
    }

    @Test
    void shouldSwitchRecoveriesOffAndOn() {
        assertOk("disable-global-recoveries", "Globally disabled recoveries", "\"disabled\"");
        assertOk("check-global-recoveries", "Global recoveries disabled", "\"disabled\"");
        assertOk("enable-global-recoveries", "Globally enabled recoveries", "\"enabled\"");
        assertOk("check-global-recoveries", "Global recoveries enabled", "\"enabled\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cluster/ci | Acknowledged cluster recoveries | "127.0.0.1:10111" | OfCluster[name=127.0.0.1:10111, alias=ci]
            cluster/alias/ci | Acknowledged cluster recoveries | "127.0.0.1:10111" | OfCluster[name=127.0.0.1:10111, alias=ci]
            instance/127.0.0.1/10112 | Acknowledged instance recoveries | {"Hostname":"127.0.0.1","Port":10112} \
            | OfInstance[key=127.0.0.1:10112]
            7 | Acknowledged recovery | "7" | OfId[id=7]
            uid/1:ab | Acknowledged recovery | "1:ab" | OfUid[uid=1:ab]
            """)
    void shouldAcknowledge(String scope, String message, String details, String meaning) {
        assertOk("ack-recovery/" + scope + "?comment=%20seen+it%20", message, details);

        assertThat(useCases.done)
                .containsExactly("Acknowledgement[scope=" + meaning + ", owner=vm, comment=seen it]");
    }

    @Test
    void shouldAcknowledgeEverything() {
        assertOk("ack-all-recoveries?comment=seen", "Acknowledged all recoveries", "\"seen\"");

        assertThat(useCases.done).containsExactly("Acknowledgement[scope=Everything[], owner=vm, comment=seen]");
    }

    @ParameterizedTest
    @CsvSource({"ack-recovery/cluster/ci", "ack-recovery/instance/127.0.0.1/10112", "ack-recovery/7",
            "ack-recovery/uid/a?comment=%20", "ack-all-recoveries"})
    void shouldDemandAComment(String path) {
        assertError(path, "No acknowledge comment given", "null");

        assertThat(useCases.done).isEmpty();
    }

    @Test
    void shouldRefuseNumbersThatAreNone() {
        assertError("ack-recovery/abc?comment=x", "strconv.ParseInt: parsing \\\"abc\\\": invalid syntax", "null");
        assertError("ack-recovery/99999999999999999999?comment=x",
                "strconv.ParseInt: parsing \\\"99999999999999999999\\\": value out of range", "null");
        assertError("discovery-metrics-raw/0", "Invalid value provided for seconds", "null");
        assertError("instance/127.0.0.1/65536", "Invalid port: 65536", "null");
        assertError("instance/a,b/3306", "Will not resolve multi-hostname: a,b", "null");
        assertError("instance/%20/3306", "Will not resolve empty hostname", "null");
        assertError("replication-analysis/instance/a/x", "Cannot get analysis: Invalid port: x", "null");
    }

    @Test
    void shouldSayWhichClusterIsUnknown() {
        String unknown = "2026-11-23 09:09:07 ERROR Unable to determine cluster name. clusterHint=";
        assertError("cluster-info/nosuch", unknown + "nosuch", "null");
        assertError("topology/nosuch/1", unknown + "nosuch:1", "null");
        assertError("downtimed/nosuch", unknown + "nosuch", "null");
        assertError("cluster/alias/nosuch", "No cluster found for alias nosuch", "null");
        assertError("cluster/instance/nosuch/1", "Cannot read instance: nosuch:1", "null");
    }

    @Test
    void shouldAskForTheRecoveriesThatThePathMeans() {
        for (String form : List.of("", "/3", "/x", "/id/7", "/id/x", "/uid/1:ab", "/cluster/c", "/cluster/c/2",
                "/alias/a",
                "/alias/a/2", "?unacknowledged=true")) {
            server.body("/api/audit-recovery" + form);
        }

        assertThat(useCases.recoveryQueries).extracting(RecoveryStore.Query::toString)
                .map(text -> text.replace("Query[", "").replace("null", "-").replaceAll("[a-zA-Z]+=", ""))
                .containsExactly(
                        "0, -, -, -, -, false, false, -]", "3, -, -, -, -, false, false, -]",
                        "0, -, -, -, -, false, false, -]",
                        "0, 7, -, -, -, false, false, -]", "0, -, -, -, -, false, false, -]",
                        "0, -, 1:ab, -, -, false, false, -]",
                        "0, -, -, c, -, false, false, -]", "2, -, -, c, -, false, false, -]",
                        "0, -, -, -, a, false, false, -]",
                        "2, -, -, -, a, false, false, -]", "0, -, -, -, -, true, false, -]");
    }

    @Test
    void shouldAskForTheDetectionsThatThePathMeans() {
        for (String form : List.of("", "/3", "/id/7", "/alias/a", "/alias/a/2")) {
            server.body("/api/audit-failure-detection" + form);
        }

        assertThat(useCases.done).containsExactly("detections page 0 id null alias null",
                "detections page 3 id null alias null", "detections page 0 id 7 alias null",
                "detections page 0 id null alias a", "detections page 2 id null alias a");
    }

    @Test
    void shouldListBlockedRecoveriesOfACluster() {
        useCases.blocked = List.of(
                new RecoveryStore.Blocked(new InstanceKey("a", 1), "one", "DeadMaster", "2026-11-23 09:09:07", 4),
                new RecoveryStore.Blocked(new InstanceKey("b", 1), "two", "DeadMaster", "2026-11-23 09:09:07", 5));

        assertThat(server.body("/api/blocked-recoveries/cluster/two")).isEqualTo("[{\"FailedInstanceKey\":"
                + "{\"Hostname\":\"b\",\"Port\":1},\"ClusterName\":\"two\",\"Analysis\":\"DeadMaster\","
                + "\"LastBlockedTimestamp\":\"2026-11-23 09:09:07\",\"BlockingRecoveryId\":5}]");
    }

    @ParameterizedTest
    @CsvSource({"leader-check,404", "leader-check/503,503", "leader-check/200,200", "leader-check/x,404",
            "leader-check/-1,404",
            "leader-check/42,404", "routed-leader-check,404"})
    void shouldSayThatItDoesNotLead(String path, int status) {
        useCases.leader = false;

        HttpResponse<String> response = server.get("/api/" + path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("\"Not leader\"");
    }

    @Test
    void shouldAnswerAFailedHealthCheckAsAFailure() {
        useCases.health = new NodeQueries.Health(false, FakeUseCases.SELF, null, List.of(), "backend is away");

        HttpResponse<String> response = server.get("/api/health");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThatJson(response.body()).node("Message").isEqualTo("Application node is unhealthy backend is away");
        assertThatJson(response.body()).node("Details")
                .isObject()
                .containsEntry("Healthy", false)
                .containsEntry("IsActiveNode", false)
                .containsEntry("AvailableNodes", null);
        assertThatJson(response.body()).node("Details.Error").isEqualTo("{}");
    }

    @Test
    void shouldAnswerWhenTheHealthCheckItselfFails() {
        useCases.failure = unavailable();

        assertThatJson(server.body("/api/status")).node("Message")
                .isEqualTo("Application node is unhealthy no backend");
    }

    @Test
    void shouldGrabAndGiveUpLeadership() {
        assertOk("grab-election", "Node elected as leader", "null");
        assertOk("reelect", "Set re-elections", "null");

        useCases.failure = unavailable();
        assertError("grab-election", "Unable to grab election: no backend", "null");
        assertError("reelect", "Unable to re-elect: no backend", "null");
        assertError("replication-analysis", "Cannot get analysis: no backend", "null");
        assertError("clusters", "no backend", "null");
    }

    private static PortException unavailable() {
        return new PortException(PortException.Category.UNAVAILABLE, "no backend", null);
    }

    @ParameterizedTest
    @CsvSource({"raft-state,raft-state", "raft-health,raft-state", "raft-status,raft-state",
            "raft-follower-health-report/a/b/c,raft-state", "raft-leader,raft-leader", "raft-snapshot,raft-leader",
            "raft-peers,raft-nodes", "raft-yield/a,raft-yield", "raft-yield-hint/a,raft-yield-hint",
            "raft-add-peer/a,raft-add-peer", "raft-remove-peer/a,raft-remove-peer"})
    void shouldSayThatRaftIsOff(String path, String name) {
        assertError(path, name + ": not running with raft setup", "null");
    }

    @Test
    void shouldAnswerNullWhereTheContractHasNoEmptyList() {
        useCases.picture = new FakeUseCases().picture;

        for (String path : List.of("clusters", "problems", "replication-analysis-changelog",
                "discovery-metrics-raw/60")) {
            assertThat(server.body("/api/" + path)).as(path).isEqualTo("null");
        }
        for (String path : List.of("masters", "clusters-info", "all-instances", "search", "downtimed", "audit-recovery",
                "audit-failure-detection", "blocked-recoveries", "audit-recovery-steps/x", "instance-replicas/a/1")) {
            assertThat(server.body("/api/" + path)).as(path).isEqualTo("[]");
        }
    }

    @Test
    void shouldForgetAClusterByAnyHint() {
        assertOk("forget-cluster/ci", "Cluster forgotten: 127.0.0.1:10111", "null");
        assertOk("forget-cluster/127.0.0.1:10113", "Cluster forgotten: 127.0.0.1:10111", "null");

        assertThat(useCases.done).containsExactly("forget cluster 127.0.0.1:10111", "forget cluster 127.0.0.1:10111");
    }

    @Test
    void shouldRecordTopologiesAndSayHowLongItTook() {
        assertThatJson(server.body("/api/snapshot-topologies")).node("Message")
                .isEqualTo("Topology Snapshot completed");
        assertThatJson(server.body("/api/snapshot-topologies")).node("Details")
                .isString()
                .matches("Took [0-9.]+(ns|µs|ms|s)");

        useCases.failure = new PortException(PortException.Category.UNAVAILABLE, "no backend", null);
        assertThatJson(server.body("/api/snapshot-topologies")).node("Code").isEqualTo("ERROR");
        assertThatJson(server.body("/api/snapshot-topologies")).node("Details").isString().startsWith("Took ");
    }

    @Test
    void shouldSayThatACallHasBeenRetired() {
        assertError("reload-cluster-alias", "This API call has been retired", "null");
    }

    @Test
    void shouldSayWhyAServerCannotReplicateFromAnother() {
        assertError("can-replicate-from/127.0.0.1/10112/127.0.0.1/10112",
                "instance cannot replicate from itself: 127.0.0.1:10112", "null");
        assertError("can-replicate-from/127.0.0.1/10112/127.0.0.1/9", "Cannot read instance: 127.0.0.1:9", "null");
        assertError("can-replicate-from-gtid/127.0.0.1/10111/127.0.0.1/10112",
                "Instances 127.0.0.1:10111, 127.0.0.1:10112 not GTID compatible or not using GTID", "null");
    }
}
