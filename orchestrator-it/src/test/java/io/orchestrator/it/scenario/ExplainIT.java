package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service explains over HTTP is what happens to real servers. */
class ExplainIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ServerTest
    void who_is_explained_is_promoted_when_the_source_is_killed(ServerFlavor flavor) {
        try (Scratch scratch = Scratch.folder("explain");
                ReplicationLab lab = ReplicationLab.of(flavor).replicas(3).start();
                ServiceProcess service = ServiceProcess.start(scratch.path(), Map.of("InstancePollSeconds", 1))) {
            discover(service, lab);
            RealServer preferred = lab.replicas().getLast();
            rule(service, preferred, "prefer");
            rule(service, lab.replicas().getFirst(), "must_not");
            awaitExplained(service, lab, "would be recovered: promotes " + preferred.key());
            JsonNode failure = failure(service, lab);
            assertThat(failure.path("Analysis").asString()).isEqualTo("DeadMaster");
            assertThat(failure.path("Hindrances").isEmpty()).isTrue();
            assertThat(failure.path("Succession").path("Followers").size()).isEqualTo(2);
            assertThat(failure.path("Succession").path("TransactionsAtRisk").path("Count").asInt()).isZero();
            assertThat(failure.path("Succession").path("Ranking").get(2).path("Reason").asString())
                    .isEqualTo("has the promotion rule must_not");

            lab.source().kill9();

            awaitWritable(service, lab, preferred);
            Aftermath.awaitFollowing(preferred, lab.replicas().stream().filter(s -> s != preferred).toList());
        }
    }

    @ServerTest
    void what_blocks_a_recovery_is_explained_before_and_after_the_failure(ServerFlavor flavor) {
        try (Scratch scratch = Scratch.folder("explain");
                ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                ServiceProcess service = ServiceProcess.start(scratch.path(), Map.of("InstancePollSeconds", 1))) {
            discover(service, lab);
            service.get("disable-global-recoveries");
            awaitExplained(service, lab, "would NOT be recovered: recoveries are disabled globally");
            InstanceKey candidate = candidate(service, lab);

            lab.source().kill9();

            awaitExplained(service, lab, "fails now and is NOT recovered: recoveries are disabled globally");
            assertThat(candidate(service, lab)).isEqualTo(candidate);
            assertThat(Aftermath.writable(lab.replicas())).isEmpty();
            service.get("enable-global-recoveries");
            awaitWritable(service, lab, Aftermath.server(lab, candidate));
        }
    }

    private static void discover(ServiceProcess service, ReplicationLab lab) {
        service.discover(lab.source().key());
        Await.until("all replicas to be seen replicating", LIMIT,
                () -> service.replicating(lab.source().key()) == lab.replicas().size(), () -> service.logTail(20));
    }

    private static String path(RealServer server) {
        return server.key().hostname() + "/" + server.port();
    }

    private static void rule(ServiceProcess service, RealServer server, String rule) {
        service.get("register-candidate/" + path(server) + "/" + rule);
    }

    private static JsonNode failure(ServiceProcess service, ReplicationLab lab) {
        return service.get("explain/" + path(lab.source())).path("Details").path("Failures").get(0);
    }

    private static void awaitExplained(ServiceProcess service, ReplicationLab lab, String verdict) {
        Await.until("the explanation to be: " + verdict, LIMIT,
                () -> failure(service, lab).path("Verdict").asString().equals(verdict),
                () -> service.get("explain/" + path(lab.source())).toString());
    }

    private static InstanceKey candidate(ServiceProcess service, ReplicationLab lab) {
        JsonNode key = failure(service, lab).path("Succession").path("Candidate");
        return new InstanceKey(key.path("Hostname").asString(), key.path("Port").asInt());
    }

    private static void awaitWritable(ServiceProcess service, ReplicationLab lab, RealServer promoted) {
        Await.until(promoted + " to be the one that is writable", LIMIT,
                () -> Aftermath.writable(lab.replicas()).equals(List.of(promoted)), () -> service.logTail(40));
    }
}
