package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.NodeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LeadershipRulesTest {
    private static final NodeId SELF = new NodeId("one", "aaaa");
    private static final NodeId OTHER = new NodeId("two", "bbbb");
    private static final LeadershipRules RULES =
            new LeadershipRules(SELF, Duration.ofSeconds(3), Duration.ofSeconds(5));

    private static Duration at(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static LeaderRow row(@Nullable NodeId owner, String since, long sequence, long term) {
        return row(owner, since, sequence, term, 1);
    }

    private static LeaderRow row(@Nullable NodeId owner, String since, long sequence, long term, int age) {
        return new LeaderRow(owner, since, Duration.ofSeconds(age), sequence, term);
    }

    private static final LeaderRow OURS = row(SELF, "t", 1, 4);
    private static final LeaderRow THEIRS = row(OTHER, "t", 7, 3);

    @Test
    void nobodyLeadsAtFirstAndTheRowMustBeSeenUnchangedFirst() {
        Leadership initial = RULES.initial(at(0));

        assertThat(initial.leads()).isFalse();
        assertThat(RULES.mayDisplace(initial, at(100))).isEmpty();
        assertThat(RULES.leaseEnd(initial)).isEmpty();
    }

    @Test
    void leaseCountsFromWhenTheAffirmationWasSent() {
        Leadership leading = RULES.answered(RULES.initial(at(0)), OURS, at(10), at(12));

        assertThat(leading).isEqualTo(new Leadership.Leading(4, at(10)));
        assertThat(RULES.leaseEnd(leading)).contains(at(13));
        assertThat(RULES.tick(leading, at(12.999))).isEqualTo(leading);
        assertThat(RULES.tick(leading, at(13))).isEqualTo(new Leadership.Suspended(4, at(13)));
        assertThat(RULES.failed(leading, at(20))).isEqualTo(new Leadership.Suspended(4, at(13)));
    }

    @Test
    void theOwnerIsOnlyWatchedUntilTheVeryMomentFromWhichItMayBeDisplaced() {
        Leadership following = RULES.answered(RULES.initial(at(0)), THEIRS, at(10), at(10.1));

        assertThat(RULES.displaceableAt(following)).contains(at(13.1));
        assertThat(RULES.onlyWatches(following, at(13.099))).isTrue();
        assertThat(RULES.mayDisplace(following, at(13.099))).isEmpty();
        assertThat(RULES.onlyWatches(following, at(13.1))).isFalse();
        assertThat(RULES.mayDisplace(following, at(13.1))).contains(THEIRS);
    }

    @Test
    void anOwnerWithoutOurLeaseIsWatchedForTheContractsTime() {
        Leadership following = RULES.answered(RULES.initial(at(0)), row(OTHER, "t", 0, 0), at(10), at(10));

        assertThat(RULES.displaceableAt(following)).contains(at(15));
    }

    @Test
    void aVacancyAndARowOfOnesOwnAreNotWatched() {
        Leadership vacancy = RULES.answered(RULES.initial(at(0)), row(null, "", 0, 0), at(10), at(10));

        assertThat(RULES.onlyWatches(vacancy, at(10))).isFalse();
        assertThat(RULES.onlyWatches(RULES.initial(at(0)), at(0))).isFalse();
        assertThat(RULES.isOfAnother(OURS)).isFalse();
    }

    @Test
    void answerThatTookLongerThanTheLeaseDoesNotMakeALeader() {
        assertThat(RULES.answered(RULES.initial(at(0)), OURS, at(10), at(13)))
                .isEqualTo(new Leadership.Suspended(4, at(13)));
    }

    @Test
    void suspendedLeaderLeadsOnWithItsTermWhenTheRowIsStillItsOwn() {
        Leadership suspended = new Leadership.Suspended(4, at(13));

        assertThat(suspended.leads()).isFalse();
        assertThat(RULES.tick(suspended, at(50))).isEqualTo(suspended);
        assertThat(RULES.answered(suspended, OURS, at(20), at(30))).isEqualTo(suspended);
        assertThat(RULES.answered(suspended, OURS, at(30), at(31))).isEqualTo(new Leadership.Leading(4, at(30)));
        assertThat(RULES.mayDisplace(suspended, at(100))).isEmpty();
    }

    @Test
    void whoFindsAnotherInTheRowFollowsAtOnce() {
        assertThat(RULES.answered(new Leadership.Leading(4, at(9)), THEIRS, at(10), at(10)))
                .isEqualTo(new Leadership.Following(THEIRS, at(10)));
        assertThat(RULES.answered(new Leadership.Suspended(4, at(9)), THEIRS, at(10), at(10)))
                .isEqualTo(new Leadership.Following(THEIRS, at(10)));
    }

    @Test
    void ownRowWithoutTermIsNoLeadership() {
        assertThat(RULES.answered(RULES.initial(at(0)), row(SELF, "t", 0, 0), at(1), at(1)).leads()).isFalse();
    }

    static Stream<LeaderRow> changedRows() {
        return Stream.of(row(OTHER, "t", 8, 3, 2), row(OTHER, "later", 7, 3, 2),
                row(new NodeId("two", "cccc"), "t", 7, 3, 2), row(null, "t", 7, 3, 2), row(OTHER, "t", 7, 3, 0));
    }

    @ParameterizedTest
    @MethodSource("changedRows")
    void everyChangeOfTheRowStartsTheWaitAnew(LeaderRow changed) {
        Leadership seen = RULES.answered(RULES.initial(at(0)), THEIRS, at(1), at(1));
        Leadership again = RULES.answered(seen, row(OTHER, "t", 7, 3, 3), at(3), at(3));
        Leadership other = RULES.answered(again, changed, at(4), at(4));

        assertThat(RULES.mayDisplace(again, at(4))).isPresent();
        assertThat(RULES.mayDisplace(again, at(3.9))).isEmpty();
        assertThat(RULES.mayDisplace(other, at(4))).isEmpty();
        assertThat(RULES.mayDisplace(other, at(9))).contains(changed);
    }

    @Test
    void ownerWithoutOurLeaseGetsTheContractsTime() {
        Leadership seen = RULES.answered(RULES.initial(at(0)), row(OTHER, "t", 0, 0), at(1), at(1));

        assertThat(RULES.mayDisplace(seen, at(5.9))).isEmpty();
        assertThat(RULES.mayDisplace(seen, at(6))).isPresent();
    }

    @Test
    void readingsThatFailDoNotProlongTheWaitButCount() {
        Leadership seen = RULES.answered(RULES.initial(at(0)), THEIRS, at(1), at(1));

        assertThat(RULES.failed(seen, at(10))).isEqualTo(seen);
    }

    @Test
    void leaseLongerThanTheContractsIsRefused() {
        assertThatThrownBy(() -> new LeadershipRules(SELF, Duration.ofSeconds(6), Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer");
    }
}
