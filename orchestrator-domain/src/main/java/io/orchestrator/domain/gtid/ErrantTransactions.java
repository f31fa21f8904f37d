package io.orchestrator.domain.gtid;

import java.util.HashSet;
import java.util.Set;

import io.orchestrator.domain.identity.ServerUuid;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to tell which transactions a replica should not have: those it executed and its upstream did not
 * (discovery.md 4, topology-ops.md 6.3).
 *
 * <p>
 * The upstream's set is older than the replica's, so transactions born on any ancestor are never called errant: they may
 * have arrived in between. Those born on the replica itself are, unless it is a co-master, whose own writes are legitimate.
 *
 * @param executed
 *            what the replica executed
 * @param upstreamExecuted
 *            what its source (in a group: the primary) was last seen to have executed; empty when unknown
 * @param ancestry
 *            the UUIDs of all ancestors, the group name included; the replica's own UUID may be in it
 * @param self
 *            the replica's own UUID
 * @param upstream
 *            the source's UUID, or null when the server did not say
 * @param coMaster
 *            whether the replica and its source replicate from each other
 */
public record ErrantTransactions(MySqlGtidSet executed, MySqlGtidSet upstreamExecuted, Set<ServerUuid> ancestry,
        ServerUuid self, @Nullable ServerUuid upstream, boolean coMaster) {

    /** Copies the ancestry. */
    public ErrantTransactions {
        ancestry = Set.copyOf(ancestry);
    }

    /**
     * The errant transactions. Empty when either set is empty: without knowledge of the upstream nothing is called errant.
     */
    public MySqlGtidSet compute() {
        if (executed.isEmpty() || upstreamExecuted.isEmpty()) {
            return MySqlGtidSet.EMPTY;
        }
        return executed.without(legitimateSources()).subtract(upstreamExecuted);
    }

    /**
     * The contract also drops the upstream's own entry from the upstream's set. Here that UUID counts as an ancestor even
     * if the ancestry does not name it yet, which has the same effect on a complete ancestry and, on an incomplete one,
     * does not call all the source ever wrote errant.
     */
    private Set<ServerUuid> legitimateSources() {
        Set<ServerUuid> sources = new HashSet<>(ancestry);
        if (upstream != null) {
            sources.add(upstream);
        }
        if (coMaster) {
            sources.add(self);
        } else {
            sources.remove(self);
        }
        return sources;
    }
}
