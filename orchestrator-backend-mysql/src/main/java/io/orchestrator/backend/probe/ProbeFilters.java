package io.orchestrator.backend.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * Which replicas and replication users to leave out (discovery.md 5.8). A host name filter that is an IP address matches that host
 * name only; any other is a pattern searched in {@code host:port}. Invalid patterns never match.
 *
 * @param replicaHosts {@code DiscoveryIgnoreReplicaHostnameFilters}
 * @param replicationUsers {@code DiscoveryIgnoreReplicationUsernameFilters}; applied to the empty user too
 */
public record ProbeFilters(List<String> replicaHosts, List<String> replicationUsers) {
    public static final ProbeFilters NONE = new ProbeFilters(List.of(), List.of());

    private static final Pattern IP_ADDRESS =
            Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|(?=.*:.*:)[0-9a-fA-F:.]+");

    public ProbeFilters {
        replicaHosts = List.copyOf(replicaHosts);
        replicationUsers = List.copyOf(replicationUsers);
    }

    /** The same, ready to be asked. */
    Compiled compile() {
        return new Compiled(replicaHosts.stream().filter(ProbeFilters::isAddress).toList(),
                patterns(replicaHosts.stream().filter(filter -> !isAddress(filter)).toList()),
                patterns(replicationUsers));
    }

    private static boolean isAddress(String filter) {
        return IP_ADDRESS.matcher(filter).matches();
    }

    private static List<Pattern> patterns(List<String> texts) {
        var patterns = new ArrayList<Pattern>();
        for (String text : texts) {
            try {
                patterns.add(Pattern.compile(text));
            } catch (PatternSyntaxException _) {
                // By contract it never matches; the configuration's loader reports it.
            }
        }
        return List.copyOf(patterns);
    }

    record Compiled(List<String> addresses, List<Pattern> hosts, List<Pattern> users) {
        boolean leavesOutReplica(InstanceKey key) {
            return addresses.contains(key.hostname())
                    || hosts.stream().anyMatch(pattern -> pattern.matcher(key.display()).find());
        }

        boolean leavesOutUser(String user) {
            return users.stream().anyMatch(pattern -> pattern.matcher(user).find());
        }
    }
}
