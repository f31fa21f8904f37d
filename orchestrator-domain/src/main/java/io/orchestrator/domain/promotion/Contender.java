package io.orchestrator.domain.promotion;

import java.util.Comparator;
import java.util.Optional;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;

/**
 * A replica that passed every constraint, with what it would take to promote it.
 *
 * @param replica its facts
 * @param donor whom it would be caught up from, {@link InstanceKey#NONE} when nobody is needed or nobody can
 * @param target what it will have executed when it is promoted
 * @param missing how many transactions known to exist on answering replicas it will lack
 * @param unapplied how many received transactions it still has to apply
 * @param sameSite it stands where the failed server stood
 */
record Contender(ReplicaFacts replica, InstanceKey donor, GtidSet target, long missing, long unapplied,
        boolean sameSite) {
    /** Fewest lost first, then by preference, then by how soon it can take over; ends with the key, so it is total. */
    static final Comparator<Contender> RANKING = Comparator.comparingLong(Contender::missing)
            .thenComparing(c -> c.replica().rule())
            .thenComparingInt(c -> c.sameSite() ? 0 : 1)
            .thenComparingInt(c -> c.replica().hasErrant() ? 1 : 0)
            .thenComparingInt(c -> c.needsCatchUp() ? 1 : 0)
            .thenComparingInt(c -> c.replica().downtimed() ? 1 : 0)
            .thenComparingInt(c -> c.replica().acknowledges() ? 0 : 1)
            .thenComparing(c -> c.replica().version().major(), Contender::compareMajor)
            .thenComparingInt(c -> c.replica().binlog().formatRank())
            .thenComparingLong(Contender::unapplied)
            .thenComparing(c -> c.replica().key());

    /** @param pool {@link Contest#pool()}, which is the same for all */
    static Contender of(ReplicaFacts replica, ReplicaReading reading, GtidSet pool, Contest contest) {
        GtidSet own = contest.history(replica, reading);
        Optional<ReplicaFacts> donor = pool.equals(own) || own.contains(pool) ? Optional.empty()
                : bestDonor(replica, own, contest);
        GtidSet target = donor.map(d -> own.union(contest.usableHistory(d))).orElse(own);
        return new Contender(replica, donor.map(ReplicaFacts::key).orElse(InstanceKey.NONE), target,
                pool.subtract(target).transactionCount(),
                reading.unapplied(),
                replica.classification().isSameSiteAs(contest.site()));
    }

    boolean needsCatchUp() {
        return !donor.equals(InstanceKey.NONE);
    }

    private static int compareMajor(String a, String b) {
        return new ServerVersion(a)
                .compareMajor(new ServerVersion(b));
    }

    /** The replica that can give most of what is missing without giving transactions of its own. */
    private static Optional<ReplicaFacts> bestDonor(ReplicaFacts replica, GtidSet own, Contest contest) {
        return contest.replicas()
                .stream()
                .filter(d -> !d.key().equals(replica.key()))
                .filter(d -> contest.usable(d).isPresent())
                .filter(d -> canGive(d, replica, contest))
                .filter(d -> gain(d, own, contest) > 0)
                .min(Comparator.<ReplicaFacts>comparingLong(d -> -gain(d, own, contest))
                        .thenComparing(ReplicaFacts::key));
    }

    private static long gain(ReplicaFacts donor, GtidSet own, Contest contest) {
        return contest.usableHistory(donor).subtract(own).transactionCount();
    }

    private static boolean canGive(ReplicaFacts donor, ReplicaFacts replica, Contest contest) {
        boolean ownMade = contest.usable(donor)
                .filter(r -> contest.history(donor, r).contains(r.received()))
                .isEmpty();
        boolean triedInVain = contest.excluded().stream().anyMatch(e -> e.key().equals(donor.key()));
        return !triedInVain && donor.configuredDelay().isZero() && !donor.multiSource() && donor.positioning().isGtid()
                && !ownMade && Following.obstacle(replica, donor, contest.policy()).isEmpty();
    }
}
