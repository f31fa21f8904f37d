package io.orchestrator.backend.target;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Hosts whose name server is silent do not hold up those that are answered. */
class NameThreadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PLACES = 8;
    private static final int SILENT_PLACES = 4;

    private final NameThreads threads = new NameThreads("test-names-", Duration.ofMillis(50));
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        answered.countDown();
        threads.close();
    }

    /** A question that hangs until the name servers answer. */
    private CompletableFuture<String> hang(String host) {
        return threads.ask(host, () -> {
            underWay.add(host);
            answered.await();
            underWay.remove(host);
            return host;
        });
    }

    private List<String> hosts(int count) {
        return IntStream.range(0, count).mapToObj(number -> "silent" + number).toList();
    }

    private String answerOf(String host) throws Exception {
        return threads.ask(host, () -> "answer for " + host).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @CanIgnoreReturnValue
    private List<CompletableFuture<String>> askAll(List<String> hosts) {
        return hosts.stream().map(this::hang).toList();
    }

    /** All of these hang. */
    private void hangAll(List<String> hosts) {
        askAll(hosts);
        await().atMost(LIMIT).until(() -> underWay.containsAll(hosts));
    }

    @Test
    void manyThatHangForTheFirstTimeHoldUpTheOthersForAMomentOnly() throws Exception {
        askAll(hosts(3 * PLACES));

        assertThat(answerOf("db1")).isEqualTo("answer for db1");
    }

    @Test
    void thoseThatHungBeforeAreAskedAFewAtATimeAndTheOthersBesideThem() throws Exception {
        List<String> hosts = hosts(PLACES);
        hangAll(hosts);
        // Known to hang: a place for another question is free again.
        assertThat(answerOf("db1")).isNotEmpty();
        underWay.clear();

        List<CompletableFuture<String>> again = askAll(hosts);

        await().atMost(LIMIT).until(() -> underWay.size() >= SILENT_PLACES);
        for (int i = 0; i < 20; i++) {
            assertThat(answerOf("db" + i)).isNotEmpty();
        }
        assertThat(underWay).hasSize(SILENT_PLACES);
        answered.countDown();
        assertThat(again).allSatisfy(one -> assertThat(one).succeedsWithin(LIMIT));
    }

    @Test
    void oneThatIsAnsweredAgainWaitsForNobody() throws Exception {
        List<String> hosts = hosts(PLACES);
        hangAll(hosts);
        assertThat(answerOf("db1")).isNotEmpty();
        assertThat(answerOf(hosts.getLast())).isNotEmpty();
        underWay.clear();
        askAll(hosts.subList(0, SILENT_PLACES));
        await().atMost(LIMIT).until(() -> underWay.size() >= SILENT_PLACES);

        assertThat(answerOf(hosts.getLast())).isNotEmpty();
    }

    @Test
    void nameThatIsNotKnownIsAnAnswer() {
        CompletableFuture<String> asked = threads.ask("nobody", () -> {
            throw new UnknownHostException("nobody");
        });

        assertThatThrownBy(() -> asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void questionThatIsCalledBackBeforeItsTurnIsNotAsked() throws Exception {
        List<String> hosts = hosts(PLACES);
        hangAll(hosts);
        assertThat(answerOf("db1")).isNotEmpty();
        underWay.clear();
        askAll(hosts.subList(0, SILENT_PLACES));
        await().atMost(LIMIT).until(() -> underWay.size() >= SILENT_PLACES);
        CompletableFuture<String> waiting = hang(hosts.getLast());

        waiting.cancel(false);
        answered.countDown();

        await().atMost(LIMIT).until(underWay::isEmpty);
        assertThat(answerOf(hosts.getLast())).isNotEmpty();
    }

    @Test
    void nothingIsAskedAfterTheEnd() {
        threads.close();

        assertThatThrownBy(() -> answerOf("db1")).hasCauseInstanceOf(RejectedExecutionException.class);
    }
}
