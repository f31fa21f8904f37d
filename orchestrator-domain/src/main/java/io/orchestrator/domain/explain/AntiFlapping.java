package io.orchestrator.domain.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RefusalTexts;

/** What earlier recoveries forbid, in the words in which a registration would be refused (recovery.md 5). */
final class AntiFlapping {
    private AntiFlapping() {}

    static List<String> refusals(InstanceKey failed, ClusterName cluster, List<RecoveryRecord> recoveries) {
        return Stream.of(recentlyPromoted(failed, recoveries), clusterBlocked(cluster, recoveries),
                unfinished(cluster, recoveries)).flatMap(Optional::stream).toList();
    }

    private static Optional<String> recentlyPromoted(InstanceKey failed, List<RecoveryRecord> recoveries) {
        return first(recoveries, r -> r.active() && r.outcome() != null && r.outcome().successor().equals(failed))
                .map(r -> RefusalTexts.recentlyPromoted(failed, r.failed()));
    }

    private static Optional<String> clusterBlocked(ClusterName cluster, List<RecoveryRecord> recoveries) {
        return first(recoveries, r -> r.active() && r.cluster().equals(cluster))
                .map(r -> RefusalTexts.clusterBlocked(cluster, r.failed()));
    }

    private static Optional<String> unfinished(ClusterName cluster, List<RecoveryRecord> recoveries) {
        return first(recoveries, r -> r.endedAt().isEmpty() && r.cluster().equals(cluster))
                .map(r -> RefusalTexts.unfinished(r.uid(), cluster));
    }

    private static Optional<RecoveryRecord> first(List<RecoveryRecord> recoveries, Predicate<RecoveryRecord> which) {
        return recoveries.stream().filter(which).findFirst();
    }
}
