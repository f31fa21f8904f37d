package io.orchestrator.http.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.ports.driving.NodeQueries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

/** What the shell client of the contract sends and expects, unmodified (client.md 8). */
class ShellClientRequestsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:09:07Z");
    private static final Gate GUARDED = new Gate(new Authentication.Basic("dba", "secret", false), false);

    private final FakeUseCases useCases = new FakeUseCases();

    /** The head of an answer, byte for byte: libraries invent reason phrases. */
    private static List<String> head(TestServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(0, answer.indexOf("\r\n\r\n")).lines().toList();
        }
    }

    private TestServer guarded(String prefix) {
        return new TestServer(TestServer.settings(TestServer.listen(prefix), GUARDED), useCases, _ -> {}, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/", "/orc", "/orc/", "/orc/api", "/orc/api/", "/orc/api/clusters"})
    void shouldTellTheProbeOfTheBaseThatCredentialsAreMissing(String path) throws IOException {
        try (TestServer server = guarded(path.startsWith("/orc") ? "/orc" : "")) {
            assertThat(head(server, "HEAD " + path).getFirst()).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/"})
    void shouldAnswerTheProbeOfTheBaseWhereNoCredentialsAreNeeded(String path) throws IOException {
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(head(server, "HEAD " + path).getFirst()).doesNotContain("401").startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void shouldAcceptTheTrailingSlashOfAnEmptyLastValue() {
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(server.body("/api/downtimed/")).isEqualTo("[]");
            assertThat(server.get("/api/instance-replicas/a/1/").statusCode()).isEqualTo(200);
            assertThat(server.get("/api/end-downtime/a/1/").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"me%0A,why%20not%0A,why not", "me,a%2Fb%3Fc%23d%0A,a/b?c#d",
            "me%0A,%22x%22%20%5C%20%25%20%2B,\"x\" \\ % +"})
    void shouldTakeOwnerAndReasonWithoutTheLineEndThatIsSentWithThem(String owner, String reason, String meant) {
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(server.body("/api/begin-downtime/a/1/" + owner + "/" + reason + "/10m"))
                    .contains("Downtime begun: a:1");
            assertThat(useCases.done).containsExactly("begin-downtime a:1 me " + meant + " PT10M");
        }
    }

    @Test
    void shouldTrimTheCommentOfAnAcknowledgement() {
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(server.body("/api/ack-all-recoveries?comment=the%20disk%0A"))
                    .isEqualTo(
                            "{\"Code\":\"OK\",\"Message\":\"Acknowledged all recoveries\",\"Details\":\"the disk\"}");
        }
    }

    @Test
    void shouldTrimTheTextOfASearch() {
        useCases.picture = SampleFleet.read(Sample.json("steady/all-instances"), NOW, Map.of());
        try (TestServer server = TestServer.of(useCases)) {
            String found = server.body("/api/search?s=127.0.0.1%0A");

            assertThat(found).isEqualTo(server.body("/api/search?s=127.0.0.1")).isNotEqualTo("[]");
        }
    }

    @Test
    void shouldAnswerAClusterHintWithALiteralColon() {
        try (TestServer server = TestServer.of(useCases)) {
            assertThatJson(server.body("/api/cluster-info/db1:3306")).node("Message")
                    .asString()
                    .endsWith("Unable to determine cluster name. clusterHint=db1:3306");
        }
    }

    @Test
    void shouldAnswerListsWithoutElementsAsLists() {
        try (TestServer server = TestServer.of(useCases)) {
            for (String path : List.of("masters", "clusters-info", "all-instances", "search?s=x", "downtimed",
                    "instance-replicas/a/1")) {
                assertThat(server.body("/api/" + path)).as(path).isEqualTo("[]");
            }
            assertThatJson(server.body("/api/replication-analysis")).node("Details").isArray().isEmpty();
        }
    }

    @Test
    void shouldCompressNothingUnlessAsked() throws IOException {
        useCases.picture = SampleFleet.read(Sample.json("steady/all-instances"), NOW, Map.of());
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(head(server, "GET /api/all-instances")).first().isEqualTo("HTTP/1.1 200 OK");
            assertThat(head(server, "GET /api/all-instances")).noneMatch(line -> line.startsWith("Content-Encoding"));
        }
    }

    @Test
    void shouldSayWhoLeads() {
        try (TestServer server = TestServer.of(useCases)) {
            for (String path : List.of("/api/leader-check", "/api/routed-leader-check")) {
                useCases.leader = true;
                assertThat(server.get(path).statusCode()).isEqualTo(200);
                assertThat(server.body(path)).isEqualTo("\"OK\"");
                useCases.leader = false;
                assertThat(server.get(path).statusCode()).isEqualTo(404);
                assertThat(server.body(path)).isEqualTo("\"Not leader\"");
            }
        }
    }

    @Test
    void shouldAnswerAnUnhealthyNodeAsAnErrorOnEveryCall() {
        useCases.health = new NodeQueries.Health(false, FakeUseCases.SELF, null, List.of(),
                "backend does not answer");
        try (TestServer server = TestServer.of(useCases)) {
            for (String path : List.of("/api/health", "/api/health", "/api/status", "/api/status/")) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(500);
                assertThatJson(server.body(path)).node("Message")
                        .isEqualTo("Application node is unhealthy backend does not answer");
            }
        }
    }
}
