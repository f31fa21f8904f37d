package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Leadership and claims. */
public abstract class ElectionScenarios extends StoreScenarios {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration CONTRACT = Duration.ofSeconds(5);
    private static final ClusterName CLUSTER = new ClusterName("db1:3306");
    private static final RecoveryUid UID = new RecoveryUid("1:ab");

    @Test
    void vacancyGoesToTheFirstAndStaysWithIt() {
        var first = get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
        var second = get(stores.leader().attempt(TWO, LEASE, null, CONTRACT));

        assertThat(first.owner()).isEqualTo(ONE);
        assertThat(first.term()).isPositive();
        assertThat(second.owner()).isEqualTo(ONE);
        assertThat(second.term()).isEqualTo(first.term());
        assertThat(second.sinceAffirmed()).isLessThan(LEASE);
    }

    @Test
    void simultaneousAttemptsHaveOneWinner() {
        var nodes =
                Stream.iterate(0, i -> i + 1).limit(8).map(i -> new NodeId("node" + i, "t".repeat(63) + i)).toList();

        var rows = nodes.stream()
                .map(node -> stores.leader().attempt(node, LEASE, null, CONTRACT))
                .toList()
                .stream()
                .map(StoreScenarios::get)
                .toList();

        assertThat(rows).extracting(row -> row.owner()).containsOnly(rows.getFirst().owner());
        assertThat(rows).extracting(row -> row.term()).containsOnly(rows.getFirst().term());
    }

    @Test
    void affirmationsWithinOneSecondAllCountAndKeepTheTerm() {
        var row = get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
        for (int i = 1; i <= 5; i++) {
            var next = get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
            assertThat(next.owner()).isEqualTo(ONE);
            assertThat(next.term()).isEqualTo(row.term());
            assertThat(next.leaseSequence()).isEqualTo(row.leaseSequence() + i);
        }
    }

    @Test
    void freshLeaseCannotBeDisplaced() {
        get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
        var seen = get(stores.leader().read());

        var row = get(stores.leader().attempt(TWO, LEASE, seen, CONTRACT));

        assertThat(row.owner()).isEqualTo(ONE);
    }

