package io.orchestrator.it.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import io.orchestrator.it.client.StubApi.Answer;
import io.orchestrator.it.server.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of several nodes is asked (client.md 3). */
class LeaderDetectionTest {
    private static final String LEADER = "/api/leader-check";
    private static final String ROUTED = "/api/routed-leader-check";
    private static final String CLUSTERS = "/api/clusters-info";
    private static final Answer YES = Answer.json("\"OK\"");
    private static final Answer NO = new Answer(404, "\"Not leader\"");
    private static final Answer REFUSED = new Answer(401, "Not Authorized\n");

    @TempDir private Path folder;
    private StubApi first;
    private StubApi second;
    private ShellClient client;

    @BeforeEach
    void start() {
        first = StubApi.start().answering(LEADER, NO).answering(ROUTED, NO);
        second = StubApi.start()
                .answering(LEADER, NO)
                .answering(ROUTED, NO)
                .answering(CLUSTERS, Answer.json("[{\"ClusterName\":\"shop\"}]"));
        client = new ShellClient(folder);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private void assertFindsTheSecond(String endpoints) {
        var outcome = client.asking(endpoints).run("-c", "clusters");

        assertThat(outcome).isEqualTo(new ShellClient.Outcome(0, List.of("shop"), List.of()));
        assertThat(first.targets()).doesNotContain(CLUSTERS);
    }

    @Test
    void a_single_endpoint_is_not_asked_whether_it_leads() {
        assertFindsTheSecond(second.url());
        assertThat(second.targets()).containsExactly(CLUSTERS);
    }

    @Test
    void the_leader_is_found_wherever_it_stands() {
        second.answering(LEADER, YES);

        assertFindsTheSecond(first.url() + "/  " + second.url() + "/api");
        assertThat(first.targets()).containsExactly(LEADER);
        assertThat(second.targets()).containsExactly(LEADER, CLUSTERS);
    }

    @Test
    void of_two_that_say_they_lead_the_first_is_asked() {
        first.answering(LEADER, YES);
        second.answering(LEADER, YES);

        assertFindsTheSecond(second.url() + " " + first.url());
        assertThat(first.seen()).isEmpty();
    }

    @Test
    void a_dead_node_is_passed_over() {
        second.answering(LEADER, YES);

        assertFindsTheSecond("http://127.0.0.1:" + Ports.free() + " " + second.url());
    }

    @Test
    void a_node_that_accepts_and_never_answers_is_passed_over() throws IOException {
        second.answering(LEADER, YES);
        try (ServerSocket hung = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertFindsTheSecond("http://127.0.0.1:" + hung.getLocalPort() + " " + second.url());
        }
    }

    @Test
    void an_answer_that_is_not_200_is_no_leader() {
        first.answering(LEADER, new Answer(302, "\"OK\""), new Answer(500, "\"OK\""));
        second.answering(LEADER, YES);

        assertFindsTheSecond(first.url() + " " + second.url());
    }

    @Test
    void where_nobody_leads_one_that_can_forward_is_asked() {
        second.answering(ROUTED, YES);

        assertFindsTheSecond(first.url() + " " + second.url());
        assertThat(first.targets()).containsExactly(LEADER, ROUTED);
        assertThat(second.targets()).containsExactly(LEADER, ROUTED, CLUSTERS);
    }

    @Test
    void where_there_is_none_at_all_that_is_told_without_passwords() {
        String endpoints = first.url().replace("//", "//dba:secret@") + " " + second.url();

        var outcome = client.asking(endpoints).run("-c", "clusters");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).singleElement()
                .asString()
                .endsWith("]: Cannot determine leader from " + endpoints.replace(":secret@", ":<REMOVED>@"));
        assertThat(first.seen().getFirst().header("Authorization")).startsWith("Basic ");
    }

    @Test
    void credentials_that_every_node_refuses_are_told() {
        first.answering(LEADER, REFUSED).answering(ROUTED, REFUSED);
        second.answering(LEADER, REFUSED).answering(ROUTED, REFUSED);

        var outcome = client.asking(first.url() + " " + second.url()).run("-c", "clusters", "-b", "dba:wrong");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).singleElement()
                .asString()
                .contains("]: Cannot access orchestrator at " + first.url() + " " + second.url() + ".  Check");
    }

    @Test
    void which_api_prints_the_leader() {
        second.answering(LEADER, YES);

        var outcome = client.asking(first.url() + " " + second.url()).run("-c", "which-api");

        assertThat(outcome.stdout()).containsExactly(second.url() + "/api");
    }
}
