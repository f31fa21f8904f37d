package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimObservationsTest {
    private static final NodeId SELF = new NodeId("one", "aaaa");
    private static final NodeId OTHER = new NodeId("two", "bbbb");
    private static final ClusterName CLUSTER = new ClusterName("m:3306");
    private static final Duration LONG = Duration.ofSeconds(5);

    private static ClaimRow row(NodeId owner, long number, long renewals) {
        return new ClaimRow(new Claim(CLUSTER, new RecoveryUid("1:ab"), owner, number), Duration.ofHours(1), renewals);
    }

    private static Duration at(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static ClaimObservations seen(ClaimRow row) {
        return ClaimObservations.NONE.after(List.of(row), at(0));
    }

    @Test
    void claimIsStaleWhenItWasSeenUnrenewedLongEnoughHereWhateverItsAgeInTheStore() {
        ClaimObservations seen = seen(row(OTHER, 1, 9)).after(List.of(row(OTHER, 1, 9)), at(4));

        assertThat(seen.stale(at(4), LONG)).isEmpty();
        assertThat(seen.stale(at(5), LONG)).containsExactly(row(OTHER, 1, 9));
    }

    @Test
    void renewalAndChangeOfOwnerStartTheWaitAnew() {
        assertThat(seen(row(OTHER, 1, 9)).after(List.of(row(OTHER, 1, 10)), at(4)).stale(at(8), LONG)).isEmpty();
        assertThat(seen(row(OTHER, 1, 9)).after(List.of(row(OTHER, 2, 9)), at(4)).stale(at(8), LONG)).isEmpty();
    }

    @Test
    void ownClaimThatNobodyRenewsIsStaleToo() {
        assertThat(seen(row(SELF, 1, 9)).stale(at(60), LONG)).hasSize(1);
    }

    @Test
    void claimThatWasGivenBackIsForgotten() {
        ClaimObservations back = seen(row(OTHER, 1, 9)).after(List.of(), at(1));

        assertThat(seen(row(OTHER, 1, 9)).row(CLUSTER)).contains(row(OTHER, 1, 9));
        assertThat(back.row(CLUSTER)).isEmpty();
        assertThat(back.after(List.of(row(OTHER, 1, 9)), at(2)).stale(at(6), LONG)).isEmpty();
    }
}
