package io.orchestrator.domain.promotion;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.operations.PromotionRule;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a replica before a recovery touches it.
 *
 * @param key the replica
 * @param serverId its server id
 * @param uuid its UUID; null when it has none
 * @param version its version
 * @param flavor its flavor
 * @param binlog its binary logging
 * @param classification data centre and so on
 * @param rule its promotion rule
 * @param positioning how its channel finds its place
 * @param configuredDelay its configured delay
 * @param lag last known lag; null when unknown
 * @param valid its last probe was complete
 * @param downtimed it is in downtime
 * @param errant transactions that it has and the failed server was known not to have; empty when there are none or it is unknown
 * @param multiSource it has more than one channel
 * @param filtered it has replication filters
 * @param acknowledges it is switched on as a semi-synchronous replica
 */
public record ReplicaFacts(InstanceKey key, long serverId, @Nullable ServerUuid uuid, ServerVersion version,
        Flavor flavor,
        BinlogFacts binlog, Classification classification, PromotionRule rule, GtidPositioning positioning,
        Duration configuredDelay, @Nullable Duration lag, boolean valid, boolean downtimed, GtidSet errant,
        boolean multiSource, boolean filtered, boolean acknowledges) {
    public ReplicaFacts {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(flavor, "flavor");
        Objects.requireNonNull(binlog, "binlog");
        Objects.requireNonNull(classification, "classification");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(positioning, "positioning");
        Objects.requireNonNull(configuredDelay, "configuredDelay");
        Objects.requireNonNull(errant, "errant");
    }

    public boolean hasErrant() {
        return !errant.isEmpty();
    }
}
