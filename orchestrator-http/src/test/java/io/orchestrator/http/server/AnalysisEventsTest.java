package io.orchestrator.http.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.live.AnalysisStreams;
import io.orchestrator.http.testing.EventReader;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.SampleRecords;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.AnalysisEvents.Kind;
import io.orchestrator.ports.driving.AnalysisEvents.Live;
import io.orchestrator.ports.driving.AnalysisEvents.Missed;
import io.orchestrator.ports.driving.AnalysisEvents.Told;
import io.orchestrator.ports.driving.AnalysisEvents.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Analyses as server-sent events, through a client. */
@Timeout(60)
class AnalysisEventsTest {
    private static final String PATH = "/api/analysis-events";
    private static final Instant NOW = Instant.parse("2026-11-23T09:09:13Z");
    private static final AnalysisStreams.Limits LIMITS = AnalysisStreams.Limits.DEFAULT;

    private final FakeUseCases useCases = new FakeUseCases();
    private final Analysis analysis = SampleRecords.analyses("failed/replication-analysis").getFirst();

    private TestServer start(String prefix, Gate gate, AnalysisStreams.Limits limits) {
        HttpSettings some = TestServer.settings(TestServer.listen(prefix), gate);
        return new TestServer(
                new HttpSettings(some.listen(), some.gate(), some.api(), some.deadlines(), some.tokens(), limits),
                useCases, _ -> {}, NOW);
    }

    private TestServer start(AnalysisStreams.Limits limits) {
        return start("", Gate.OPEN, limits);
    }

    private Told told(Kind kind, long sequence) {
        return new Told(kind, sequence, NOW, analysis, Verdict.BLOCKED, "a downtime");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void shouldSendWhatStandsThenWhatChanges() {
        useCases.events.first = List.of(told(Kind.STANDING, 41), new Live(42, 1));
        useCases.analyses = List.of(analysis);
        try (TestServer server = start(LIMITS); EventReader reader = new EventReader(server.port(), PATH)) {
            assertThat(reader.response().statusCode()).isEqualTo(200);
            assertThat(reader.response().headers().firstValue("Content-Type")).hasValueSatisfying(
                    type -> assertThat(type).startsWith("text/event-stream"));

            EventReader.Received snapshot = reader.next();
            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.id()).as("nobody may go on from the middle of a snapshot").isEmpty();
            JsonNode data = json(snapshot.data());
            assertThat(data.get("Sequence").asLong()).isEqualTo(41);
            assertThat(data.get("Time").asString()).isEqualTo("2026-11-23T09:09:13Z");
            assertThat(data.get("Verdict").asString()).isEqualTo("blocked");
            assertThat(data.get("Reason").asString()).isEqualTo("a downtime");
            assertThat(data.get("Analysis"))
                    .isEqualTo(json(server.body("/api/replication-analysis")).get("Details").get(0));

            EventReader.Received live = reader.next();
            assertThat(live.name()).isEqualTo("live");
            assertThat(live.id()).isEqualTo("42");
            assertThat(live.data()).isEqualTo("{\"Sequence\":42,\"Problems\":1}");

            useCases.events.tell(told(Kind.CHANGED, 43));
            useCases.events.tell(told(Kind.OVER, 44));
            useCases.events.tell(new Missed(5));
            assertThat(reader.next()).extracting(EventReader.Received::name, EventReader.Received::id)
                    .containsExactly("changed", "43");
            assertThat(reader.next()).extracting(EventReader.Received::name, EventReader.Received::id)
                    .containsExactly("over", "44");
            assertThat(reader.next())
                    .extracting(EventReader.Received::name, EventReader.Received::id, EventReader.Received::data)
                    .containsExactly("missed", "", "{\"Missed\":5}");
        }
    }

    @Test
    void shouldGoOnAfterTheLastEventThatTheClientHasHeard() {
        try (TestServer server = start(LIMITS);
                EventReader byHeader = new EventReader(server.port(), PATH, "Last-Event-ID", "41");
                EventReader byQuery = new EventReader(server.port(), PATH + "?lastEventId=17");
                EventReader byNonsense = new EventReader(server.port(), PATH, "Last-Event-ID", "x")) {
            for (EventReader reader : List.of(byHeader, byQuery, byNonsense)) {
                assertThat(reader.next().name()).isEqualTo("live");
            }
            assertThat(useCases.events.after).containsExactly(41L, 17L, 0L);
        }
    }

