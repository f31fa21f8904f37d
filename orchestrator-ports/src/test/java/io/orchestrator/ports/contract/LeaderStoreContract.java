package io.orchestrator.ports.contract;

import java.time.Duration;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.LeaderStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link LeaderStore} does (ha-shared-backend.md 3). */
public abstract class LeaderStoreContract extends StoreContract {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration CONTRACT_LEASE = Duration.ofSeconds(5);
    private static final NodeId ONE = Samples.NODE;
    private static final NodeId TWO = Samples.OTHER;

    /** The store, on an empty backend. */
    protected abstract LeaderStore store();

    /** The reference, which keeps no lease of ours, takes the leader row. */
    protected abstract void referenceTakesTheRow(NodeId reference);

    private LeaderRow attempt(NodeId self, @Nullable LeaderRow takeOver) {
        return await(store().attempt(self, LEASE, takeOver, CONTRACT_LEASE));
    }

    @Test
    void aBackendWithoutLeaderNamesNobody() {
        LeaderRow row = await(store().read());

        assertThat(row.owner()).isNull();
        assertThat(row.term()).isZero();
        assertThat(row.hasOurLease()).isFalse();
    }

    @Test
    void aVacancyIsFilled() {
        LeaderRow row = attempt(ONE, null);

        assertThat(row.isOwnedBy(ONE)).isTrue();
        assertThat(row.term()).isPositive();
        assertThat(row.leaseSequence()).isPositive();
        assertThat(await(store().read()).isOwnedBy(ONE)).isTrue();
    }

    @Test
    void twoAffirmationsInOneSecondBothCount() {
        LeaderRow first = attempt(ONE, null);

        LeaderRow second = attempt(ONE, null);
        LeaderRow third = attempt(ONE, null);

        assertThat(second.isOwnedBy(ONE)).isTrue();
        assertThat(third.isOwnedBy(ONE)).isTrue();
        assertThat(third.term()).isEqualTo(first.term());
        assertThat(third.firstSeenActive()).isEqualTo(first.firstSeenActive());
        assertThat(second.leaseSequence()).isGreaterThan(first.leaseSequence());
        assertThat(third.leaseSequence()).isGreaterThan(second.leaseSequence());
    }

    @Test
    void nobodyElseIsElectedWhileTheLeaderAffirms() {
        attempt(ONE, null);

        LeaderRow row = attempt(TWO, null);

        assertThat(row.isOwnedBy(ONE)).isTrue();
    }

    @Test
    void anExpiredLeaderStaysUnlessTheRivalMayDisplaceIt() {
        attempt(ONE, null);
        age(Duration.ofSeconds(60));

        LeaderRow row = attempt(TWO, null);

        assertThat(row.isOwnedBy(ONE)).isTrue();
        assertThat(row.sinceAffirmed()).isGreaterThanOrEqualTo(Duration.ofSeconds(58));
    }

    @Test
    void anExpiredLeaderIsDisplacedByWhoSawItsRowUnchanged() {
        LeaderRow old = attempt(ONE, null);
        age(LEASE.plusSeconds(2));

        LeaderRow row = attempt(TWO, old);

        assertThat(row.isOwnedBy(TWO)).isTrue();
        assertThat(row.term()).isGreaterThan(old.term());
        assertThat(row.leaseSequence()).isGreaterThan(old.leaseSequence());
    }

    @Test
    void aLeaderWhoseLeaseHasNotRunOutByTheBackendsClockIsNotDisplaced() {
        LeaderRow old = attempt(ONE, null);
        age(LEASE.minusSeconds(2));

        LeaderRow row = attempt(TWO, old);

        assertThat(row.isOwnedBy(ONE)).isTrue();
    }

    @Test
    void aLeaderThatAffirmedByAClockAheadOfTheBackendsIsDisplacedByWhoSawItsRowUnchanged() {
        attempt(ONE, null);
        age(Duration.ofMinutes(-10));
        LeaderRow seen = await(store().read());

        LeaderRow row = attempt(TWO, seen);

        assertThat(seen.sinceAffirmed()).isNegative();
        assertThat(row.isOwnedBy(TWO)).isTrue();
        assertThat(row.term()).isGreaterThan(seen.term());
    }

