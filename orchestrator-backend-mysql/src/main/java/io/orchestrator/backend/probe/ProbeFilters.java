package io.orchestrator.backend.probe;

import java.util.List;
import java.util.regex.Pattern;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.ContractPattern;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * Which replicas and replication users to leave out (discovery.md 5.8). Invalid patterns never match; the configuration's loader
 * reports them.
 *
 * @param replicaHosts {@code DiscoveryIgnoreReplicaHostnameFilters}
 * @param replicationUsers {@code DiscoveryIgnoreReplicationUsernameFilters}; applied to the empty user too
 */
public record ProbeFilters(List<String> replicaHosts, List<String> replicationUsers) {
    public static final ProbeFilters NONE = new ProbeFilters(List.of(), List.of());

    public ProbeFilters {
        replicaHosts = List.copyOf(replicaHosts);
        replicationUsers = List.copyOf(replicationUsers);
    }

    /** The same, ready to be asked. */
    Compiled compile() {
        return new Compiled(HostFilters.of(replicaHosts),
                replicationUsers.stream().flatMap(text -> ContractPattern.find(text).stream()).toList());
    }

    record Compiled(HostFilters hosts, List<Pattern> users) {
        boolean leavesOutReplica(InstanceKey key) {
            return hosts.matches(key);
        }

        boolean leavesOutUser(String user) {
            return users.stream().anyMatch(pattern -> pattern.matcher(user).find());
        }
    }
}
