package io.orchestrator.domain.promotion;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;

/** Whom to promote, or why nobody. Either way every replica that was passed over has its reason. */
public sealed interface Choice {
    /** Replicas that may not be, or were not, promoted, each with its reason, in rank order. */
    List<PassedOver> passedOver();

    /** A replica that is not the one, and why. */
    record PassedOver(InstanceKey key, String reason) {
        public PassedOver {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Promote this one.
     *
     * @param candidate whom
     * @param why why this one
     * @param donor replica to fetch missing transactions from first, {@link InstanceKey#NONE} when nothing is missing
     * @param target all that the candidate must have executed before it is promoted
     * @param followers replicas that will follow it
     * @param lost replicas that will not
     * @param lostTransactions transactions known to have existed that will not stand on the candidate
     */
    record Promote(InstanceKey candidate, String why, InstanceKey donor, GtidSet target, List<InstanceKey> followers,
            List<PassedOver> lost, GtidSet lostTransactions, List<PassedOver> passedOver) implements Choice {
        public Promote {
            Objects.requireNonNull(candidate, "candidate");
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(donor, "donor");
            Objects.requireNonNull(target, "target");
            followers = List.copyOf(followers);
            lost = List.copyOf(lost);
            Objects.requireNonNull(lostTransactions, "lostTransactions");
            passedOver = List.copyOf(passedOver);
        }

        public boolean needsCatchUp() {
            return !donor.equals(InstanceKey.NONE);
        }
    }

    /** Promote nobody. */
    record Nobody(String why, List<PassedOver> passedOver) implements Choice {
        public Nobody {
            Objects.requireNonNull(why, "why");
            passedOver = List.copyOf(passedOver);
        }
    }
}
