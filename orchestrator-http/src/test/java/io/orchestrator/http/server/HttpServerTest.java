package io.orchestrator.http.server;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.http.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the server treats any route (http-api.md 1). */
class HttpServerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:09:07Z");

    private final FakeUseCases useCases = new FakeUseCases();

    private TestServer start(HttpSettings settings) {
        return new TestServer(settings, useCases, _ -> {}, NOW);
    }

    @Test
    void shouldRunHeadLikeGetAndLeaveTheBodyOut() {
        try (TestServer server = TestServer.of(useCases)) {
            HttpResponse<String> response = server.send("HEAD", "/api/disable-global-recoveries");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
            String body = server.body("/api/disable-global-recoveries");
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(body.length());
            assertThat(useCases.done).containsExactly("disabled true", "disabled true");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/nosuch", "POST,/api/clusters", "PUT,/api/clusters", "DELETE,/api/forget/a/1",
            "GET,/api//clusters",
            "GET,/api/Clusters", "GET,/nosuch", "GET,/api/instance/a"})
    void shouldNotFindWhatDoesNotExist(String method, String path) {
        try (TestServer server = TestServer.of(useCases)) {
            HttpResponse<String> response = server.send(method, path);

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("404 page not found\n");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                    type -> assertThat(type.replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=utf-8"));
        }
    }

    @Test
    void shouldAcceptOneTrailingSlash() {
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(server.body("/api/lb-check/")).isEqualTo("\"OK\"");
        }
    }

    @Test
    void shouldServeBelowAPrefix() {
        try (TestServer server = start(TestServer.settings(TestServer.listen("/orc")))) {
            assertThat(server.body("/orc/api/lb-check")).isEqualTo("\"OK\"");
            assertThat(server.get("/api/lb-check").statusCode()).isEqualTo(404);
            assertThat(server.get("/orc/api/status").statusCode()).isEqualTo(200);
            assertThat(server.get("/orc").headers().firstValue("Location")).hasValueSatisfying(
                    location -> assertThat(location).endsWith("/orc/"));
            assertThat(server.body("/orc/")).contains("<title>orchestrator</title>");
            assertThat(server.body("/orc/js/status.js")).contains("replication-analysis");
        }
    }

    @Test
    void shouldServeACustomStatusEndpointWithoutPrefix() {
        HttpSettings.Listen listen = new HttpSettings.Listen("127.0.0.1", 0, "/orc", "/alive", "");
        try (TestServer server = start(TestServer.settings(listen))) {
            assertThatJson(server.body("/alive")).node("Message").isEqualTo("Application node is healthy");
            assertThat(server.get("/orc/api/status").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldPutTheIdentityBeforeMessages() {
        HttpSettings.Listen listen = new HttpSettings.Listen("127.0.0.1", 0, "", "/api/status", "node1");
        try (TestServer server = start(TestServer.settings(listen))) {
            assertThatJson(server.body("/api/check-global-recoveries")).node("Message")
                    .isEqualTo("Orchestrator node1 says: Global recoveries enabled");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discover/a/1", "async-discover/a/1", "refresh/a/1", "forget/a/1", "recover/a/1",
            "recover-lite/a/1",
            "ack-recovery/1", "ack-all-recoveries", "begin-downtime/a/1/o/r", "end-downtime/a/1",
            "register-candidate/a/1/prefer", "disable-global-recoveries", "enable-global-recoveries", "grab-election",
            "reelect", "reload-configuration", "raft-yield/a"})
    void shouldChangeNothingWhenReadOnlyOrAskedByAnotherSite(String path) {
        Gate readOnly = new Gate(new Authentication.None(), true);
        try (TestServer server = start(TestServer.settings(TestServer.listen(""), readOnly))) {
            HttpResponse<String> refused = server.get("/api/" + path);
            HttpResponse<String> crossSite = server.get("/api/" + path, "Sec-Fetch-Site", "cross-site");

            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body()).isEqualTo("{\"Code\":\"ERROR\",\"Message\":\"Unauthorized\",\"Details\":null}");
            assertThat(crossSite.statusCode()).isEqualTo(403);
            assertThatJson(crossSite.body()).node("Code").isEqualTo("ERROR");
            assertThat(useCases.done).isEmpty();
        }
    }

    @Test
    void shouldLetOtherSitesReadAndTheOwnSiteChange() {
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(server.get("/api/clusters", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(200);
            assertThat(server.get("/api/reelect", "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldDemandCredentialsEverywhere() {
        Gate gate = new Gate(new Authentication.Basic("dba", "secret", false), false);
        try (TestServer server = start(TestServer.settings(TestServer.listen(""), gate))) {
            for (String path : List.of("/api/lb-check", "/api/status", "/", "/css/status.css")) {
                HttpResponse<String> refused = server.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.body()).isEqualTo("Not Authorized\n");
                assertThat(refused.headers().firstValue("WWW-Authenticate"))
                        .contains("Basic realm=\"Authorization Required\"");
            }
            assertThat(server.get("/api/lb-check", basic("dba:wrong")).statusCode()).isEqualTo(401);
            assertThat(server.get("/api/lb-check", basic("readonly:x")).statusCode()).isEqualTo(401);
            assertThat(server.get("/api/ack-all-recoveries?comment=x", basic("dba:secret")).statusCode())
                    .isEqualTo(200);
            assertThat(useCases.done).containsExactly("Acknowledgement[scope=Everything[], owner=dba, comment=x]");
        }
    }

    @Test
    void shouldAdmitReadonlyToReadWithAnyPassword() {
        Gate gate = new Gate(new Authentication.Basic("dba", "secret", true), false);
        try (TestServer server = start(TestServer.settings(TestServer.listen(""), gate))) {
            assertThat(server.get("/api/lb-check", basic("readonly:x")).statusCode()).isEqualTo(200);
            assertThatJson(server.get("/api/reelect", basic("readonly:x")).body()).node("Message")
                    .isEqualTo("Unauthorized");
            assertThat(server.get("/api/reelect", basic("dba:secret")).statusCode()).isEqualTo(200);
        }
    }

    private static String[] basic(String credentials) {
        return new String[] {"Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))};
    }

    @Test
    void shouldSayThatThereIsNoAnswerYetWhenTheDeadlineHasPassed() {
        useCases.silent = true;
        HttpSettings settings = TestServer.settings(TestServer.listen(""), Gate.OPEN,
                new HttpSettings.Deadlines(Duration.ofMillis(50), Duration.ofMillis(50)));
        try (TestServer server = start(settings)) {
            HttpResponse<String> response = server.get("/api/discover/a/1");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThatJson(response.body()).node("Message")
                    .asString()
                    .startsWith("No answer to /api/discover/a/1 within");
        }
    }

    @Test
    void shouldAnswerAnUnexpectedFailureAsAnError() {
        useCases.failure = new IllegalStateException("a bug");
        try (TestServer server = TestServer.of(useCases)) {
            assertThat(server.body("/api/clusters"))
                    .isEqualTo("{\"Code\":\"ERROR\",\"Message\":\"a bug\",\"Details\":null}");
        }
    }

    @Test
    void shouldNameTheAddressThatIsTaken() {
        try (TestServer first = TestServer.of(useCases)) {
            HttpSettings.Listen taken = new HttpSettings.Listen("127.0.0.1", first.port(), "", "/api/status", "");

            assertThatThrownBy(() -> start(TestServer.settings(taken)).close())
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldReloadTheConfigurationAndReportWhyNot() {
        List<String> reloaded = new ArrayList<>();
        HttpSettings settings = TestServer.settings(TestServer.listen(""));
        try (TestServer server = new TestServer(settings, useCases, file -> {
            if (file.equals("bad")) {
                throw new IllegalArgumentException("bad: not JSON");
            }
            reloaded.add(file);
        }, NOW)) {
            assertThat(server.body("/api/reload-configuration?config=/etc/x"))
                    .isEqualTo("{\"Code\":\"OK\",\"Message\":\"Config reloaded\",\"Details\":\"/etc/x\"}");
            assertThat(server.body("/api/reload-configuration?config=bad"))
                    .isEqualTo("{\"Code\":\"ERROR\",\"Message\":\"bad: not JSON\",\"Details\":null}");
            assertThat(reloaded).containsExactly("/etc/x");
        }
    }

    @Test
    void shouldShowTheHeadersItReceived() {
        try (TestServer server = TestServer.of(useCases)) {
            assertThatJson(server.get("/api/headers", "X-One", "1").body()).isObject()
                    .containsEntry("X-One", List.of("1"))
                    .doesNotContainKey("Host");
        }
    }

    @Test
    void shouldCompressForThoseWhoCanReadIt() {
        useCases.picture = SampleFleet.read(
                Sample.json("steady/all-instances"), NOW, Map.of());
        try (TestServer server = TestServer.of(useCases)) {
            HttpResponse<String> response = server.get("/api/all-instances", "Accept-Encoding", "gzip");

            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        }
    }

    @Test
    void shouldRunRequestsOnVirtualThreads() {
        List<Boolean> virtual = new ArrayList<>();
        HttpSettings settings = TestServer.settings(TestServer.listen(""));
        try (TestServer server = new TestServer(settings, useCases,
                _ -> virtual.add(Thread.currentThread().isVirtual()), NOW)) {
            server.body("/api/reload-configuration");
        }

        assertThat(virtual).containsExactly(true);
    }

    @Test
    void shouldRefuseSettingsThatCannotBeServed() {
        assertThatThrownBy(() -> TestServer.listen("orc/")).hasMessageContaining("orc/");
        assertThatThrownBy(() -> new HttpSettings.Listen("", 0, "", "alive", "")).hasMessageContaining("alive");
    }
}
