package io.orchestrator.domain.promotion;

import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MariaDbGtidSet;
import io.orchestrator.domain.identity.Flavor;

/** Whether one replica can replicate from another, in the terms of a promotion (recovery.md 7.6, topology-ops.md 1.2). */
final class Following {
    private Following() {}

    /** Why the replica cannot follow the new source; empty when it can. */
    static Optional<String> obstacle(ReplicaFacts replica, ReplicaFacts source, PromotionPolicy policy) {
        if (!source.binlog().enabled() || !source.binlog().logsReplicaUpdates()) {
            return Optional.of(source.key() + " does not log what it replicates");
        }
        boolean binlogServer = replica.flavor() == Flavor.MAXSCALE;
        if (!binlogServer && !policy.lowerVersionAllowed() && replica.version().compareMajor(source.version()) < 0) {
            return Optional.of(
                    "its version " + replica.version() + " is lower than " + source.version() + " of " + source.key());
        }
        boolean logs = replica.binlog().enabled() && replica.binlog().logsReplicaUpdates();
        if (logs && replica.binlog().hasLowerFormatThan(source.binlog())) {
            return Optional.of("its binary log format " + replica.binlog().format() + " is lower than "
                    + source.binlog().format() + " of " + source.key());
        }
        if (policy.verifyFilters() && source.filtered() && !replica.filtered()) {
            return Optional.of(source.key() + " has replication filters");
        }
        if (!binlogServer && replica.serverId() == source.serverId()) {
            return Optional.of("it has the same server id " + replica.serverId() + " as " + source.key());
        }
        if (!binlogServer && replica.uuid() != null && Objects.equals(replica.uuid(), source.uuid())) {
            return Optional.of("it has the same server UUID as " + source.key());
        }
        return Optional.empty();
    }

    /** Why the replica is ahead of what the new source will have; empty when it is not. */
    static Optional<String> ahead(GtidSet replicaHistory, GtidSet target) {
        if (replicaHistory instanceof MariaDbGtidSet own && target instanceof MariaDbGtidSet others
                && own.conflictsWith(others)) {
            return Optional.of("it diverged: it has other transactions under the same numbers as the promoted server");
        }
        if (target.contains(replicaHistory)) {
            return Optional.empty();
        }
        GtidSet more = replicaHistory.subtract(target);
        return Optional.of("it has " + more.transactionCount() + " transactions that the promoted server lacks: "
                + abbreviated(more));
    }

    static String abbreviated(GtidSet set) {
        String text = set.text();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
