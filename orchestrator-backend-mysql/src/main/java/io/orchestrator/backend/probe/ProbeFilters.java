package io.orchestrator.backend.probe;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.text.ContractPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replicas and replication users to leave out (discovery.md 5.8). Invalid patterns never match; the configuration's loader
 * reports them.
 *
 * @param replicaHosts {@code DiscoveryIgnoreReplicaHostnameFilters}
 * @param replicationUsers {@code DiscoveryIgnoreReplicationUsernameFilters}; applied to the empty user too
 * @param told whether the log says whom a user is the reason to leave out of a list of replicas ({@code EnableDiscoveryFiltersLogs}); of
 *     a server that is probed the outcome says it
 */
public record ProbeFilters(List<String> replicaHosts, List<String> replicationUsers, boolean told) {
    public static final ProbeFilters NONE = new ProbeFilters(List.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(ProbeFilters.class);
    private static final int MOST_TOLD = 10_000;

    public ProbeFilters {
        replicaHosts = List.copyOf(replicaHosts);
        replicationUsers = List.copyOf(replicationUsers);
    }

    /** Filters whose effects are told. */
    public ProbeFilters(List<String> replicaHosts, List<String> replicationUsers) {
        this(replicaHosts, replicationUsers, true);
    }

    /** The same, ready to be asked. */
    Compiled compile() {
        return new Compiled(HostFilters.of(replicaHosts),
                replicationUsers.stream().flatMap(text -> ContractPattern.find(text).stream()).toList(), !told,
                ConcurrentHashMap.newKeySet());
    }

    /**
     * Filters that were read once, and whom they left out of lists because of a user: each is told once.
     *
     * @param mute nothing is told
     */
    record Compiled(HostFilters hosts, List<Pattern> users, boolean mute, Set<InstanceKey> leftOut) {
        boolean leavesOutReplica(InstanceKey key) {
            return hosts.matches(key);
        }

        /** Whether who replicates as that user, which may be empty, is left out. */
        boolean leavesOutUser(String user) {
            return users.stream().anyMatch(pattern -> pattern.matcher(user).find());
        }

        /**
         * Whether a replica is left out of a list because it replicates as that user.
         *
         * @param user may be empty
         * @param whose the replica, for the log
         */
        boolean leavesOutListed(String user, InstanceKey whose) {
            if (!leavesOutUser(user)) {
                return false;
            }
            if (!mute && leftOut.size() < MOST_TOLD && leftOut.add(whose)) {
                LOG.info("{} replicates as '{}' and is left out by DiscoveryIgnoreReplicationUsernameFilters",
                        whose.display(), user);
            }
            return true;
        }
    }
}
