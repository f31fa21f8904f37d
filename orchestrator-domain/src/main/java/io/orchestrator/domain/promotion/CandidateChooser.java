package io.orchestrator.domain.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * Chooses whom to promote. The order is total and does not depend on the order of arrival: the replica that, caught up from
 * the best sibling where that is needed, will lack the fewest known transactions; then promotion rule, site, and the rest of
 * {@link Contender#RANKING}.
 */
public final class CandidateChooser {
    private CandidateChooser() {}

    public static Choice choose(Contest contest) {
        List<Choice.PassedOver> refused = new ArrayList<>();
        List<Contender> contenders = new ArrayList<>();
        GtidSet pool = contest.pool();
        for (ReplicaFacts replica : contest.replicas()) {
            Optional<String> refusal = Constraints.firstRefusal(replica, contest);
            if (refusal.isPresent()) {
                refused.add(new Choice.PassedOver(replica.key(), refusal.get()));
            } else {
                contest.usable(replica)
                        .ifPresent(reading -> contenders.add(Contender.of(replica, reading, pool, contest)));
            }
        }
        Optional<String> unproven = unprovenAcknowledgements(contest);
        if (unproven.isPresent()) {
            return new Choice.Nobody(unproven.get(), refused);
        }
        contenders.sort(Contender.RANKING);
        if (contenders.isEmpty()) {
            return new Choice.Nobody("none of the " + contest.replicas().size() + " replicas of " + contest.failed()
                    + " may be promoted", refused);
        }
        Contender best = contenders.getFirst();
        if (contest.acknowledgements() > 0 && best.missing() > 0) {
            // On a semi-synchronous cluster any transaction that a replica received may have been acknowledged.
            return new Choice.Nobody(
                    best.replica().key() + ", the best that may be promoted, would lack " + best.missing()
                            + " transactions that other replicas of " + contest.failed()
                            + " have and that may have been acknowledged",
                    refused);
        }
        return promote(contenders, refused, pool, contest);
    }

    /** Why a replica may not be promoted; empty when it passes every constraint, be it ranked first or not. */
    public static Optional<String> refusal(ReplicaFacts replica, Contest contest) {
        return Constraints.firstRefusal(replica, contest);
    }

    private static Optional<String> unprovenAcknowledgements(Contest contest) {
        AcknowledgementProof proof = AcknowledgementProof.of(contest);
        if (proof.holds()) {
            return Optional.empty();
        }
        return Optional.of("only " + proof.read() + " of " + proof.acknowledging() + " acknowledging replicas of "
                + contest.failed() + " could be stopped and read, " + proof.needed()
                + " are needed to be sure that no acknowledged transaction is lost");
    }

    private static Choice promote(List<Contender> contenders, List<Choice.PassedOver> refused, GtidSet pool,
            Contest contest) {
        Contender best = contenders.getFirst();
        List<Choice.PassedOver> passedOver = new ArrayList<>();
        for (Contender other : contenders.subList(1, contenders.size())) {
            passedOver.add(new Choice.PassedOver(other.replica().key(), comparison(best, other)));
        }
        passedOver.addAll(refused);
        List<InstanceKey> followers = new ArrayList<>();
        List<Choice.PassedOver> lost = new ArrayList<>();
        for (ReplicaFacts replica : contest.replicas()) {
            if (replica.key().equals(best.replica().key())) {
                continue;
            }
            Optional<String> why = whyLost(replica, best, contest);
            if (why.isPresent()) {
                lost.add(new Choice.PassedOver(replica.key(), why.get()));
            } else {
                followers.add(replica.key());
            }
        }
        GtidSet known = pool.union(contest.sourceExecuted());
        return new Choice.Promote(best.replica().key(), why(best, contenders.size()), best.donor(), best.target(),
                followers,
                lost, known.subtract(best.target()), passedOver);
    }

    private static Optional<String> whyLost(ReplicaFacts replica, Contender best, Contest contest) {
        Optional<ReplicaReading> reading = contest.usable(replica);
        if (contest.wasReset(replica)) {
            return Optional.of("its promotion failed and may have reset its replication");
        }
        if (reading.isEmpty()) {
            boolean answered = contest.reading(replica.key()).isPresent();
            return Optional.of(answered ? "it does not replicate from " + contest.failed() + " any more"
                    : "it did not answer when its receiver was to be stopped");
        }
        if (replica.multiSource()) {
            return Optional.of("it replicates from several sources");
        }
        if (!replica.positioning().isGtid()) {
            return Optional.of("it does not replicate by GTID");
        }
        Optional<String> obstacle = Following.obstacle(replica, best.replica(), contest.policy());
        return obstacle.isPresent() ? obstacle
                : Following.ahead(contest.history(replica, reading.get()), best.target());
    }

    private static String why(Contender best, int contenders) {
        String from = best.needsCatchUp() ? ", caught up from " + best.donor() : "";
        String lacking = best.missing() == 0 ? "has all transactions that the answering replicas have"
                : "lacks fewest (" + best.missing() + ") of the transactions that the answering replicas have";
        return "best of " + contenders + " by rank: " + lacking + from + "; promotion rule "
                + best.replica().rule().contractName() + (best.sameSite() ? ", same site as the failed server" : "");
    }

    private static String comparison(Contender best, Contender other) {
        InstanceKey winner = best.replica().key();
        if (other.missing() != best.missing()) {
            return "would lack " + other.missing() + " known transactions, " + winner + " only " + best.missing();
        }
        if (other.replica().rule() != best.replica().rule()) {
            return "has promotion rule " + other.replica().rule().contractName() + ", " + winner + " has "
                    + best.replica().rule().contractName();
        }
        if (other.sameSite() != best.sameSite()) {
            return "stands at another site than the failed server";
        }
        if (other.replica().hasErrant() != best.replica().hasErrant()) {
            return "has errant transactions";
        }
        if (other.needsCatchUp() != best.needsCatchUp()) {
            return "would have to be caught up first";
        }
        return "ranks below " + winner + " (downtime, semi-sync, version, format, unapplied transactions, name)";
    }
}
