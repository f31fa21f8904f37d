package io.orchestrator.it.backend;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.it.server.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/** What people say at two nodes and at the command line of one backend; a subclass per vendor says which. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class IntentsOfTwoNodes {
    /** A second, and as much again for a machine that is busy. */
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final int ROUNDS = 20;

    @SuppressWarnings("NullAway.Init") private TwoNodes nodes;

    /** A backend that nobody has used yet. */
    protected abstract BackendSettings freshBackend();

    @BeforeAll
    void open() {
        nodes = new TwoNodes(freshBackend());
    }

    @AfterAll
    void close() {
        nodes.close();
    }

    @Test
    void of_two_nodes_that_are_asked_for_one_maintenance_at_once_one_gets_it() {
        for (int round = 1; round <= ROUNDS; round++) {
            String server = "server" + round + ".example.com:3306";
            String path = "/api/begin-maintenance/" + server.replace(':', '/') + "/dba/round" + round;
            CompletableFuture<HttpResponse<String>> here = nodes.ask(0, path);
            CompletableFuture<HttpResponse<String>> there = nodes.ask(1, path);

            List<HttpResponse<String>> both = List.of(here.join(), there.join());

            assertThat(both).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 500);
            assertThat(both).extracting(HttpResponse::body)
                    .anySatisfy(body -> assertThat(body).contains("\"Maintenance begun: " + server + "\""))
                    .contains("{\"Code\":\"ERROR\",\"Message\":\"Cannot begin maintenance for instance: " + server
                            + "; maintenance reason: round" + round + "\",\"Details\":0}");
            assertThat(nodes.ask(1, path.replace("begin-", "end-").replaceAll("/dba/.*", "")).join().statusCode())
                    .isEqualTo(200);
        }
        assertThat(nodes.ask(0, "/api/maintenance").join().body()).doesNotContain("round");
    }

    @Test
    void what_another_node_is_told_takes_effect_on_the_leader_within_a_second() {
        InstanceKey replica = nodes.keys().get(1);
        String place = replica.hostname() + "/" + replica.port();

        told("/api/begin-maintenance/" + place + "/dba/disk");
        awaitLeader(replica, instance -> instance.annotations().inMaintenance());
        told("/api/end-maintenance/" + place);
        awaitLeader(replica, instance -> !instance.annotations().inMaintenance());
        told("/api/register-candidate/" + place + "/prefer");
        awaitLeader(replica, instance -> instance.annotations().promotionRule() == PromotionRule.PREFER);
        told("/api/begin-downtime/" + place + "/dba/disk");
        awaitLeader(replica, instance -> instance.annotations().downtime() != null);
        told("/api/end-downtime/" + place);
        awaitLeader(replica, instance -> instance.annotations().downtime() == null);
        told("/api/set-cluster-alias/" + nodes.keys().getFirst() + "?alias=mine");
        Await.until("the leader to know the alias", WITHIN, () -> SimulatedService.get(nodes.uses(0).fleet().picture())
                .fleet()
                .clusterOf(replica)
                .filter(cluster -> cluster.alias().equals("mine"))
                .isPresent());
    }

    @Test
    void what_the_command_line_is_told_takes_effect_on_the_leader_within_a_second() {
        InstanceKey replica = nodes.keys().get(2);

        SimulatedService
                .get(nodes.uses(2).operations().registerCandidate(new Candidate(replica, PromotionRule.MUST_NOT)));
        awaitLeader(replica, instance -> instance.annotations().promotionRule() == PromotionRule.MUST_NOT);
        SimulatedService.get(nodes.uses(2).maintenance().begin(replica, "dba", "disk", Duration.ofMinutes(10)));
        awaitLeader(replica, instance -> instance.annotations().inMaintenance());
        SimulatedService.get(nodes.uses(2).maintenance().end(replica));
    }

    private void told(String path) {
        HttpResponse<String> response = nodes.ask(1, path).join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private void awaitLeader(InstanceKey key, Predicate<FleetInstance> knows) {
        Await.until("the leader to know it", WITHIN, () -> SimulatedService.get(nodes.uses(0).fleet().picture())
                .fleet()
                .find(key)
                .filter(knows)
                .isPresent());
    }

    @Test
    void tags_and_pools_are_the_same_at_every_node() {
        InstanceKey source = nodes.keys().getFirst();
        String place = source.hostname() + "/" + source.port();

        told("/api/tag/" + place + "?tag=role=source");
        told("/api/tag/elsewhere/3306/role/none");
        told("/api/submit-pool-instances/web?instances=db:3306,elsewhere:3306");

        assertThat(nodes.ask(0, "/api/tagged?tag=role=source").join().body())
                .isEqualTo("[{\"Hostname\":\"db.example.com\",\"Port\":3306}]");
        assertThat(nodes.ask(0, "/api/tag-value/elsewhere/3306/role").join().body()).isEqualTo("\"none\"");
        assertThat(nodes.ask(0, "/api/topology-tags/" + place).join().body()).contains("[role=source]");
        assertThat(nodes.ask(0, "/api/cluster-pool-instances/" + source).join().body())
                .contains("\"Details\":{\"web\":[{\"Hostname\":\"db.example.com\",\"Port\":3306}]}");
        assertThat(nodes.ask(0, "/api/untag-all?tag=role=none").join().body())
                .contains("role removed from 1 instances");
    }

    @Test
    void a_token_of_the_command_line_is_handed_over_once_and_good_at_every_node() {
        String token = "ab".repeat(32);
        String cookie = "access-token=" + token + ":" + "cd".repeat(32);
        String change = "/api/end-downtime/nobody/3306";
        SimulatedService.get(nodes.uses(2).accessTokens().issue(token, "cd".repeat(32), "dba"));

        HttpResponse<String> handed = nodes.askGuarded(1, "/web/access-token?publicToken=" + token);

        assertThat(handed.statusCode()).isEqualTo(302);
        assertThat(handed.headers().firstValue("Set-Cookie")).contains(cookie + "; Path=/");
        assertThat(nodes.askGuarded(0, "/web/access-token?publicToken=" + token).body())
                .contains("Cannot acquire token " + token);
        assertThat(nodes.askGuarded(0, change, "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(nodes.askGuarded(1, change, "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(nodes.askGuarded(0, change, "Cookie", "access-token=" + token + ":x").body())
                .contains("Unauthorized");
        assertThat(nodes.askGuarded(0, change).body()).contains("Unauthorized");
        assertThat(nodes.askGuarded(0, "/api/clusters").statusCode()).isEqualTo(200);
    }
}
