package io.orchestrator.domain.promotion;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.operations.PromotionRule;

/** The constraints, in the order in which their reasons are given. All are evaluated before anything is changed. */
final class Constraints {
    private static final List<Constraint> ALL = List.of(Constraints::alreadyTried, Constraints::notWanted,
            Constraints::unread, Constraints::elsewhere, Constraints::multiSource, Constraints::withoutGtid,
            Constraints::mustNot, Constraints::ignored, Constraints::binlogServer, Constraints::withoutBinaryLog,
            Constraints::withoutReplicaUpdates, Constraints::delayed, Constraints::otherDataCenter,
            Constraints::otherRegion,
            Constraints::lagging, Constraints::unapplied, Constraints::versionAboveMajority,
            Constraints::formatAboveMajority);

    private Constraints() {}

    static Optional<String> firstRefusal(ReplicaFacts replica, Contest contest) {
        return ALL.stream().flatMap(constraint -> constraint.refusal(replica, contest).stream()).findFirst();
    }

    private static Optional<String> when(boolean refused, String reason) {
        return refused ? Optional.of(reason) : Optional.empty();
    }

    private static Optional<String> alreadyTried(ReplicaFacts replica, Contest contest) {
        return contest.excluded()
                .stream()
                .filter(e -> e.key().equals(replica.key()))
                .map(Choice.PassedOver::reason)
                .findFirst();
    }

    private static Optional<String> notWanted(ReplicaFacts replica, Contest contest) {
        boolean other = !contest.wanted().equals(InstanceKey.NONE) && !contest.wanted().equals(replica.key());
        return when(other, "was not asked for: the promotion of " + contest.wanted() + " was");
    }

    private static Optional<String> unread(ReplicaFacts replica, Contest contest) {
        return when(contest.reading(replica.key()).isEmpty(), "did not answer when its receiver was to be stopped");
    }

    private static Optional<String> elsewhere(ReplicaFacts replica, Contest contest) {
        return when(contest.usable(replica).isEmpty(), "does not replicate from " + contest.failed() + " any more");
    }

    private static Optional<String> multiSource(ReplicaFacts replica, Contest contest) {
        return when(replica.multiSource(),
                "replicates from several sources; resetting it would lose its other channels");
    }

    private static Optional<String> withoutGtid(ReplicaFacts replica, Contest contest) {
        return when(!replica.positioning().isGtid(), "does not replicate by GTID");
    }

    private static Optional<String> mustNot(ReplicaFacts replica, Contest contest) {
        return when(replica.rule() == PromotionRule.MUST_NOT, "has the promotion rule must_not");
    }

    private static Optional<String> ignored(ReplicaFacts replica, Contest contest) {
        return when(contest.policy().ignored().test(replica.key()), "matches PromotionIgnoreHostnameFilters");
    }

    private static Optional<String> binlogServer(ReplicaFacts replica, Contest contest) {
        return when(replica.flavor() == Flavor.MAXSCALE, "is a binlog server");
    }

    private static Optional<String> withoutBinaryLog(ReplicaFacts replica, Contest contest) {
        return when(!replica.binlog().enabled(), "has no binary log");
    }

    private static Optional<String> withoutReplicaUpdates(ReplicaFacts replica, Contest contest) {
        return when(!replica.binlog().logsReplicaUpdates(), "does not log replicated updates");
    }

    private static Optional<String> delayed(ReplicaFacts replica, Contest contest) {
        return when(!replica.configuredDelay().isZero(),
                "is delayed on purpose by " + replica.configuredDelay().toSeconds() + " s");
    }

    private static Optional<String> otherDataCenter(ReplicaFacts replica, Contest contest) {
        String own = replica.classification().dataCenter();
        String failed = contest.site().dataCenter();
        return when(contest.policy().preventCrossDataCenter() && !own.equals(failed),
                "PreventCrossDataCenterMasterFailover: will not promote server in " + own + " when failed server in "
                        + failed);
    }

    private static Optional<String> otherRegion(ReplicaFacts replica, Contest contest) {
        String own = replica.classification().region();
        String failed = contest.site().region();
        return when(contest.policy().preventCrossRegion() && !own.equals(failed),
                "PreventCrossRegionMasterFailover: will not promote server in " + own + " when failed server in "
                        + failed);
    }

    private static Optional<String> lagging(ReplicaFacts replica, Contest contest) {
        Duration limit = contest.policy().maxLag();
        Duration lag = replica.lag();
        boolean refused = !limit.isZero() && lag != null && lag.compareTo(limit) >= 0;
        return when(refused,
                "lags by " + (lag == null ? 0 : lag.toSeconds()) + " s; FailMasterPromotionOnLagMinutes allows "
                        + limit.toMinutes() + " min");
    }

    private static Optional<String> unapplied(ReplicaFacts replica, Contest contest) {
        return contest.policy().refuseUnapplied()
                ? contest.usable(replica)
                        .filter(reading -> !reading.isDrained())
                        .map(reading -> "FailMasterPromotionIfSQLThreadNotUpToDate is set and its sql thread is not up to date: "
                                + reading.unapplied() + " transactions are received and not applied")
                : Optional.empty();
    }

    private static Optional<String> versionAboveMajority(ReplicaFacts replica, Contest contest) {
        ServerVersion majority = mostFrequent(contest.replicas().stream().map(r -> r.version().major()).toList())
                .map(ServerVersion::new)
                .orElse(replica.version());
        return when(replica.version().compareMajor(majority) > 0,
                "has version " + replica.version() + ", above the majority's "
                        + majority + ", which could not replicate from it");
    }

    private static Optional<String> formatAboveMajority(ReplicaFacts replica, Contest contest) {
        Optional<Integer> majority = mostFrequent(
                contest.replicas().stream().map(r -> r.binlog().formatRank()).toList());
        int own = replica.binlog().formatRank();
        return when(majority.filter(m -> m > 0 && own > m).isPresent(),
                "has binary log format " + replica.binlog().format() + ", above the majority's");
    }

    private static <T extends Comparable<T>> Optional<T> mostFrequent(List<T> values) {
        Map<T, Long> counts = values.stream().collect(Collectors.groupingBy(v -> v, Collectors.counting()));
        Comparator<T> mostFirst = Comparator.comparingLong((T value) -> -counts.getOrDefault(value, 0L));
        return counts.keySet().stream().min(mostFirst.thenComparing(Comparator.naturalOrder()));
    }
}
