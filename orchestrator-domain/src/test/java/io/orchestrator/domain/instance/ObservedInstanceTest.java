package io.orchestrator.domain.instance;

import java.time.Duration;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObservedInstanceTest {
    private static final InstanceKey KEY = Instances.key("m");
    private static final InstanceSnapshot SNAPSHOT = Instances.server("m").snapshot();
    private static final ProbeFailure REFUSED = new ProbeFailure(ProbeFailure.Kind.REFUSED, "nobody listens on m:3306");

    private static Duration at(int millis) {
        return Duration.ofMillis(millis);
    }

    private static ProbeTimes times(int began, int ended) {
        return new ProbeTimes(at(began), at(ended));
    }

    private static ProbeOutcome seen(int began, int ended) {
        return new ProbeOutcome.Seen(KEY, SNAPSHOT, times(began, ended));
    }

    private static ProbeOutcome unseen(int began, int ended) {
        return new ProbeOutcome.Unseen(KEY, REFUSED, times(began, ended));
    }

    private static ProbeOutcome partly(int began, int ended) {
        return new ProbeOutcome.PartlySeen(KEY, REFUSED, times(began, ended));
    }

    @Test
    void nothingIsKnownOfAServerNeverSeen() {
        ObservedInstance unseen = ObservedInstance.unseen(KEY);

        assertThat(unseen.lastSnapshot()).isEmpty();
        assertThat(unseen.isSeen()).isFalse();
        assertThat(unseen.isValid(at(0), at(10))).isFalse();
    }

    @Test
    void successReplacesThePictureAndForgetsFailures() {
        ObservedInstance seen =
                ObservedInstance.unseen(KEY).after(unseen(0, 10)).after(unseen(20, 30)).after(seen(40, 45));

        assertThat(seen.lastSnapshot()).contains(SNAPSHOT);
        assertThat(seen.isSeen()).isTrue();
        assertThat(seen.failuresInRow()).isZero();
        assertThat(seen.lastFailure()).isNull();
        assertThat(seen.lastSeen()).isEqualTo(at(45));
        assertThat(seen.latency()).isEqualTo(at(5));
    }

    @Test
    void failureKeepsThePictureAndCounts() {
        ObservedInstance failed =
                ObservedInstance.unseen(KEY).after(seen(0, 5)).after(unseen(10, 30)).after(partly(40, 50));

        assertThat(failed.lastSnapshot()).contains(SNAPSHOT);
        assertThat(failed.isSeen()).isFalse();
        assertThat(failed.lastPartial()).isTrue();
        assertThat(failed.failuresInRow()).isEqualTo(2);
        assertThat(failed.lastFailure()).isEqualTo(REFUSED);
        assertThat(failed.lastSeen()).isEqualTo(at(5));
        assertThat(failed.lastChecked()).isEqualTo(at(50));
        assertThat(failed.after(unseen(60, 70)).lastPartial()).isFalse();
    }

    @Test
    void serverThatDidNotAnswerInTimeIsSilentUnlikeOneThatRefused() {
        ProbeOutcome late = new ProbeOutcome.Unseen(KEY,
                new ProbeFailure(ProbeFailure.Kind.TIMED_OUT, "m:3306 did not answer within 1000 ms"), times(10, 30));
        ObservedInstance seen = ObservedInstance.unseen(KEY).after(seen(0, 5));

        assertThat(seen.after(late).isSilent()).isTrue();
        assertThat(seen.after(unseen(10, 30)).isSilent()).isFalse();
        assertThat(seen.after(late).after(seen(40, 45)).isSilent()).isFalse();
        assertThat(ObservedInstance.unseen(KEY).isSilent()).isFalse();
    }

    private static ProbeOutcome skipped(int began, int ended) {
        return new ProbeOutcome.Unseen(KEY, new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "filter"),
                times(began, ended));
    }

    /** discovery.md 5.4, P-13: it grows old and is not marked as failed; the analysis does not count on it. */
    @Test
    void serverThatAFilterSkipsIsAsItWasAndOlder() {
        ObservedInstance seen = ObservedInstance.unseen(KEY).after(seen(0, 5));

        ObservedInstance skipped = seen.probing(at(10)).after(skipped(10, 12));

        assertThat(skipped.isSkipped()).isTrue();
        assertThat(skipped.isLastCheckValid()).isTrue();
        assertThat(skipped.lastChecked()).isEqualTo(at(5));
        assertThat(skipped.failuresInRow()).isZero();
        assertThat(skipped.lastPartial()).isTrue();
        assertThat(skipped.pendingSince()).isNull();
        assertThat(skipped.isValid(at(12), at(10))).isFalse();
        assertThat(skipped.after(seen(20, 25)).isSkipped()).isFalse();
        assertThat(seen.after(unseen(6, 8)).after(skipped(10, 12)).isLastCheckValid()).isFalse();
        assertThat(ObservedInstance.unseen(KEY).after(skipped(0, 1)).lastChecked()).isNull();
        assertThat(ObservedInstance.unseen(KEY).after(skipped(0, 1)).isLastCheckValid()).isFalse();
    }

    @Test
    void lagIsThatOfTheChannelOrOfTheQuery() {
        var lagging = new Classification("", "", "", "", "", "", null, 0, false, at(4_000));

        assertThat(SNAPSHOT.replicationLag()).isNull();
        assertThat(SNAPSHOT.withClassification(lagging).replicationLag()).isEqualTo(at(4_000));
        assertThat(SNAPSHOT.withClassification(lagging).standing()).isEqualTo(SNAPSHOT.standing());
        assertThat(Instances.server("r")
                .replicaOf("m")
                .lag(3)
                .classification(lagging)
                .snapshot()
                .replicationLag()).isEqualTo(at(3_000));
    }

    @Test
    void probeThatBeganEarlierThanTheLastFoldedChangesNothing() {
        ObservedInstance seen = ObservedInstance.unseen(KEY).after(seen(100, 110));

        assertThat(seen.after(unseen(50, 200))).isEqualTo(seen);
        assertThat(seen.after(unseen(100, 200)).isSeen()).isFalse();
    }

    @Test
    void probeUnderWayMakesItInvalidOnlyAfterAWhileAndEndsWithItsOwnOutcome() {
        ObservedInstance probing = ObservedInstance.unseen(KEY).after(seen(0, 5)).probing(at(100));

        assertThat(probing.isValid(at(110), at(10))).isTrue();
        assertThat(probing.isValid(at(111), at(10))).isFalse();
        assertThat(probing.after(seen(50, 120)).pendingSince()).isEqualTo(at(100));
        assertThat(probing.after(seen(100, 120)).pendingSince()).isNull();
        assertThat(probing.after(seen(100, 120)).isValid(at(9_999), at(10))).isTrue();
    }

    @Test
    void serverReadFromTheStoreIsSeen() {
        assertThat(ObservedInstance.seen(SNAPSHOT, at(7)).isValid(at(7), at(1))).isTrue();
        assertThat(ObservedInstance.unseen(KEY).withSnapshot(SNAPSHOT).lastSnapshot()).contains(SNAPSHOT);
    }

    @Test
    void timesRunForward() {
        assertThat(times(3, 10).latency()).isEqualTo(at(7));
        assertThatThrownBy(() -> times(10, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
