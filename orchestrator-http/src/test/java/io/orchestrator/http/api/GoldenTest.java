package io.orchestrator.http.api;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.http.testing.SampleRecords;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driving.NodeQueries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies must equal what was recorded from the reference, byte for byte: names, order, types, escapes, values. The fleet of each of the
 * three situations is read from the recorded list of servers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTest {
    private final Map<String, TestServer> servers =
            Map.of("steady", steady(), "errors", steady(), "failed", failed(), "recovered", recovered(),
                    "acknowledged", acknowledged());

    private static TestServer steady() {
        FakeUseCases useCases = new FakeUseCases();
        useCases.picture = SampleFleet.read(Sample.json("steady/all-instances"),
                SampleFleet.instant("2026-11-23 09:09:07"), SampleRecords.aliases("steady/clusters-info"));
        useCases.registers.tags.put(new InstanceKey("127.0.0.1", 10113), Map.of("role", "backup"));
        useCases.health = new NodeQueries.Health(true, FakeUseCases.SELF,
                new LeaderRow(FakeUseCases.SELF, "2026-11-23 09:08:59", Duration.ZERO, 1, 1),
                List.of(new NodeStore.Node(FakeUseCases.SELF, true, "", "", "127.0.0.1:10200", "2026-11-23 09:08:55",
                        "2026-11-23 09:09:07")),
                "");
        return TestServer.of(useCases);
    }

    private static TestServer failed() {
        FakeUseCases useCases = new FakeUseCases();
        useCases.picture = SampleFleet.read(Sample.json("failed/problems"), SampleFleet.instant("2026-11-23 09:09:13"),
                SampleRecords.aliases("failed/clusters-info"));
        useCases.analyses = SampleRecords.analyses("failed/replication-analysis");
        useCases.detections = SampleRecords.detections("failed/audit-failure-detection");
        useCases.changes = SampleRecords.changes("failed/replication-analysis-changelog");
        useCases.disabled = true;
        return TestServer.of(useCases);
    }

    private static TestServer recovered() {
        FakeUseCases useCases = new FakeUseCases();
        useCases.picture = SampleFleet.read(Sample.json("recovered/all-instances"),
                SampleFleet.instant("2026-11-23 09:09:22"), SampleRecords.aliases("recovered/clusters-info"));
        useCases.analyses = SampleRecords.analyses("recovered/replication-analysis");
        useCases.recoveries = SampleRecords.recoveries("recovered/audit-recovery");
        useCases.detections = SampleRecords.detections("recovered/audit-failure-detection");
        useCases.steps = SampleRecords.steps("recovered/audit-recovery-steps");
        return TestServer.of(useCases);
    }

    private static TestServer acknowledged() {
        FakeUseCases useCases = new FakeUseCases();
        useCases.recoveries = SampleRecords.recoveries("recovered/audit-recovery-acknowledged");
        return TestServer.of(useCases);
    }

    @AfterAll
    void stop() {
        servers.values().forEach(TestServer::close);
    }

    @ParameterizedTest(name = "{2} ({0})")
    @CsvSource(delimiter = '|', textBlock = """
            steady | steady/instance-127.0.0.1-10111 | instance/127.0.0.1/10111
            steady | steady/instance-127.0.0.1-10112 | instance/127.0.0.1/10112
            steady | steady/instance-replicas-127.0.0.1-10111 | instance-replicas/127.0.0.1/10111
            steady | steady/all-instances | all-instances
            steady | steady/all-instances | search
            steady | steady/all-instances | search?s=CI
            steady | steady/all-instances | search/127.0.0
            steady | steady/search-s-10113 | search?s=10113
            steady | steady/clusters | clusters
            steady | steady/clusters-info | clusters-info
            steady | steady/cluster-info-ci | cluster-info/ci
            steady | steady/cluster-info-ci | cluster-info/alias/ci
            steady | steady/cluster-info-ci | cluster-info/127.0.0.1:10113
            steady | steady/cluster-ci | cluster/ci
            steady | steady/cluster-ci | cluster/127.0.0.1:10111
            steady | steady/cluster-ci | cluster/alias/ci
            steady | steady/cluster-ci | cluster/instance/127.0.0.1/10114
            steady | steady/master-ci | master/ci
            steady | steady/masters | masters
            steady | steady/cluster-osc-replicas-ci | cluster-osc-replicas/ci
            steady | steady/cluster-osc-replicas-ci | cluster-osc-slaves/127.0.0.1:10112
            steady | steady/bulk-instances | bulk-instances
            steady | steady/can-replicate-from-127.0.0.1-10112-127.0.0.1-10113 | can-replicate-from/127.0.0.1/10112/127.0.0.1/10113
            steady | steady/can-replicate-from-127.0.0.1-10112-127.0.0.1-10113 | can-replicate-from-gtid/127.0.0.1/10112/127.0.0.1/10113
            steady | steady/topology-ci | topology/ci
            steady | steady/topology-ci | topology/127.0.0.1/10112
            steady | steady/topology-tabulated-ci | topology-tabulated/ci
            steady | steady/topology-tabulated-ci | topology-tabulated/127.0.0.1/10112
            steady | steady/topology-tags-ci | topology-tags/ci
            steady | steady/topology-tags-ci | topology-tags/127.0.0.1/10112
            steady | steady/tagged-tag-role | tagged?tag=role
            steady | steady/tags-127.0.0.1-10113 | tags/127.0.0.1/10113
            steady | steady/maintenance | maintenance
            steady | steady/heuristic-cluster-pool-instances-ci | heuristic-cluster-pool-instances/ci
            errors | errors/tag-127.0.0.1-10113 | tag/127.0.0.1/10113
            steady | steady/replication-analysis | replication-analysis
            steady | steady/replication-analysis | replication-analysis/nosuch
            steady | steady/replication-analysis-changelog | replication-analysis-changelog
            steady | steady/problems | problems
            steady | steady/downtimed | downtimed
            steady | steady/downtimed | downtimed/
            steady | steady/downtimed | downtimed/ci
            steady | steady/health | health
            steady | steady/status | status
            steady | steady/leader-check | leader-check
            steady | steady/leader-check-503 | leader-check/503
            steady | steady/routed-leader-check | routed-leader-check
            steady | steady/lb-check | lb-check
            steady | steady/lb-check | _ping
            steady | steady/audit-failure-detection | audit-failure-detection
            steady | steady/audit-recovery | audit-recovery
            steady | steady/blocked-recoveries | blocked-recoveries
            steady | steady/check-global-recoveries | check-global-recoveries
            steady | steady/automated-recovery-filters | automated-recovery-filters
            errors | errors/instance-127.0.0.1-9999 | instance/127.0.0.1/9999
            errors | errors/cluster-nosuch | cluster/nosuch
            errors | errors/master-nosuch | master/nosuch
            errors | errors/topology-nosuch | topology/nosuch
            errors | errors/instance-bad_host-x | instance/bad_host/x
            errors | errors/begin-downtime-127.0.0.1-10112-dba-x-bad | begin-downtime/127.0.0.1/10112/dba/x/bad
            errors | errors/ack-recovery-9999-comment-x | ack-recovery/9999?comment=x
            failed | failed/replication-analysis | replication-analysis
            failed | failed/replication-analysis | replication-analysis/ci
            failed | failed/replication-analysis | replication-analysis/127.0.0.1:10111
            failed | failed/problems | problems
            failed | failed/problems | problems/127.0.0.1:10111
            failed | failed/problems | problems/127%25
            failed | failed/instance-127.0.0.1-10111 | instance/127.0.0.1/10111
            failed | failed/instance-127.0.0.1-10112 | instance/127.0.0.1/10112
            failed | failed/topology-ci | topology/ci
            failed | failed/topology-tabulated-ci | topology-tabulated/ci
            failed | failed/clusters-info | clusters-info
            failed | failed/audit-failure-detection | audit-failure-detection
            failed | failed/check-global-recoveries | check-global-recoveries
            failed | failed/replication-analysis-changelog | replication-analysis-changelog
            recovered | recovered/audit-recovery | audit-recovery
            recovered | recovered/audit-recovery-cluster-127.0.0.1-10111 | audit-recovery/cluster/127.0.0.1:10111
            recovered | recovered/audit-failure-detection | audit-failure-detection
            recovered | recovered/blocked-recoveries | blocked-recoveries
            recovered | recovered/clusters-info | clusters-info
            recovered | recovered/replication-analysis | replication-analysis
            recovered | recovered/replication-analysis | replication-analysis/instance/127.0.0.1/10111
            recovered | recovered/masters | masters
            recovered | recovered/all-instances | all-instances
            recovered | recovered/downtimed | downtimed
            recovered | recovered/active-cluster-recovery-ci | active-cluster-recovery/ci
            recovered | recovered/recently-active-cluster-recovery-ci | recently-active-cluster-recovery/ci
            recovered | recovered/recently-active-instance-recovery-127.0.0.1-10111 | recently-active-instance-recovery/127.0.0.1/10111
            recovered | recovered/audit-recovery-steps | audit-recovery-steps/1795424954227667915:1dab
            recovered | recovered/ack-recovery | ack-recovery/1?comment=seen
            acknowledged | recovered/audit-recovery-acknowledged | audit-recovery
            """)
    void shouldAnswerAsRecorded(String situation, String sample, String path) {
        // given
        TestServer server = Objects.requireNonNull(servers.get(situation));

        // when
        HttpResponse<String> response = server.get("/api/" + path);

        // then
        assertThat(response.body()).isEqualTo(Sample.text(sample));
        boolean error = situation.equals("errors") && !path.startsWith("ack");
        assertThat(response.statusCode()).isEqualTo(error ? 500 : 200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
    }
}
