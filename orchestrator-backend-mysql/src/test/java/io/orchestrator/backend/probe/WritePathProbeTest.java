package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.ProbeWrite.Result;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asked of a server whose write path is looked at, and of no other. */
class WritePathProbeTest {
    private static final String WRITE = "REPLACE INTO meta.probe VALUES (1)";
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    private ScriptedServer server;
    private ScriptedProbing probing;
    private volatile boolean readOnly;
    private volatile boolean replica;
    private volatile boolean earlierStands;

    @BeforeEach
    void start() throws Exception {
        // A source.
        server = RecordedServer.of(new Recorded("percona-8.0.36"), this::answer);
        probing = new ScriptedProbing(settings(""));
    }

    @AfterEach
    void end() throws Exception {
        probing.close();
        server.close();
    }

    private static boolean asksForCommits(String statement) {
        return statement.contains("waits_commit");
    }

    private static ProbeSettings settings(String statement) {
        return ProbeSettings.DEFAULT.withWrites(new WriteTrial(statement, DEADLINE));
    }

    private Optional<List<Map<String, String>>> answer(String statement) {
        if (asksForCommits(statement)) {
            return Optional.of(List.of(Map.of("waits_ack", "0", "waits_space", "0", "waits_commit", "2", "waits_lock",
                    "0", "oldest", "12", "who", "7:12 8:3", "written", "5")));
        }
        if (statement.startsWith("SELECT connection_id()")) {
            return Optional.of(List.of(Map.of("own", "42", "read_only", readOnly ? "1" : "0", "earlier",
                    earlierStands ? "1" : "0")));
        }
        if (statement.equals("SHOW REPLICA STATUS") && replica) {
            return Optional.of(List.of(Map.of("Source_Host", "db1", "Source_Port", "3306")));
        }
        boolean isKnown = statement.equals(WRITE) || statement.startsWith("SET ");
        return isKnown ? Optional.of(List.of()) : Optional.empty();
    }

    private long asked(Predicate<String> which) {
        return server.asked().stream().filter(which).count();
    }

    private long written() {
        return asked(WRITE::equals);
    }

    private @Nullable WriteHealth health() throws Exception {
        return writesOf(probing.probe(server));
    }