    @Test
    void shouldSendHeartbeats() {
        try (TestServer server = start(new AnalysisStreams.Limits(1, Duration.ofMillis(100), Duration.ofSeconds(10)));
                EventReader reader = new EventReader(server.port(), PATH)) {
            reader.next();

            assertThat(reader.next().comment()).isEqualTo("heartbeat");
            assertThat(reader.next().comment()).isEqualTo("heartbeat");
        }
    }

    @Test
    void shouldRefuseMoreClientsThanMayReadAndAdmitOneWhenAnotherHasGone() {
        try (TestServer server = start(new AnalysisStreams.Limits(1, Duration.ofMillis(100), Duration.ofSeconds(10)))) {
            try (EventReader first = new EventReader(server.port(), PATH);
                    EventReader second = new EventReader(server.port(), PATH)) {
                first.next();
                assertThat(second.response().statusCode()).isEqualTo(503);
                JsonNode refusal = json(second.rest());
                assertThat(refusal.get("Code").asString()).isEqualTo("ERROR");
                assertThat(refusal.get("Message").asString()).contains("at most 1 may");
            }

            await().atMost(Duration.ofSeconds(10)).until(() -> useCases.events.listeners() == 0);
            try (EventReader third = new EventReader(server.port(), PATH)) {
                assertThat(third.next().name()).isEqualTo("live");
            }
        }
    }

    @Test
    void shouldDropAClientThatDoesNotReadAndServeTheOthers() throws IOException {
        var limits = new AnalysisStreams.Limits(2, Duration.ofSeconds(15), Duration.ofMillis(300));
        try (TestServer server = start(limits);
                Socket slow = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
                EventReader other = new EventReader(server.port(), PATH)) {
            slow.getOutputStream()
                    .write(("GET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(10)).until(() -> useCases.events.listeners() == 2);
            other.next();

            long[] sequence = {100};
            await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(1)).until(() -> {
                for (int i = 0; i < 20; i++) {
                    useCases.events.tell(told(Kind.CHANGED, ++sequence[0]));
                    assertThat(other.next().id()).isEqualTo(String.valueOf(sequence[0]));
                }
                return useCases.events.listeners() == 1;
            });
            useCases.events.tell(told(Kind.CHANGED, 1));
            assertThat(other.next().id()).isEqualTo("1");
        }
    }

    @Test
    void shouldEndStreamsWhenItStops() {
        TestServer server = start(LIMITS);
        try (EventReader reader = new EventReader(server.port(), PATH)) {
            reader.next();

            server.close();

            assertThat(reader.next().comment()).isEqualTo("this node stops");
            assertThat(reader.isAtEnd()).isTrue();
            await().atMost(Duration.ofSeconds(10)).until(() -> useCases.events.listeners() == 0);
        }
    }

    @Test
    void shouldAskForWhatAllReadersAreAskedForAndLiveBelowThePrefix() {
        Gate gate = new Gate(new Authentication.Basic("dba", "secret", false), true);
        String credentials =
                "Basic " + Base64.getEncoder().encodeToString("dba:secret".getBytes(StandardCharsets.UTF_8));
        try (TestServer server = start("/orc", gate, LIMITS);
                EventReader reader =
                        new EventReader(server.port(), "/orc" + PATH, "Authorization", credentials)) {
            assertThat(reader.next().name()).isEqualTo("live");
            assertThat(server.get("/orc" + PATH).statusCode()).isEqualTo(401);
            assertThat(server.get(PATH, "Authorization", credentials).statusCode()).isEqualTo(404);
            assertThat(server.send("HEAD", "/orc" + PATH, "Authorization", credentials).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldSayWhyThereIsNothingToHearYet() {
        useCases.events.failure =
                new PortException(PortException.Category.UNAVAILABLE, "not ready: the backend is not open yet", null);
        try (TestServer server = start(new AnalysisStreams.Limits(1, Duration.ofSeconds(1), Duration.ofSeconds(1)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.get(PATH).statusCode()).isEqualTo(503);
                assertThat(server.body(PATH)).contains("not ready: the backend is not open yet");
            }
        }
    }
}
