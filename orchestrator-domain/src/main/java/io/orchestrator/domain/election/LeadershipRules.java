package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.identity.NodeId;

/**
 * How a node's role follows from what it reads. A node leads only while less than its lease has passed since it <em>sent</em> the
 * affirmation that succeeded, and displaces another only when it has seen that one's row unchanged for the whole lease itself.
 *
 * @param self this node
 * @param lease our lease, between nodes of ours
 * @param contractLease the contract's 5 s, towards any other owner
 */
public record LeadershipRules(NodeId self, Duration lease, Duration contractLease) {
    public LeadershipRules {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(contractLease, "contractLease");
        if (lease.compareTo(contractLease) > 0) {
            throw new IllegalArgumentException(
                    "our lease " + lease + " is longer than the contract's " + contractLease);
        }
    }

    /** The role before anything was read. */
    public Leadership initial(Duration now) {
        return new Leadership.Following(null, now);
    }

    /**
     * The role after an attempt was answered.
     *
     * @param sentAt when the attempt was sent
     * @param now when its answer arrived
     */
    public Leadership answered(Leadership current, LeaderRow row, Duration sentAt, Duration now) {
        if (row.isOwnedBy(self) && row.term() > 0) {
            boolean stillInTime = now.minus(sentAt).compareTo(lease) < 0;
            if (stillInTime) {
                return new Leadership.Leading(row.term(), sentAt);
            }
            boolean suspended = current instanceof Leadership.Suspended before && before.term() == row.term();
            return suspended ? current : new Leadership.Suspended(row.term(), sentAt.plus(lease));
        }
        if (current instanceof Leadership.Following following && following.seen() != null
                && isUnchanged(following.seen(), row)) {
            return new Leadership.Following(row, following.unchangedSince());
        }
        return new Leadership.Following(row, now);
    }

    /** The role after an attempt failed or was not answered: an expired lease suspends, everything else stays. */
    public Leadership failed(Leadership current, Duration now) {
        return tick(current, now);
    }

    /** The role as time goes by: the lease ends by itself. */
    public Leadership tick(Leadership current, Duration now) {
        return switch (current) {
            case Leadership.Leading leading when now.minus(leading.affirmedAt()).compareTo(lease) >= 0 ->
                    new Leadership.Suspended(leading.term(), leading.affirmedAt().plus(lease));
            case Leadership.Leading leading -> leading;
            case Leadership.Suspended suspended -> suspended;
            case Leadership.Following following -> following;
        };
    }

    /** When the lease of a leader ends if nothing is affirmed meanwhile. */
    public Optional<Duration> leaseEnd(Leadership current) {
        return current instanceof Leadership.Leading leading ? Optional.of(leading.affirmedAt().plus(lease))
                : Optional.empty();
    }

    /** The row that this node may displace now, provided that the backend's clock agrees. */
    public Optional<LeaderRow> mayDisplace(Leadership current, Duration now) {
        return displaceableAt(current).filter(at -> now.compareTo(at) >= 0)
                .flatMap(_ -> current instanceof Leadership.Following following ? Optional.ofNullable(following.seen())
                        : Optional.empty());
    }

    /** When this node may displace the owner if the row stays as it was last seen. */
    public Optional<Duration> displaceableAt(Leadership current) {
        if (!(current instanceof Leadership.Following following) || following.seen() == null) {
            return Optional.empty();
        }
        return Optional.of(following.unchangedSince().plus(following.seen().hasOurLease() ? lease : contractLease));
    }

    /** Whether somebody else owns the row as last seen and may not be displaced yet: to look at it is enough. */
    public boolean onlyWatches(Leadership current, Duration now) {
        return current instanceof Leadership.Following following && following.seen() != null
                && isOfAnother(following.seen()) && mayDisplace(current, now).isEmpty();
    }

    /** Whether a node other than this one is named in the row. */
    public boolean isOfAnother(LeaderRow row) {
        return row.owner() != null && !row.isOwnedBy(self);
    }

    private static boolean isUnchanged(LeaderRow before, LeaderRow after) {
        return Objects.equals(before.owner(), after.owner()) && before.firstSeenActive().equals(after.firstSeenActive())
                && before.leaseSequence() == after.leaseSequence()
                && after.sinceAffirmed().compareTo(before.sinceAffirmed()) >= 0;
    }
}
