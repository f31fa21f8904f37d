package io.orchestrator.http.api;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.Rendering;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteListTest {
    private final Api api = new Api(new FakeUseCases(),
            new ApiSettings(new Rendering(TopologySettings.DEFAULTS, BackendTimes.SQLITE, ZoneOffset.UTC,
                    TestServer.ALL_CLUSTERS), 3306, HostFilters.NONE, true, Duration.ofHours(1), "vm"),
            _ -> {}, Measurements.NONE, InstantSource.system());

    @Test
    void shouldListEachPathOnce() {
        List<String> paths = api.routes().stream().map(Route::paths).flatMap(List::stream).toList();

        assertThat(paths).doesNotHaveDuplicates();
    }

    @Test
    void shouldGateExactlyTheRoutesThatChangeSomething() {
        List<String> gated = api.routes()
                .stream()
                .filter(route -> route.access() == Route.Access.WRITE)
                .flatMap(route -> route.paths().stream())
                .map(path -> path.replaceAll("/.*", ""))
                .distinct()
                .sorted()
                .toList();

        assertThat(gated).containsExactly("ack-all-recoveries", "ack-recovery", "async-discover", "begin-downtime",
                "begin-maintenance", "bulk-instances", "bulk-promotion-rules", "cluster-pool-instances",
                "deregister-hostname-unresolve", "disable-global-recoveries", "discover",
                "enable-global-recoveries", "end-downtime", "end-maintenance", "forget", "forget-cluster",
                "grab-election",
                "heuristic-cluster-pool-instances", "heuristic-cluster-pool-lag", "raft-add-peer", "raft-remove-peer",
                "raft-yield", "raft-yield-hint", "recover", "recover-lite", "reelect", "refresh", "register-candidate",
                "register-hostname-unresolve", "reload-cluster-alias", "reload-configuration",
                "reset-hostname-resolve-cache", "set-cluster-alias", "submit-pool-instances");
    }

    /** http-api.md 2.3 to 2.8, 2.10, 2.11 and 2.13, and what 2.9 has to read; not the operations on servers and key-value stores. */
    @Test
    void shouldServeEveryRouteAboutWhatIsKnown() {
        String contract = """
                instance/:host/:port instance-replicas/:host/:port discover/:host/:port async-discover/:host/:port
                refresh/:host/:port forget/:host/:port resolve/:host/:port all-instances search/:searchString search
                problems problems/:clusterName bulk-instances bulk-promotion-rules
                can-replicate-from/:host/:port/:belowHost/:belowPort
                can-replicate-from-gtid/:host/:port/:belowHost/:belowPort
                cluster/:clusterHint cluster/alias/:clusterAlias cluster/instance/:host/:port cluster-info/:clusterHint
                cluster-info/alias/:clusterAlias cluster-osc-replicas/:clusterHint cluster-osc-slaves/:clusterHint
                set-cluster-alias/:clusterName clusters clusters-info masters master/:clusterHint topology/:clusterHint
                topology/:host/:port topology-tabulated/:clusterHint topology-tabulated/:host/:port
                topology-tags/:clusterHint topology-tags/:host/:port snapshot-topologies forget-cluster/:clusterHint
                begin-maintenance/:host/:port/:owner/:reason end-maintenance/:host/:port end-maintenance/:maintenanceKey
                in-maintenance/:host/:port maintenance begin-downtime/:host/:port/:owner/:reason
                begin-downtime/:host/:port/:owner/:reason/:duration end-downtime/:host/:port downtimed
                downtimed/:clusterHint
                tagged tags/:host/:port tag-value/:host/:port tag-value/:host/:port/:tagName tag/:host/:port
                tag/:host/:port/:tagName/:tagValue untag/:host/:port untag/:host/:port/:tagName untag-all
                untag-all/:tagName/:tagValue
                submit-pool-instances/:pool cluster-pool-instances/:clusterName cluster-pool-instances/:clusterName/:pool
                heuristic-cluster-pool-instances/:clusterName heuristic-cluster-pool-instances/:clusterName/:pool
                heuristic-cluster-pool-lag/:clusterName heuristic-cluster-pool-lag/:clusterName/:pool
                register-candidate/:host/:port/:promotionRule register-hostname-unresolve/:host/:port/:virtualname
                deregister-hostname-unresolve/:host/:port hostname-resolve-cache reset-hostname-resolve-cache
                reload-cluster-alias
                replication-analysis replication-analysis/:clusterName replication-analysis/instance/:host/:port
                replication-analysis-changelog automated-recovery-filters audit-failure-detection
                audit-failure-detection/:page audit-failure-detection/id/:id audit-failure-detection/alias/:clusterAlias
                audit-failure-detection/alias/:clusterAlias/:page audit-recovery audit-recovery/:page
                audit-recovery/id/:id audit-recovery/uid/:uid audit-recovery/cluster/:clusterName
                audit-recovery/cluster/:clusterName/:page audit-recovery/alias/:clusterAlias
                audit-recovery/alias/:clusterAlias/:page audit-recovery-steps/:uid active-cluster-recovery/:clusterName
                recently-active-cluster-recovery/:clusterName recently-active-instance-recovery/:host/:port
                blocked-recoveries blocked-recoveries/cluster/:clusterName ack-recovery/cluster/:clusterHint
                ack-recovery/cluster/alias/:clusterAlias ack-recovery/instance/:host/:port ack-recovery/:recoveryId
                ack-recovery/uid/:uid ack-all-recoveries disable-global-recoveries enable-global-recoveries
                check-global-recoveries
                audit audit/:page audit/instance/:host/:port audit/instance/:host/:port/:page
                health lb-check _ping leader-check leader-check/:errorStatusCode routed-leader-check grab-election reelect
                reload-configuration headers
                discovery-metrics-raw/:seconds discovery-metrics-aggregated/:seconds discovery-queue-metrics-raw/:seconds
                discovery-queue-metrics-raw/:queue/:seconds discovery-queue-metrics-aggregated/:seconds
                discovery-queue-metrics-aggregated/:queue/:seconds backend-query-metrics-raw/:seconds
                backend-query-metrics-aggregated/:seconds write-buffer-metrics-raw/:seconds
                write-buffer-metrics-aggregated/:seconds""";

        assertThat(api.routes()).flatExtracting(Route::paths).contains(contract.strip().split("\\s+", -1));
    }
}
