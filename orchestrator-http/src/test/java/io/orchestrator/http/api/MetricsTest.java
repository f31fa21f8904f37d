package io.orchestrator.http.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.ports.driven.BackendCallSample;
import io.orchestrator.ports.driving.BatchSample;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.driving.QueueSample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

/** Time series (http-api.md 2.13 and 3.5) and the pages of metrics (2.16). */
class MetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:09:07Z");

    private final FakeUseCases useCases = new FakeUseCases();
    private final List<BackendCallSample> calls = new ArrayList<>();
    private final TestServer server = new TestServer(TestServer.settings(TestServer.listen("")), useCases,
            new Measured(), NOW);

    private final class Measured implements Measurements {
        @Override
        public Map<String, Number> variables() {
            return Map.of("jvm.threads.live", 12);
        }

        @Override
        public CompletionStage<Map<String, Number>> metrics() {
            return CompletableFuture.completedStage(Map.of("jvm.threads.live", 12, "discoveries.attempt", 4L,
                    "elect.is_elected", 1.0, "journal.oldest_seconds", 0.25));
        }

        @Override
        public CompletionStage<String> exposition() {
            return CompletableFuture.completedStage("# TYPE orchestrator_x counter\norchestrator_x_total 1.0\n");
        }

        @Override
        public List<BackendCallSample> backendCalls() {
            return calls;
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }

    private static ProbeSample probe(int secondsAgo, String failure) {
        return new ProbeSample(new InstanceKey("db1", 3306), ago(secondsAgo), Duration.ofMillis(20), failure);
    }

    @Test
    void shouldListProbesOfTheTimeAskedFor() {
        useCases.probes = List.of(probe(50, "refused"), probe(5, ""));

        assertThat(server.body("/api/discovery-metrics-raw/10")).isEqualTo("""
                [{"Timestamp":"2026-11-23T09:09:02Z","Hostname":"db1","Port":3306,"BackendLatencySeconds":0,\
                "InstanceLatencySeconds":0.02,"TotalLatencySeconds":0.02,"Err":null}]""");
        assertThatJson(server.body("/api/discovery-metrics-raw/60")).node("[0].Err").isObject().isEmpty();
    }

    @Test
    void shouldAnswerNullWhereNothingIsKeptAndAnEmptyListWhereTheWindowIsEmpty() {
        for (String series : List.of("discovery-metrics", "backend-query-metrics", "write-buffer-metrics")) {
            assertThat(server.body("/api/" + series + "-raw/10")).as(series).isEqualTo("null");
        }
        useCases.probes = List.of(probe(50, ""));
        useCases.batches = List.of(new BatchSample(ago(50), 1, Duration.ZERO, Duration.ZERO));
        calls.add(new BackendCallSample(ago(50), Duration.ZERO, Duration.ZERO, ""));
        for (String series : List.of("discovery-metrics", "backend-query-metrics", "write-buffer-metrics")) {
            assertThat(server.body("/api/" + series + "-raw/10")).as(series).isEqualTo("[]");
        }
        assertThat(server.body("/api/discovery-queue-metrics-raw/10")).isEqualTo("[]");
    }

    @Test
    void shouldListAsManySamplesOfTheQueueAsSecondsAreAskedFor() {
        useCases.queue = List.of(new QueueSample(1, 0), new QueueSample(2, 5), new QueueSample(3, 6));

        assertThat(server.body("/api/discovery-queue-metrics-raw/2"))
                .isEqualTo("[{\"Active\":2,\"Queued\":5},{\"Active\":3,\"Queued\":6}]");
        assertThatJson(server.body("/api/discovery-queue-metrics-raw/DEFAULT/60")).isArray().hasSize(3);
        assertThat(server.body("/api/discovery-queue-metrics-raw/0")).isEqualTo("[]");
    }

    @Test
    void shouldAggregateTheQueue() {
        useCases.queue = List.of(new QueueSample(1, 0), new QueueSample(2, 5), new QueueSample(6, 7));

        assertThat(server.body("/api/discovery-queue-metrics-aggregated/DEFAULT/60")).isEqualTo("""
                {"ActiveMinEntries":1,"ActiveMeanEntries":3,"ActiveMedianEntries":2,"ActiveP95Entries":4,\
                "ActiveMaxEntries":6,"QueuedMinEntries":0,"QueuedMeanEntries":4,"QueuedMedianEntries":5,\
                "QueuedP95Entries":6,"QueuedMaxEntries":7}""");
    }

    @Test
    void shouldAggregateAnEmptyQueueAsTheContractDoes() {
        assertThat(server.body("/api/discovery-queue-metrics-aggregated/60")).isEqualTo("""
                {"ActiveMinEntries":9000000000,"ActiveMeanEntries":0,"ActiveMedianEntries":0,"ActiveP95Entries":0,\
                "ActiveMaxEntries":0,"QueuedMinEntries":9000000000,"QueuedMeanEntries":0,"QueuedMedianEntries":0,\
                "QueuedP95Entries":0,"QueuedMaxEntries":0}""");
    }

    @Test
    void shouldTellWritesToTheBackend() {
        calls.add(new BackendCallSample(ago(3), Duration.ofMillis(1), Duration.ofMillis(10), ""));
        calls.add(new BackendCallSample(ago(2), Duration.ofMillis(3), Duration.ofMillis(30), "no answer"));

        assertThat(server.body("/api/backend-query-metrics-raw/10")).isEqualTo("""
                [{"Timestamp":"2026-11-23T09:09:04Z","WaitLatency":1000000,"ExecuteLatency":10000000,"Err":null},\
                {"Timestamp":"2026-11-23T09:09:05Z","WaitLatency":3000000,"ExecuteLatency":30000000,"Err":{}}]""");
        assertThat(server.body("/api/backend-query-metrics-aggregated/10")).isEqualTo("""
                {"Count":2,"MaxLatencySeconds":0.03,"MeanLatencySeconds":0.02,"MedianLatencySeconds":0.02,\
                "P95LatencySeconds":0.02,"MaxWaitSeconds":0.003,"MeanWaitSeconds":0.002,"MedianWaitSeconds":0.002,\
                "P95WaitSeconds":0.002}""");
    }

    @Test
    void shouldTellBatches() {
        useCases.batches = List.of(
                new BatchSample(ago(3), 10, Duration.ofMillis(100), Duration.ofMillis(5)),
                new BatchSample(ago(2), 20, Duration.ofMillis(300), Duration.ofMillis(15)));

        assertThat(server.body("/api/write-buffer-metrics-raw/2")).isEqualTo("[]");
        assertThat(server.body("/api/write-buffer-metrics-raw/3")).isEqualTo(
                """
                [{"Timestamp":"2026-11-23T09:09:05Z","Instances":20,"WaitLatency":300000000,"WriteLatency":15000000}]""");
        assertThat(server.body("/api/write-buffer-metrics-aggregated/60")).isEqualTo("""
                {"InstanceWriteBufferSize":100,"InstanceFlushIntervalMilliseconds":100,"CountInstances":30,\
                "MaxInstances":20,"MeanInstances":15,"MedianInstances":15,"P95Instances":15,\
                "MaxWaitSeconds":0.3,"MeanWaitSeconds":0.2,"MedianWaitSeconds":0.2,"P95WaitSeconds":0.2,\
                "MaxWriteSeconds":0.015,"MeanWriteSeconds":0.01,"MedianWriteSeconds":0.01,"P95WriteSeconds":0.01}""");
    }

    @ParameterizedTest
    @CsvSource({
            "discovery-metrics-raw/x,Invalid value provided for seconds",
            "discovery-metrics-raw/0,Invalid value provided for seconds",
            "discovery-metrics-raw/-1,Invalid value provided for seconds",
            "discovery-queue-metrics-raw/x,Unable to generate discovery queue raw metrics",
            "discovery-queue-metrics-raw/-1,Unable to generate discovery queue raw metrics",
            "discovery-queue-metrics-aggregated/x,Unable to generate discovery queue aggregated metrics",
            "discovery-queue-metrics-raw/DEADINSTANCES/5,"
                    + "Unable to generate discovery queue aggregated metrics for unknown queue",
            "discovery-queue-metrics-aggregated/x/5,"
                    + "Unable to generate discovery queue aggregated metrics for unknown queue",
            "backend-query-metrics-raw/x,Unable to generate raw backend query metrics",
            "backend-query-metrics-aggregated/x,Unable to aggregated generate backend query metrics",
            "write-buffer-metrics-raw/x,Unable to generate raw instance write buffer metrics",
            "write-buffer-metrics-aggregated/x,Unable to aggregated instance write buffer metrics"})
    void shouldRefuseWhatIsNoNumberOfSeconds(String path, String message) {
        assertThatJson(server.body("/api/" + path)).node("Message").isEqualTo(message);
        assertThat(server.get("/api/" + path).statusCode()).isEqualTo(500);
    }

    @Test
    void shouldServeTheContractsPageOneMetricALine() {
        assertThat(server.body("/debug/metrics")).isEqualTo("""
                {
                "discoveries.attempt": 4,
                "elect.is_elected": 1,
                "journal.oldest_seconds": 0.25,
                "jvm.threads.live": 12
                }
                """);
        assertThat(server.body("/debug/vars")).isEqualTo("{\n\"jvm.threads.live\": 12\n}\n");
        assertThat(server.get("/debug/metrics").headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).isEqualToIgnoringCase("application/json; charset=utf-8"));
    }

    @Test
    void shouldServePrometheusItsFormat() {
        assertThat(server.body("/metrics")).isEqualTo("# TYPE orchestrator_x counter\norchestrator_x_total 1.0\n");
        assertThat(server.get("/metrics").headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type.replace(" ", ""))
                        .isEqualToIgnoringCase("text/plain;version=0.0.4;charset=utf-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/debug/metrics", "/debug/vars"})
    void shouldTellNobodyWhoMayNotRead(String path) {
        Gate guarded = new Gate(new Authentication.Basic("dba", "secret", false), false);
        try (TestServer other = new TestServer(TestServer.settings(TestServer.listen("/orc"), guarded), useCases,
                new Measured(), NOW)) {
            assertThat(other.get("/orc" + path).statusCode()).isEqualTo(401);
            assertThat(other.get("/orc" + path, "Authorization", "Basic ZGJhOnNlY3JldA==").statusCode()).isEqualTo(200);
        }
    }
}
