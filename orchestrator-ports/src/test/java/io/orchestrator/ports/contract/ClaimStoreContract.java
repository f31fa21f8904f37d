package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.ports.driven.ClaimStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link ClaimStore} does. */
public abstract class ClaimStoreContract extends StoreContract {
    private static final ClusterName CLUSTER = Samples.CLUSTER;
    private static final Duration UNRENEWED = Duration.ofSeconds(5);

    /** The store, on an empty backend. */
    protected abstract ClaimStore store();

    private Claim taken() {
        return await(store().take(CLUSTER, Samples.uid("a"), Samples.NODE)).orElseThrow();
    }

    private ClaimRow row() {
        return await(store().readAll()).getFirst();
    }

    private static Claim withNumber(Claim claim, long number) {
        return new Claim(claim.cluster(), claim.uid(), claim.owner(), number);
    }

    @Test
    void aFreeClusterIsTaken() {
        Optional<Claim> claim = await(store().take(CLUSTER, Samples.uid("a"), Samples.NODE));

        assertThat(claim).hasValueSatisfying(held -> {
            assertThat(held.cluster()).isEqualTo(CLUSTER);
            assertThat(held.uid()).isEqualTo(Samples.uid("a"));
            assertThat(held.owner()).isEqualTo(Samples.NODE);
        });
        assertThat(row().claim()).isEqualTo(claim.orElseThrow());
    }

    @Test
    void thereIsOneClaimPerCluster() {
        Claim held = taken();

        assertThat(await(store().take(CLUSTER, Samples.uid("b"), Samples.OTHER))).isEmpty();
        assertThat(await(store().take(CLUSTER, Samples.uid("a"), Samples.NODE))).isEmpty();
        assertThat(row().claim()).isEqualTo(held);
    }

    @Test
    void clustersAreClaimedIndependently() {
        taken();

        assertThat(await(store().take(new ClusterName("other:3306"), Samples.uid("b"), Samples.OTHER))).isPresent();
        assertThat(await(store().readAll())).hasSize(2);
    }

    @Test
    void theNumberGrowsWithEveryOwner() {
        Claim first = taken();
        await(store().release(first));

        Claim second = await(store().take(CLUSTER, Samples.uid("b"), Samples.NODE)).orElseThrow();

        assertThat(second.number()).isGreaterThan(first.number());
    }

    @Test
    void renewingCountsAndIsDated() {
        Claim held = taken();
        ClaimRow before = row();
        age(Duration.ofSeconds(30));
        Duration aged = row().sinceRenewed();

        boolean renewed = await(store().renew(held));

        assertThat(renewed).isTrue();
        assertThat(aged).isGreaterThanOrEqualTo(Duration.ofSeconds(28));
        assertThat(row().renewals()).isGreaterThan(before.renewals());
        assertThat(row().sinceRenewed()).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void twoRenewalsInOneSecondBothSucceed() {
        Claim held = taken();

        assertThat(await(store().renew(held))).isTrue();
        assertThat(await(store().renew(held))).isTrue();
    }

    @Test
    void onlyTheExactClaimIsRenewed() {
        Claim held = taken();

        assertThat(await(store().renew(withNumber(held, held.number() + 1)))).isFalse();
        assertThat(await(store().renew(new Claim(CLUSTER, held.uid(), Samples.OTHER, held.number())))).isFalse();
        assertThat(await(store().renew(new Claim(CLUSTER, Samples.uid("b"), held.owner(), held.number())))).isFalse();
        assertThat(row().renewals()).isZero();
    }

    @Test
    void aReleasedClusterIsFree() {
        await(store().release(taken()));

        assertThat(await(store().readAll())).isEmpty();
        assertThat(await(store().take(CLUSTER, Samples.uid("b"), Samples.OTHER))).isPresent();
    }

    @Test
    void onlyTheExactClaimIsReleased() {
        Claim held = taken();

        await(store().release(withNumber(held, held.number() - 1)));

        assertThat(row().claim()).isEqualTo(held);
        assertThat(await(store().renew(held))).isTrue();
    }

    @Test
    void anUnrenewedClaimIsTakenOver() {
        Claim old = taken();
        ClaimRow seen = row();
        age(UNRENEWED.plusSeconds(2));

        Claim claim = await(store().takeOver(seen, Samples.OTHER, UNRENEWED)).orElseThrow();

        assertThat(claim.owner()).isEqualTo(Samples.OTHER);
        assertThat(claim.uid()).isEqualTo(old.uid());
        assertThat(claim.number()).isGreaterThan(old.number());
        assertThat(await(store().renew(old))).isFalse();
        assertThat(await(store().renew(claim))).isTrue();
    }

    @Test
    void aClaimNotUnrenewedForLongEnoughByTheBackendsClockIsNotTakenOver() {
        taken();
        ClaimRow seen = row();
        age(Duration.ofSeconds(2));

        assertThat(await(store().takeOver(seen, Samples.OTHER, UNRENEWED))).isEmpty();
    }

    @Test
    void aClaimRenewedByAClockAheadOfTheBackendsIsTakenOverByWhoSawItUnrenewed() {
        taken();
        age(Duration.ofMinutes(-10));
        ClaimRow seen = row();

        Optional<Claim> claim = await(store().takeOver(seen, Samples.OTHER, UNRENEWED));

        assertThat(seen.sinceRenewed()).isNegative();
        assertThat(claim).map(Claim::owner).contains(Samples.OTHER);
    }

    @Test
    void aClaimRenewedSinceItWasSeenIsNotTakenOver() {
        Claim held = taken();
        ClaimRow seen = row();
        await(store().renew(held));
        age(Duration.ofSeconds(60));

        assertThat(await(store().takeOver(seen, Samples.OTHER, UNRENEWED))).isEmpty();
        assertThat(await(store().renew(held))).isTrue();
    }

    @Test
    void onlyOneOfTwoTakesOver() {
        taken();
        ClaimRow seen = row();
        age(Duration.ofSeconds(60));

        Optional<Claim> first = await(store().takeOver(seen, Samples.OTHER, UNRENEWED));
        Optional<Claim> second = await(store().takeOver(seen, Samples.node("three"), UNRENEWED));

        assertThat(List.of(first.isPresent(), second.isPresent())).containsExactly(true, false);
    }

    @Test
    void aReleasedClaimIsNotTakenOver() {
        Claim held = taken();
        ClaimRow seen = row();
        await(store().release(held));
        age(Duration.ofSeconds(60));

        assertThat(await(store().takeOver(seen, Samples.OTHER, UNRENEWED))).isEmpty();
    }
}
