package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.CommitProgress.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How long commits have stood still, from one answer to the next. */
class CommitTrackerTest {
    private final CommitTracker tracker = new CommitTracker();
    private final Map<String, String> variables = new HashMap<>(Map.of("gtid_executed", "a:1-10"));
    private String written = "1000";

    private static Map<String, String> waits(int ack, int space, int commit, int lock, String who) {
        return Map.of("waits_ack", "" + ack, "waits_space", "" + space, "waits_commit", "" + commit, "waits_lock",
                "" + lock, "oldest", "30", "who", who);
    }

    /** An answer that was asked for at this second and came a tenth later. */
    private CommitProgress at(int second, Map<String, String> sessions) {
        Map<String, String> row = new HashMap<>(sessions);
        row.put("written", written);
        Duration asked = Duration.ofSeconds(1_000L + second);
        return tracker.observe(Row.of(variables), Row.of(row), asked, asked.plusMillis(100));
    }

    @Test
    void nothingWaits() {
        assertThat(at(0, waits(0, 0, 0, 0, ""))).isEqualTo(CommitProgress.FREE);
    }

    @Test
    void aStatementThatGoesOnWaitingStandsStill() {
        assertThat(at(0, waits(0, 0, 2, 0, "7:3 8:0")).stalledFor()).isZero();
        assertThat(at(5, waits(0, 0, 2, 0, "7:8 8:5")).stalledFor()).isEqualTo(Duration.ofMillis(4_900));
        assertThat(at(10, waits(0, 0, 1, 0, "8:10")))
                .isEqualTo(new CommitProgress(Wait.COMMIT, 1, Duration.ofSeconds(30), Duration.ofMillis(9_900)));
    }

    /** Neither GTIDs nor bytes are told: the sessions alone must tell load from a stall. */
    @Test
    void sessionsThatCommitOverAndOverDoNotStandStill() {
        variables.clear();
        written = "";
        for (int second = 0; second < 60; second++) {
            assertThat(at(second, waits(0, 0, 2, 0, "7:0 8:1")).stalledFor()).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void oneStatementThatWaitsWhileOthersCommitDoesNotStandStill() {
        for (int second = 0; second < 60; second += 5) {
            variables.put("gtid_executed", "a:1-" + (10 + second));
            assertThat(at(second, waits(0, 0, 1, 0, "7:" + second)).stalledFor()).isZero();
        }
    }

    @Test
    void aLargeTransactionThatIsBeingWrittenDoesNotStandStill() {
        for (int second = 0; second < 60; second += 5) {
            written = "" + (1_000 + second);
            assertThat(at(second, waits(0, 0, 1, 0, "7:" + second)).stalledFor()).isZero();
        }
    }

    @Test
    void mariaDbTellsByItsPositions() {
        variables.clear();
        variables.put("gtid_current_pos", "0-1-5");
        at(0, waits(0, 0, 1, 0, "7:0"));
        variables.put("gtid_current_pos", "0-1-6");

        assertThat(at(5, waits(0, 0, 1, 0, "7:5")).stalledFor()).isZero();
        assertThat(at(10, waits(0, 0, 1, 0, "7:10")).stalledFor()).isEqualTo(Duration.ofMillis(4_900));
    }

    @Test
    void itBeginsAnewWhenNobodyWaitedMeanwhile() {
        at(0, waits(0, 0, 1, 0, "7:0"));
        at(5, waits(0, 0, 0, 0, ""));

        assertThat(at(10, waits(0, 0, 1, 0, "7:10")).stalledFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1,ACKNOWLEDGEMENT,2", "0,1,1,1,DISK_SPACE,2", "0,0,1,1,COMMIT,1", "0,0,0,1,READ_LOCK,1",
            "0,0,0,0,NOTHING,0"})
    void whatSaysMostIsTold(int ack, int space, int commit, int lock, Wait wait, int waiting) {
        CommitProgress progress = at(0, waits(ack, space, commit, lock, ""));

        assertThat(progress.waitingFor()).isEqualTo(wait);
        assertThat(progress.waiting()).isEqualTo(waiting);
    }

    @Test
    void aListThatTheServerCutIsRead() {
        at(0, waits(0, 0, 3, 0, "7:3 8:1 9:"));

        assertThat(at(5, waits(0, 0, 3, 0, "7:8 8:6 9")).stalledFor()).isEqualTo(Duration.ofMillis(4_900));
    }
}
