package io.orchestrator.ports.driven;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;

/**
 * What people and other processes want: small tables, written before they take effect, read again every second by the leader because
 * others write them, too.
 */
public interface IntentStore {
    /**
     * Everything a reading found.
     *
     * @param recoveriesDisabled the global switch
     * @param downtimes active downtimes
     * @param candidates registered promotion rules
     * @param inMaintenance servers with an active maintenance
     * @param aliases cluster alias by cluster name
     * @param aliasOverrides manual alias by cluster name
     * @param domains cluster domain by cluster name
     * @param virtualNames name that replicas shall use, by host name ({@code hostname_unresolve})
     * @param keys keys of all stored servers
     * @param marks what other processes noted of clusters and hosts
     */
    record Intents(boolean recoveriesDisabled, List<Downtime> downtimes, List<Candidate> candidates,
            Set<InstanceKey> inMaintenance, Map<ClusterName, String> aliases, Map<ClusterName, String> aliasOverrides,
            Map<ClusterName, String> domains, Map<String, String> virtualNames, Set<InstanceKey> keys, Marks marks) {
        public static final Intents NONE =
                new Intents(false, List.of(), List.of(), Set.of(), Map.of(), Map.of(), Map.of(),
                        Map.of(), Set.of(), Marks.NONE);

        public Intents {
            downtimes = List.copyOf(downtimes);
            candidates = List.copyOf(candidates);
            inMaintenance = Set.copyOf(inMaintenance);
            aliases = Map.copyOf(aliases);
            aliasOverrides = Map.copyOf(aliasOverrides);
            domains = Map.copyOf(domains);
            virtualNames = Map.copyOf(virtualNames);
            keys = Set.copyOf(keys);
            Objects.requireNonNull(marks, "marks");
        }
    }

    /**
     * What other processes noted.
     *
     * @param pseudoGtid clusters into which Pseudo-GTID entries were injected of late ({@code cluster_injected_pseudo_gtid})
     * @param snapshots how many snapshots of MySQL's data each host agent found on its host; hosts without any are left out
     */
    record Marks(Set<ClusterName> pseudoGtid, Map<String, Integer> snapshots) {
        public static final Marks NONE = new Marks(Set.of(), Map.of());

        public Marks {
            pseudoGtid = Set.copyOf(pseudoGtid);
            snapshots = Map.copyOf(snapshots);
        }
    }

    /**
     * How long what people or processes registered lasts unless it is registered again.
     *
     * @param accessTokens {@code AccessTokenExpiryMinutes}, from their generation
     * @param pools {@code InstancePoolExpiryMinutes}
     * @param names {@code ExpiryHostnameResolvesMinutes}: virtual names and cluster domains; resolved names last twice as long
     */
    record Lifetimes(Duration accessTokens, Duration pools, Duration names) {
        public Lifetimes {
            Objects.requireNonNull(accessTokens, "accessTokens");
            Objects.requireNonNull(pools, "pools");
            Objects.requireNonNull(names, "names");
        }
    }

    CompletionStage<Intents> read();

    /** Begins or replaces a downtime that ends after {@code duration}. */
    CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration);

    /** Ends a downtime; false when there was none. */
    CompletionStage<Boolean> endDowntime(InstanceKey key);

    /** Removes downtimes that have ended. */
    CompletionStage<Integer> expireDowntimes();

    /**
     * Lets running downtimes of servers lost in a recovery end after {@code duration} again; those that were prolonged within the last
     * hour stay as they are (discovery.md 9). Answers how many were prolonged.
     */
    CompletionStage<Integer> prolongLostDowntimes(Duration duration);

    /** Registers a promotion rule, or registers it again; fails for a server whose name cannot be stored. */
    default CompletionStage<Void> registerCandidate(Candidate candidate) {
        return registerCandidates(List.of(candidate)).thenAccept(registered -> {
            if (!registered.contains(candidate.key())) {
                throw new PortException(PortException.Category.INVALID, "the backend stores no promotion rule of "
                        + candidate.key() + ": a host name there is at most 128 ASCII characters", null);
            }
        });
    }

    /**
     * A registered promotion rule.
     *
     * @param at backend time at which it was registered last
     */
    record Registered(Candidate candidate, Instant at) {
        public Registered {
            Objects.requireNonNull(candidate, "candidate");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Registers promotion rules that queries on the servers found, at most 200. Answers of which servers: one whose name cannot be
     * stored is left out, and holds up no other.
     */
    CompletionStage<Set<InstanceKey>> registerCandidates(Collection<Candidate> candidates);

    /** All registered promotion rules, by host name and port. */
    CompletionStage<List<Registered>> registeredCandidates();

    /** Removes promotion rules not registered again for this long. */
    CompletionStage<Integer> expireCandidates(Duration age);

    /** Sets the global recovery switch. */
    CompletionStage<Void> disableRecoveries(boolean disabled);

    /** Writes the aliases that clusters suggest; a name given elsewhere moves (discovery.md 8.1). */
    CompletionStage<Void> writeAliases(Map<ClusterName, String> aliases);

    /** Writes the domains that clusters suggest; one that is not written again expires (discovery.md 8.2). */
    CompletionStage<Void> writeDomains(Map<ClusterName, String> domains);

    /** Gives a cluster an alias that wins over every suggested one; never expires. An empty one wins over nothing. */
    CompletionStage<Void> overrideAlias(ClusterName cluster, String alias);

    /**
     * A cluster goes by another name, because its source was replaced (recovery.md 7.14): its alias goes to the new name, away from
     * whoever has it, and so does the alias that was given by hand; the general attribute named like the cluster's domain names the new
     * cluster, which is its new source.
     */
    CompletionStage<Void> renameCluster(ClusterName from, ClusterName to, String alias);

    /** Removes aliases of clusters that were not written again for this long (ha-shared-backend.md 7). */
    CompletionStage<Integer> expireAliases(Duration age);

    /**
     * Ends maintenance that is past its end, and removes what ended more than 7 days ago and what an operation took whose process is not
     * registered any more (ha-shared-backend.md 8.2); answers how many rows.
     */
    CompletionStage<Integer> expireMaintenance();

    /**
     * Removes access tokens but the re-entrant, members of pools, virtual, resolved and domain names that are too old, of two names
     * that resolve to each other the older, and injections of Pseudo-GTID of more than an hour ago (ha-shared-backend.md 7); answers how
     * many rows.
     */
    CompletionStage<Integer> expireRegistered(Lifetimes lifetimes);
}