    @Test
    void expiredLeaseIsDisplacedOnlyAsItWasSeen() {
        var shortLease = Duration.ofMillis(20);
        var first = get(stores.leader().attempt(ONE, shortLease, null, CONTRACT));
        var affirmed = get(stores.leader().attempt(ONE, shortLease, null, CONTRACT));
        Awaitility.await().until(() -> get(stores.leader().read()).sinceAffirmed().compareTo(shortLease) > 0);

        var outdated = get(stores.leader().attempt(TWO, LEASE, first, CONTRACT));
        var taken = get(stores.leader().attempt(TWO, LEASE, affirmed, CONTRACT));
        var deposed = get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));

        assertThat(outdated.owner()).isEqualTo(ONE);
        assertThat(taken.owner()).isEqualTo(TWO);
        assertThat(taken.term()).isGreaterThan(first.term());
        assertThat(deposed.owner()).isEqualTo(TWO);
    }

    @Test
    void leaderOfTheReferenceKeepsNoLeaseAndExpiresByTheContract() {
        get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
        execute("update active_node set hostname = 'other', token = 'cc', first_seen_active = " + secondsAgo(60)
                + ", last_seen_active = " + secondsAgo(3));
        var seen = get(stores.leader().read());

        assertThat(seen.owner()).isEqualTo(new NodeId("other", "cc"));
        assertThat(seen.hasOurLease()).isFalse();
        assertThat(get(stores.leader().attempt(TWO, LEASE, seen, CONTRACT)).owner()).isEqualTo(seen.owner());

        execute("update active_node set last_seen_active = " + secondsAgo(7));
        var taken = get(stores.leader().attempt(TWO, LEASE, seen, CONTRACT));

        assertThat(taken.owner()).isEqualTo(TWO);
        assertThat(taken.hasOurLease()).isTrue();
    }

    /** Its age alone would not show it: whoever looks once a second may find it 0 s old each time. */
    @Test
    void everyAffirmationOfTheReferenceIsSeen() {
        get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
        execute("update active_node set hostname = 'other', token = 'cc', first_seen_active = " + secondsAgo(60)
                + ", last_seen_active = " + secondsAgo(3));
        var first = get(stores.leader().read());
        var unchanged = get(stores.leader().read());
        execute("update active_node set last_seen_active = " + secondsAgo(1));
        var affirmed = get(stores.leader().read());

        assertThat(unchanged.leaseSequence()).isEqualTo(first.leaseSequence());
        assertThat(affirmed.leaseSequence()).isNotEqualTo(first.leaseSequence());
        assertThat(affirmed.hasOurLease()).isFalse();
    }

    @Test
    void blankRowOfAFreshDeploymentCountsAsNobody() {
        execute("insert into active_node (anchor, hostname, token, last_seen_active, first_seen_active) values (1, '', '', "
                + secondsAgo(8) + ", " + secondsAgo(8) + ")");
        var seen = get(stores.leader().read());

        assertThat(seen.owner()).isNull();
        assertThat(get(stores.leader().attempt(ONE, LEASE, seen, CONTRACT)).owner()).isEqualTo(ONE);
    }

    @Test
    void handOverGrabAndReElectionLetAnotherLeadAtOnce() {
        var first = get(stores.leader().attempt(ONE, LEASE, null, CONTRACT));
        get(stores.leader().handOver(TWO));
        assertThat(get(stores.leader().read()).owner()).isEqualTo(ONE);

        get(stores.leader().handOver(ONE));
        var second = get(stores.leader().attempt(TWO, LEASE, null, CONTRACT));
        assertThat(second.owner()).isEqualTo(TWO);
        assertThat(second.term()).isGreaterThan(first.term());

        get(stores.leader().grab(ONE));
        assertThat(get(stores.leader().attempt(TWO, LEASE, null, CONTRACT)).owner()).isEqualTo(ONE);
        assertThat(get(stores.leader().attempt(ONE, LEASE, null, CONTRACT)).term()).isGreaterThan(second.term());

        get(stores.leader().reelect());
        assertThat(get(stores.leader().attempt(TWO, LEASE, null, CONTRACT)).owner()).isEqualTo(TWO);
    }

    @Test
    void clusterIsClaimedByOneAndTakenAgainOnlyWhenGivenBack() {
        var claim = get(stores.claims().take(CLUSTER, UID, ONE)).orElseThrow();
        var other = get(stores.claims().take(CLUSTER, new RecoveryUid("2:cd"), TWO));

        assertThat(other).isEmpty();

        get(stores.claims().release(claim));
        var next = get(stores.claims().take(CLUSTER, UID, ONE)).orElseThrow();

        assertThat(next.number()).isGreaterThan(claim.number());
        assertThat(get(stores.claims().renew(claim))).isFalse();
        assertThat(get(stores.claims().renew(next))).isTrue();
        assertThat(get(stores.claims().readAll())).singleElement().satisfies(row -> {
            assertThat(row.claim()).isEqualTo(next);
            assertThat(row.renewals()).isEqualTo(1);
            assertThat(row.sinceRenewed()).isLessThan(Duration.ofSeconds(10));
        });
    }

    @Test
    void unrenewedClaimIsTakenOverOnlyAsItWasSeen() {
        var claim = get(stores.claims().take(CLUSTER, UID, ONE)).orElseThrow();
        var seen = get(stores.claims().readAll()).getFirst();
        assertThat(get(stores.claims().takeOver(seen, TWO, Duration.ofSeconds(60)))).isEmpty();
        get(stores.claims().renew(claim));
        assertThat(get(stores.claims().takeOver(seen, TWO, Duration.ZERO))).isEmpty();

        var current = get(stores.claims().readAll()).getFirst();
        Optional<Claim> taken = get(stores.claims().takeOver(current, TWO, Duration.ZERO));

        assertThat(taken).contains(new Claim(CLUSTER, UID, TWO, claim.number() + 1));
        assertThat(get(stores.claims().renew(claim))).isFalse();
        get(stores.claims().release(claim));
        assertThat(get(stores.claims().renew(taken.orElseThrow()))).isTrue();
    }
}
