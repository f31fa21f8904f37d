package io.orchestrator.http.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.http.route.SharedBody;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.http.testing.SampleRecords;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.http.wire.Json;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.http.wire.RenderedList;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.FleetPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Answers that are kept while nothing in them changed (ADR 0029): they equal those that are made anew. */
@Timeout(60)
class SharedAnswersTest {
    private static final String ANALYSES = "/api/replication-analysis";
    private static final int MANY = 50;

    /** A clock that stands until it is set. */
    private static final class SetClock extends Clock {
        private volatile Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final FakeUseCases useCases = new FakeUseCases();
    private final SetClock clock = new SetClock(SampleFleet.instant("2026-11-23 09:09:13"));

    private TestServer start() {
        return new TestServer(TestServer.settings(TestServer.listen("")), useCases, clock);
    }

    private static Analysis downtimed(Analysis analysis, Instant end) {
        Downtime downtime = new Downtime(analysis.key(), "dba", "disk", end.minusSeconds(600), end);
        return new Analysis(analysis.key(), analysis.sourceKey(), analysis.cluster(), analysis.clusterAlias(),
                analysis.clusterDomain(), analysis.classification(), analysis.code(), analysis.structure(),
                analysis.evidence(), downtime, analysis.replicasDowntimed(), analysis.automatedSourceRecovery(),
                analysis.automatedIntermediateRecovery());
    }

    @Test
    void shouldShowWhatRemainsOfADowntimeToTheSecond() {
        Instant end = clock.now.plusMillis(10_500);
        useCases.analyses = List.of(downtimed(SampleRecords.analyses("failed/replication-analysis").getFirst(), end));
        try (TestServer server = start()) {
            for (int millis = 0; millis <= 3_000; millis += 100) {
                clock.now = end.minusMillis(10_500 - millis);

                assertThat(server.body(ANALYSES)).as(millis + " ms later")
                        .contains("\"DowntimeRemainingSeconds\":" + Duration.between(end, clock.now).toSeconds() + ",");
            }
        }
    }

    @Test
    void shouldShowOtherAnalysesAtOnce() {
        useCases.analyses = SampleRecords.analyses("failed/replication-analysis");
        try (TestServer server = start()) {
            assertThat(server.body(ANALYSES)).isEqualTo(Sample.text("failed/replication-analysis"));

            useCases.analyses = List.of();

            assertThat(server.body(ANALYSES)).isEqualTo("{\"Code\":\"OK\",\"Message\":\"Analysis\",\"Details\":[]}");
        }
    }

    @Test
    void shouldShowEachPictureOfAClusterAsIfItWereMadeAnew() {
        FleetPicture steady = SampleFleet.read(Sample.json("steady/all-instances"),
                SampleFleet.instant("2026-11-23 09:09:07"), SampleRecords.aliases("steady/clusters-info"));
        useCases.picture = steady;
        try (TestServer kept = start()) {
            for (int i = 0; i < 12; i++) {
                Duration later = Duration.ofMillis(2_300L * i);
                useCases.picture =
                        new FleetPicture(steady.fleet(), steady.now().plus(later), steady.wall().plus(later));
                try (TestServer fresh = start()) {
                    String anew = fresh.body("/api/cluster/ci");
                    assertThat(kept.body("/api/cluster/ci")).isEqualTo(anew);
                    assertThat(kept.body("/api/cluster/alias/ci")).isEqualTo(anew);
                }
            }
        }
    }

    @Test
    void shouldNotKeepErrors() {
        useCases.failure = new PortException(PortException.Category.UNAVAILABLE, "the backend is down", null);
        try (TestServer server = start()) {
            assertThat(server.get(ANALYSES).statusCode()).isEqualTo(500);
            assertThat(server.body(ANALYSES)).contains("Cannot get analysis: the backend is down");

            useCases.failure = null;

            assertThat(server.get(ANALYSES).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldSendLargeBodiesWholeToThoseWhoCompressAndThoseWhoDoNot() {
        List<Analysis> many = new ArrayList<>();
        Analysis one = SampleRecords.analyses("failed/replication-analysis").getFirst();
        for (int i = 0; i < 200; i++) {
            many.add(one);
        }
        useCases.analyses = many;
        try (TestServer server = start()) {
            var plain = server.get(ANALYSES);
            assertThat(plain.headers().firstValueAsLong("Content-Length")).hasValue(plain.body().length());
            assertThat(plain.body()).startsWith("{\"Code\":\"OK\"").endsWith("]}");
            assertThat(plain.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
            assertThat(server.get(ANALYSES, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                    .contains("gzip");
            var head = server.send("HEAD", ANALYSES);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(plain.body().length());
        }
    }

    @Test
    void shouldMakeABodyOnceForAllWhoWantItAtATime() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(MANY);
        SharedBody body = new SharedBody(() -> {
            made.incrementAndGet();
            return "[1]".getBytes(UTF_8);
        });
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                asked.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return seen.add(new String(body.within("{\"Details\":null}".getBytes(UTF_8)), UTF_8));
                }));
            }
            for (Future<?> one : asked) {
                one.get(30, TimeUnit.SECONDS);
            }
        }

        assertThat(made).hasValue(1);
        assertThat(seen).containsExactly("{\"Details\":[1]}");
        assertThat(new String(body.within("{\"M\":2,\"Details\":null}".getBytes(UTF_8)), UTF_8))
                .isEqualTo("{\"M\":2,\"Details\":[1]}");
    }

    @Test
    void shouldTryABodyAgainThatCouldNotBeMade() {
        AtomicInteger tries = new AtomicInteger();
        SharedBody body = new SharedBody(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return new byte[] {'1'};
        });

        assertThatThrownBy(body::text).hasMessage("once");
        assertThat(body.text()).containsExactly('1');
    }

    @Test
    void shouldCopyWhatDidNotChangeInAList() {
        Json json = new Json();
        List<KeyWire> first = List.of(new KeyWire("a", 1), new KeyWire("bb", 22), new KeyWire("ccc", 333));
        List<KeyWire> changed = List.of(new KeyWire("a", 1), new KeyWire("longer", 4444), new KeyWire("ccc", 333));
        RenderedList<KeyWire> before = RenderedList.of(first, json, null);
        RenderedList<KeyWire> after = RenderedList.of(changed, json, before);

        assertThat(before.text()).isEqualTo(json.bytes(first));
        assertThat(after.text()).isEqualTo(json.bytes(changed));
        assertThat(RenderedList.of(first, json, after).text()).isEqualTo(json.bytes(first));
        assertThat(RenderedList.of(first.subList(0, 2), json, after).text()).isEqualTo(json.bytes(first.subList(0, 2)));
        assertThat(RenderedList.of(List.of(), json, after).text()).isEqualTo("[]".getBytes(UTF_8));
    }
}
