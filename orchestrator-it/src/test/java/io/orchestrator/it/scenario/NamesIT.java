package io.orchestrator.it.scenario;

import java.util.List;
import java.util.Map;

import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that report one name and are asked for, and replicated from, by another (discovery.md 7). The other name is a short form of
 * the loopback address, which the system's resolver knows everywhere.
 */
class NamesIT {
    private static final String OTHER = "127.1";

    private static InstanceKey otherwise(RealServer server) {
        return new InstanceKey(OTHER, server.port());
    }

    @ServerTest
    void servers_under_two_names_are_one_cluster_and_a_virtual_name_is_told_to_replicas(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service =
                        EmbeddedService.with().hostnames(ProbeSettings.HostnameMethod.REPORT_HOST).start()) {
            InstanceKey source = lab.source().key();
            lab.replicas().forEach(replica -> Replication.of(replica).follow(otherwise(lab.source())));
            lab.awaitReplicating();

            EmbeddedService.get(service.uses().discovery().discover(otherwise(lab.source())));
            lab.replicas().forEach(r -> EmbeddedService.get(service.uses().discovery().discover(otherwise(r))));

            Await.until("one cluster under the reported names", EmbeddedService.PATIENCE,
                    () -> service.fleet().clusterOf(source).filter(c -> c.replicasOf(source).size() == 2).isPresent(),
                    service::describe);
            assertThat(service.fleet().instances()).extracting(FleetInstance::key)
                    .containsExactlyInAnyOrderElementsOf(lab.servers().stream().map(RealServer::key).toList());
            assertThat(EmbeddedService.get(service.uses().names().cached())).hasEntrySatisfying(OTHER,
                    cached -> assertThat(cached.name()).isEqualTo(source.hostname()));
            Await.until("the name to be stored", EmbeddedService.PATIENCE,
                    () -> source.hostname().equals(EmbeddedService.get(service.uses().names().resolved()).get(OTHER)));
            assertThat(EmbeddedService.get(service.uses().fleet().lookUp(otherwise(lab.source())))).isEqualTo(source);

            EmbeddedService.get(service.uses().names().registerVirtualName(source, OTHER));
            assertThat(service.fleet().find(source).orElseThrow().annotations().unresolvedHostname()).isEqualTo(OTHER);
            assertThat(failOver(lab, service)).isEqualTo(OTHER);
        }
    }

    /** The name of the promoted server that the other replica was told. */
    private static String failOver(ReplicationLab lab, EmbeddedService service) {
        service.awaitWatch();
        lab.source().kill9();

        RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
        RealServer promoted = FailoverIT.promoted(lab, recovery);
        List<RealServer> followers = lab.replicas().stream().filter(s -> s != promoted).toList();
        Aftermath.awaitFollowing(promoted, followers);
        Await.until("the follower to be seen below " + promoted.key(), EmbeddedService.PATIENCE,
                () -> service.fleet()
                        .find(followers.getFirst().key())
                        .filter(follower -> follower.sourceKey().equals(promoted.key()))
                        .isPresent(),
                service::describe);
        return sourceHost(followers.getFirst());
    }

    private static String sourceHost(RealServer replica) {
        Map<String, String> status = replica.sql().rows(switch (replica.flavor()) {
            case MYSQL -> "show replica status";
            case MARIADB -> "show slave status";
        }).getFirst();
        return status.getOrDefault("Source_Host", status.getOrDefault("Master_Host", ""));
    }
}