    @Test
    void aLeaderThatAffirmsByAClockAheadOfTheBackendsIsNotDisplacedOtherwise() {
        LeaderRow seen = attempt(ONE, null);
        attempt(ONE, null);
        age(Duration.ofMinutes(-10));

        assertThat(attempt(TWO, null).isOwnedBy(ONE)).isTrue();
        assertThat(attempt(TWO, seen).isOwnedBy(ONE)).isTrue();
    }

    @Test
    void aRowThatHasChangedSinceItWasSeenIsNotDisplaced() {
        LeaderRow seen = attempt(ONE, null);
        attempt(ONE, null);
        age(Duration.ofSeconds(60));

        LeaderRow row = attempt(TWO, seen);

        assertThat(row.isOwnedBy(ONE)).isTrue();
    }

    @Test
    void onlyOneOfTwoRivalsIsElected() {
        LeaderRow old = attempt(ONE, null);
        age(Duration.ofSeconds(60));
        NodeId three = Samples.node("three");

        LeaderRow winner = attempt(TWO, old);
        LeaderRow loser = attempt(three, old);

        assertThat(winner.isOwnedBy(TWO)).isTrue();
        assertThat(loser.isOwnedBy(TWO)).isTrue();
    }

    @Test
    void theDisplacedLeaderIsNotAffirmed() {
        LeaderRow old = attempt(ONE, null);
        age(Duration.ofSeconds(60));
        attempt(TWO, old);

        LeaderRow row = attempt(ONE, null);

        assertThat(row.isOwnedBy(TWO)).isTrue();
    }

    @Test
    void aLeaderThatWasHeldUpLeadsOnInItsTermIfNobodyTookItsRow() {
        LeaderRow old = attempt(ONE, null);
        age(Duration.ofSeconds(60));

        LeaderRow row = attempt(ONE, null);

        assertThat(row.isOwnedBy(ONE)).isTrue();
        assertThat(row.term()).isEqualTo(old.term());
    }

    @Test
    void handingOverLetsAnotherLeadWithoutWaiting() {
        LeaderRow old = attempt(ONE, null);

        await(store().handOver(ONE));

        LeaderRow row = attempt(TWO, null);
        assertThat(row.isOwnedBy(TWO)).isTrue();
        assertThat(row.term()).isGreaterThan(old.term());
    }

    @Test
    void nobodyHandsOverTheRowOfAnother() {
        attempt(ONE, null);

        await(store().handOver(TWO));

        assertThat(attempt(TWO, null).isOwnedBy(ONE)).isTrue();
    }

    @Test
    void theRowIsGrabbedWhoeverHoldsIt() {
        LeaderRow old = attempt(ONE, null);

        await(store().grab(TWO));

        LeaderRow row = attempt(TWO, null);
        assertThat(row.isOwnedBy(TWO)).isTrue();
        assertThat(row.term()).isGreaterThan(old.term());
        assertThat(attempt(ONE, null).isOwnedBy(TWO)).isTrue();
    }

    @Test
    void afterReelectTheNextAttemptOfAnyNodeWins() {
        LeaderRow old = attempt(ONE, null);

        await(store().reelect());

        LeaderRow row = attempt(TWO, null);
        assertThat(row.isOwnedBy(TWO)).isTrue();
        assertThat(row.term()).isGreaterThan(old.term());
    }

    @Test
    void theTermIsVoidWhenTheReferenceHoldsTheRow() {
        attempt(ONE, null);
        NodeId reference = Samples.node("reference");

        referenceTakesTheRow(reference);

        LeaderRow row = attempt(ONE, null);
        assertThat(row.isOwnedBy(reference)).isTrue();
        assertThat(row.hasOurLease()).isFalse();
    }

    @Test
    void theReferencesRowIsNotDisplacedWhileItLiesAhead() {
        referenceTakesTheRow(Samples.node("reference"));
        age(Duration.ofMinutes(-10));

        LeaderRow row = attempt(ONE, await(store().read()));

        assertThat(row.isOwnedBy(ONE)).isFalse();
    }

    @Test
    void theReferencesRowExpiresAfterTheContractsLeaseNotOurs() {
        referenceTakesTheRow(Samples.node("reference"));
        LeaderRow seen = await(store().read());
        age(LEASE.plusSeconds(1));

        LeaderRow early = attempt(ONE, seen);
        age(CONTRACT_LEASE);
        LeaderRow late = attempt(ONE, await(store().read()));

        assertThat(early.isOwnedBy(ONE)).isFalse();
        assertThat(late.isOwnedBy(ONE)).isTrue();
        assertThat(late.term()).isPositive();
    }
}
