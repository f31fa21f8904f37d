package io.orchestrator.backend.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.orchestrator.domain.instance.ProbeFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Hosts are looked up before they are connected to. */
class NameLookupsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final NameLookups names = new NameLookups(this::addresses, new NameThreads("test-names-"));

    @AfterEach
    void end() {
        answered.countDown();
        names.close();
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        asked.add(host);
        if (host.startsWith("nobody")) {
            throw new UnknownHostException(host);
        }
        if (host.startsWith("silent")) {
            try {
                answered.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private SQLException failureOf(String host, Duration within) {
        return catchThrowableOfType(SQLException.class, () -> names.lookUp(host, within));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "2001:db8::7"})
    void addressesAreNotLookedUp(String host) throws SQLException {
        names.lookUp(host, LIMIT);

        assertThat(asked).isEmpty();
    }

    @Test
    void hostIsAskedForEachTimeAndOnceWhileAnAnswerIsOnItsWay() throws SQLException {
        names.lookUp("db1", LIMIT);
        names.lookUp("db1", LIMIT);
        assertThat(asked).containsExactly("db1", "db1");

        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(CompletableFuture.runAsync(() -> {
                try {
                    names.lookUp("silent", LIMIT);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }, task -> Thread.ofVirtual().start(task)));
        }
        await().atMost(LIMIT).until(() -> asked.contains("silent"));
        answered.countDown();

        assertThat(waiting).allSatisfy(one -> assertThat(one).succeedsWithin(LIMIT));
        assertThat(asked).filteredOn("silent"::equals).hasSizeLessThan(20);
    }

    @Test
    void hostThatNobodyKnowsIsUnresolved() {
        SQLException failure = failureOf("nobody", LIMIT);

        assertThat(Faults.kindOf(failure)).isEqualTo(ProbeFailure.Kind.UNRESOLVED);
        assertThat(failure.getMessage()).contains("nobody");
    }

    @Test
    void hostThatIsNotToldInTimeIsUnresolvedAndHoldsUpNobody() throws SQLException {
        for (int i = 0; i < 8; i++) {
            assertThat(Faults.kindOf(failureOf("silent" + i, Duration.ofMillis(10))))
                    .isEqualTo(ProbeFailure.Kind.UNRESOLVED);
        }

        names.lookUp("db1", LIMIT);
    }
}
