package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.ports.driven.ServerWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The watch of a member of a group, which asks it for the primary, too. */
class WatchedGroupTest {
    private static final String PRIMARY = "SELECT group_concat(member_id";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LinkedBlockingQueue<ServerWatch.Event> events = new LinkedBlockingQueue<>();

    private static Optional<List<Map<String, String>>> answer(String statement) {
        if (statement.startsWith("SELECT @@global.long_query_time")) {
            return Optional.of(List.of(Map.of("half_millis", "500", "grouped", "1")));
        }
        if (statement.startsWith(PRIMARY)) {
            return Optional.of(List.of(Map.of("primary", "3e11fa47-71ca-11e1-9e33-c80aa9429562")));
        }
        return statement.startsWith("DO SLEEP") ? Optional.of(slept()) : Optional.empty();
    }

    /** It sleeps as asked to, only shorter. */
    private static List<Map<String, String>> slept() {
        try {
            var _ = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private ServerWatch.Event next() throws InterruptedException {
        ServerWatch.Event event = events.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing is told");
        }
        return event;
    }

    @ParameterizedTest
    @ValueSource(strings = {PRIMARY, "DO SLEEP"})
    void memberThatHangsInEitherStatementIsLate(String statement) throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"), WatchedGroupTest::answer);
                var probing = new ScriptedProbing()) {
            probing.watch().arm(server.key(), Duration.ofSeconds(1), events::add);
            assertThat(next()).isEqualTo(new ServerWatch.Event.Armed(server.key()));

            server.hangAt(statement);

            assertThat(next()).isInstanceOfSatisfying(ServerWatch.Event.Late.class, late -> {
                assertThat(late.key()).isEqualTo(server.key());
                assertThat(late.by()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
            });
        }
    }

    /** Nobody was told that it stands: it is given up as one that cannot be set up. */
    @Test
    void memberThatHangsFromTheStartIsGivenUpSoon() throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"), WatchedGroupTest::answer);
                var probing = new ScriptedProbing()) {
            server.hangAt(PRIMARY);

            probing.watch().arm(server.key(), Duration.ofSeconds(1), events::add);

            assertThat(next()).isInstanceOf(ServerWatch.Event.Broken.class);
        }
    }

    /** The watch goes on over a connection made with the settings that hold now. */
    @Test
    void watchFollowsOtherSettings() throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"), WatchedGroupTest::answer);
                var probing = new ScriptedProbing()) {
            probing.watch().arm(server.key(), Duration.ofSeconds(1), events::add);
            assertThat(next()).isInstanceOf(ServerWatch.Event.Armed.class);

            probing.reconfigure(TargetSettings.DEFAULT.withMaxPacket(1_048_576));
            await().atMost(LIMIT).until(() -> server.connectionsEver() == 2);

            assertThat(events).isEmpty();
        }
    }
}
