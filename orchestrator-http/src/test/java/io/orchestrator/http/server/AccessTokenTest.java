package io.orchestrator.http.server;

import java.net.http.HttpResponse;

import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.ports.driven.PortException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Access tokens (http-api.md 1.8, ha-shared-backend.md 5), and what passes no write gate (1.9). */
class AccessTokenTest {
    private static final String CHANGE = "/orc/api/end-downtime/a/1";
    private static final String PUBLIC = "ab".repeat(32);
    private static final String SECRET = "cd".repeat(32);

    private final FakeUseCases useCases = new FakeUseCases();
    private final TestServer server = start(false);

    private TestServer start(boolean readOnly) {
        useCases.registers.tokens.put(PUBLIC, SECRET);
        return new TestServer(
                TestServer.settings(TestServer.listen("/orc"), new Gate(new Authentication.Token(), readOnly)),
                useCases, _ -> {}, useCases.picture.wall());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldExchangeATokenForItsCookie() {
        HttpResponse<String> response = server.get("/orc/web/access-token?publicToken=" + PUBLIC);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("/orc/");
        assertThat(response.headers().firstValue("Set-Cookie"))
                .contains("access-token=" + PUBLIC + ":" + SECRET + "; Path=/");
        assertThat(useCases.done).containsExactly("acquire " + PUBLIC + " within PT1M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "", "a%0Db"})
    void shouldRefuseAnUnknownTokenOnAPageThatSaysSo(String token) {
        HttpResponse<String> response = server.get("/orc/web/access-token?publicToken=" + token);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith(
                "{\"Code\":\"ERROR\",\"Message\":\"2026-11-23 09:09:07 ERROR Cannot acquire token ");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void shouldRefuseEveryTokenWhileTheBackendDoesNotAnswer() {
        useCases.registers.failure = new PortException(PortException.Category.UNAVAILABLE, "gone", null);

        assertThat(server.body("/orc/web/access-token?publicToken=" + PUBLIC)).contains("Cannot acquire token");
        assertThat(server.get(CHANGE, "Cookie", "access-token=" + PUBLIC + ":" + SECRET).body())
                .isEqualTo("{\"Code\":\"ERROR\",\"Message\":\"gone\",\"Details\":null}");
        assertThat(useCases.done).containsExactly("acquire " + PUBLIC + " within PT1M");
    }

    @Test
    void shouldLetTheCookieChangeSomething() {
        HttpResponse<String> response = server.get(CHANGE, "Cookie", "x=y; access-token=" + PUBLIC + ":" + SECRET);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(useCases.done).containsExactly("end-downtime a:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "access-token=", "access-token=nocolon", "access-token=x:y", "other=x:y"})
    void shouldRefuseChangesWithoutTheCookieAndAllowReading(String cookie) {
        HttpResponse<String> refused = server.get(CHANGE, "Cookie", cookie);

        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).isEqualTo("{\"Code\":\"ERROR\",\"Message\":\"Unauthorized\",\"Details\":null}");
        assertThat(useCases.done).isEmpty();
        assertThat(server.get("/orc/api/clusters", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseEvenTheCookieWhereNobodyMayChangeAnything() {
        try (TestServer readOnly = start(true)) {
            assertThat(readOnly.get(CHANGE, "Cookie", "access-token=" + PUBLIC + ":" + SECRET).body())
                    .contains("Unauthorized");
        }
    }

    @Test
    void shouldTagWithoutAWriteGateButNotForAPageOfAnotherSite() {
        assertThat(server.get("/orc/api/tag/a/1?tag=b").statusCode()).isEqualTo(200);
        assertThat(server.get("/orc/api/tag/a/1?tag=c", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);

        assertThat(useCases.done).containsExactly("tag a:1 b ''");
    }
}
