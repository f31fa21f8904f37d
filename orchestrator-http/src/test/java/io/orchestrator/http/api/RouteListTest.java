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
}