    private static @Nullable WriteHealth writesOf(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Seen seen -> seen.writes();
            case ProbeOutcome.PartlySeen partly -> partly.writes();
            case ProbeOutcome.Unseen _ -> null;
        };
    }

    private ProbeWrite awaitTrial(Result result) {
        return Awaitility.await(result.toString())
                .atMost(Duration.ofSeconds(20))
                .until(() -> Optional.ofNullable(health()).map(WriteHealth::write),
                        write -> write.filter(w -> w.result() == result).isPresent())
                .orElseThrow();
    }

    private void tryingToWrite() {
        probing.reconfigure(settings(WRITE));
        probing.lookAtWrites(server);
    }

    @Test
    void nothingIsAskedUnlessItIsWanted() throws Exception {
        probing.reconfigure(settings(WRITE));

        assertThat(health()).isNull();
        assertThat(asked(WritePathProbeTest::asksForCommits)).isZero();
        assertThat(written()).isZero();
    }

    @Test
    void nothingIsAskedAnyMoreWhenItIsNotWantedAnyMore() throws Exception {
        tryingToWrite();
        awaitTrial(Result.WRITTEN);
        probing.lookAtWrites();
        long before = asked(WritePathProbeTest::asksForCommits);

        assertThat(health()).isNull();
        assertThat(asked(WritePathProbeTest::asksForCommits)).isEqualTo(before);
    }

    @Test
    void commitsAreToldOfWithTheProbe() throws Exception {
        probing.lookAtWrites(server);

        assertThat(health()).isEqualTo(new WriteHealth(new CommitProgress(CommitProgress.Wait.COMMIT, 2,
                Duration.ofSeconds(12), Duration.ZERO), null));
        assertThat(written()).isZero();
        assertThat(server.connectionsEver()).isEqualTo(1);
    }

    @Test
    void theyAreToldOfThoughTheRestIsNotAnswered() throws Exception {
        probing.lookAtWrites(server);
        server.hangAt("SHOW MASTER STATUS");

        ProbeOutcome outcome = probing.probe(server, Depth.EVIDENCE, Duration.ofMillis(500));

        assertThat(outcome).isInstanceOf(ProbeOutcome.PartlySeen.class);
        assertThat(writesOf(outcome)).isNotNull();
    }

    /** Each session that asks would stay on the server until the disk is back. */
    @Test
    void theRestIsNotAskedForAgainWhileCommitsWait() throws Exception {
        probing.lookAtWrites(server);
        server.hangAt("SHOW MASTER STATUS");
        probing.probe(server, Depth.EVIDENCE, Duration.ofMillis(500));

        ProbeOutcome outcome = probing.probe(server, Depth.EVIDENCE);

        assertThat(outcome).isInstanceOf(ProbeOutcome.PartlySeen.class);
        assertThat(writesOf(outcome)).isNotNull();
        assertThat(asked("SHOW MASTER STATUS"::equals)).isEqualTo(1);
    }

    @Test
    void anAccountThatMayNotReadThePerformanceSchemaTellsWithoutIt() throws Exception {
        server.fail(statement -> statement.contains("performance_schema."), 1142, "SELECT command denied to user");
        probing.lookAtWrites(server);

        assertThat(health()).isNotNull();
        assertThat(server.asked()).filteredOn(WritePathProbeTest::asksForCommits)
                .last()
                .asString()
                .contains("information_schema.processlist");
    }

    @Test
    void aServerThatIsReadOnlyByItsOwnWordIsNotLookedAt() throws Exception {
        try (ScriptedServer other = RecordedServer.of(new Recorded("mysql-8.0.36"), this::answer)) {
            probing.reconfigure(settings(WRITE));
            probing.lookAtWrites(other);

            assertThat(writesOf(probing.probe(other))).isNull();
            assertThat(other.asked()).doesNotContain(WRITE);
        }
    }

    @Test
    void aServerThatBecameReadOnlySinceIsNotWrittenTo() {
        readOnly = true;
        tryingToWrite();

        awaitTrial(Result.READ_ONLY_SERVER);

        assertThat(written()).isZero();
    }

    @Test
    void aReplicaIsNotWrittenTo() {
        replica = true;
        tryingToWrite();

        awaitTrial(Result.READ_ONLY_SERVER);

        assertThat(written()).isZero();
    }

    @Test
    void aWriteThatSucceedsIsToldWithALaterProbe() {
        tryingToWrite();

        ProbeWrite write = awaitTrial(Result.WRITTEN);

        assertThat(write.standing()).isZero();
        assertThat(asked(statement -> statement.startsWith("SET SESSION lock_wait_timeout"))).isPositive();
    }

    @Test
    void aWriteThatFailsTellsWhy() {
        server.fail(WRITE::equals, 1026, "Error writing file './b' (errno: 28 - No space left on device)");
        tryingToWrite();

        ProbeWrite write = awaitTrial(Result.DISK_FULL);

        assertThat(write.number()).isEqualTo(1026);
        assertThat(write.message()).contains("No space left");
    }

    @Test
    void aWriteThatDoesNotReturnIsAbandonedAndNotRepeatedWhileTheServerHasIt() {
        server.hangAt(WRITE);
        earlierStands = true;
        tryingToWrite();

        ProbeWrite first = awaitTrial(Result.UNANSWERED);
        assertThat(first.took()).isGreaterThanOrEqualTo(DEADLINE.minusMillis(2));
        ProbeWrite later = Awaitility.await("the stall to be told again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> awaitTrial(Result.UNANSWERED), write -> write.standing().toMillis() > 3_000);
        assertThat(later.message()).contains("an earlier one has not returned");
        assertThat(written()).isEqualTo(1);

        server.hangNoMore();
        earlierStands = false;
        awaitTrial(Result.WRITTEN);
    }
}
