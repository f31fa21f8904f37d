package io.orchestrator.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.it.client.StubApi.Answer;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Errors, servers that are not there, and how often they are asked (client.md 4, 5, 9). */
class FailuresTest {
    private static final String CLUSTERS = "/api/clusters-info";
    private static final Answer SHOP = Answer.json("[{\"ClusterName\":\"shop\"}]");
    private static final List<String> ALL_PAUSES = List.of("0.1", "0.2", "0.5", "1", "2", "2.5", "5");
    private static final int ATTEMPTS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private StubApi api;
    private ShellClient client;

    @BeforeEach
    void start() {
        api = StubApi.start();
        client = new ShellClient(folder).asking(api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String error(String message, String details) {
        return "{\"Code\":\"ERROR\",\"Message\":\"" + message + "\",\"Details\":" + details + "}";
    }

    private static String cannotAccess(String endpoint) {
        return "]: Cannot access orchestrator at " + endpoint
                + ".  Check ORCHESTRATOR_API is configured correctly and orchestrator is running";
    }

    @Test
    void the_servers_reason_is_told_word_by_word_and_its_details_are_printed() {
        api.answering("/api/recover/db1/3306", new Answer(500,
                error("it's  \\\"bad\\\" \\\\ * $(x)\\nreally", "{\"Hostname\":\"d  b\",\"Port\":3306,\"l\":[{}]}")));

        var outcome = client.run("-c", "recover", "-i", "db1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).containsExactly("it's  \"bad\" \\ * $(x)", "really");
        assertThat(outcome.stdout()).containsExactly("{ \"Hostname\": \"d  b\", \"Port\": 3306, \"l\": [ {} ] }");
        assertThat(api.seen()).hasSize(1);
    }

    @Test
    void an_error_without_details_prints_nothing() {
        api.answering("/api/forget/db1/3306", new Answer(500, error("Unauthorized", "null")));

        assertThat(client.run("-c", "forget", "-i", "db1"))
                .isEqualTo(new ShellClient.Outcome(1, List.of(), List.of("Unauthorized")));
    }

    @Test
    void the_command_api_prints_an_error_as_it_is() {
        api.answering("/api/x", new Answer(500, error("a  b", "null")));

        assertThat(client.run("-c", "api", "-P", "x")).isEqualTo(new ShellClient.Outcome(1,
                List.of("{ \"Code\": \"ERROR\", \"Message\": \"a  b\", \"Details\": null }"), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "null", "\"a  b\""})
    void the_command_api_prints_any_value(String value) {
        api.answering("/api/x", Answer.json(value));

        assertThat(client.run("-c", "api", "-P", "x"))
                .isEqualTo(new ShellClient.Outcome(0, List.of(value), List.of()));
    }

    @Test
    void missing_or_wrong_credentials_are_told_at_once() {
        api.answering(CLUSTERS, new Answer(401, "Not Authorized\n"));

        var outcome = client.run("-c", "clusters", "-U", api.url().replace("//", "//dba:secret@"));

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).singleElement()
                .asString()
                .endsWith(cannotAccess(api.url().replace("//", "//dba:<REMOVED>@") + "/api"));
        assertThat(api.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 200, 403})
    void an_answer_that_is_no_json_is_told_at_once(int status) {
        api.answering("/api/submit-masters-to-kv-stores/", new Answer(status, "<html>"));

        var outcome = client.run("-c", "submit-masters-to-kv-stores");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).satisfiesExactly(
                line -> assertThat(line).endsWith("]: HTTP status " + status + " without JSON: " + api.url()
                        + "/api/submit-masters-to-kv-stores/"),
                line -> assertThat(line).endsWith(cannotAccess(api.url() + "/api")));
        assertThat(api.seen()).hasSize(1);
    }

    @Test
    void a_proxy_without_a_server_is_asked_again() {
        api.answering(CLUSTERS, new Answer(503, "<html>No server is available"), Answer.dropped(), new Answer(502, ""),
                SHOP);

        assertThat(client.run("-c", "clusters")).isEqualTo(new ShellClient.Outcome(0, List.of("shop"), List.of()));
        assertThat(client.pauses()).containsExactly("0.1", "0.2", "0.5");
    }

    @Test
    void a_server_that_never_answers_properly_is_asked_eight_times() {
        api.answering(CLUSTERS, new Answer(503, ""));

        var outcome = client.run("-c", "clusters");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).hasSize(2).last().asString().endsWith(cannotAccess(api.url() + "/api"));
        assertThat(api.seen()).hasSize(ATTEMPTS);
        assertThat(client.pauses()).isEqualTo(ALL_PAUSES);
    }

    @Test
    void a_server_that_is_not_there_is_told_after_eight_attempts() {
        String endpoint = "http://127.0.0.1:" + Ports.free();

        var outcome = client.asking(endpoint).run("-c", "clusters");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).singleElement().asString().endsWith(cannotAccess(endpoint + "/api"));
        assertThat(client.pauses()).isEqualTo(ALL_PAUSES);
    }

    @Test
    void a_server_that_comes_back_is_found() throws IOException {
        int port = Ports.free();
        Path there = folder.resolve("there");
        client.asking("http://127.0.0.1:" + port)
                .pauses("i=0; while [ $i -lt 2000 ] && [ ! -e '" + there
                        + "' ]; do i=$((i + 1)); /bin/sleep 0.02; done");

        CompletableFuture<ShellClient.Outcome> outcome =
                CompletableFuture.supplyAsync(() -> client.run("-c", "clusters"));
        Await.until("the first attempt", LIMIT, () -> !client.pauses().isEmpty());
        try (StubApi late = StubApi.start(port).answering(CLUSTERS, SHOP)) {
            Files.createFile(there);

            assertThat(outcome.join()).isEqualTo(new ShellClient.Outcome(0, List.of("shop"), List.of()));
            assertThat(late.targets()).containsExactly(CLUSTERS);
        }
        assertThat(client.pauses()).containsExactly("0.1");
    }

    @Test
    void a_url_that_cannot_be_one_is_told_at_once() {
        var outcome = client.asking("http://[x").run("-c", "clusters");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).singleElement().asString().endsWith(cannotAccess("http://[x/api"));
        assertThat(client.pauses()).isEmpty();
    }
}
