package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.WrittenServers;

/** Downtimes, promotion rules, the switch, aliases. */
final class InMemoryIntentStore implements IntentStore {
    private static final Duration PROLONGED_EVERY = Duration.ofHours(1);

    private final Tables tables;
    private final Line line;
    private final WrittenServers written;

    /** @param written told who is stored, whenever this is read */
    InMemoryIntentStore(Tables tables, Line line, WrittenServers written) {
        this.tables = tables;
        this.line = line;
        this.written = written;
    }

    @Override
    public CompletionStage<Intents> read() {
        CompletionStage<Intents> read = tables.call(line, "intent.read", () -> {
            Instant now = tables.now();
            List<Downtime> downtimes = tables.downtimes.values().stream().filter(d -> d.isActiveAt(now)).toList();
            List<Candidate> candidates =
                    tables.candidates.values().stream().map(Tables.CandidateRow::candidate).toList();
            Set<InstanceKey> inMaintenance =
                    tables.maintenance.keySet().stream().filter(tables::isInMaintenance).collect(Collectors.toSet());
            return new Intents(tables.recoveriesDisabled, downtimes, candidates, inMaintenance, tables.aliases,
                    tables.aliasOverrides, domains(), names(tables.virtualNames), tables.instances.keySet(),
                    tables.marks);
        });
        read.thenAccept(intents -> written.stored(intents.keys()));
        return read;
    }

    @Override
    public CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration) {
        return tables.change(line, "intent.beginDowntime", () -> {
            Instant now = tables.now();
            tables.downtimes.put(key, new Downtime(key, owner, reason, now, now.plus(duration)));
        });
    }

    @Override
    public CompletionStage<Boolean> endDowntime(InstanceKey key) {
        return tables.call(line, "intent.endDowntime", () -> {
            Downtime ended = tables.downtimes.remove(key);
            return ended != null && ended.isActiveAt(tables.now());
        });
    }

    @Override
    public CompletionStage<Integer> expireDowntimes() {
        return tables.call(line, "intent.expireDowntimes", () -> {
            int before = tables.downtimes.size();
            tables.downtimes.values().removeIf(downtime -> !downtime.isActiveAt(tables.now()));
            return before - tables.downtimes.size();
        });
    }

    @Override
    public CompletionStage<Integer> prolongLostDowntimes(Duration duration) {
        return tables.call(line, "intent.prolongLostDowntimes", () -> {
            Instant now = tables.now();
            Instant end = now.plus(duration);
            List<Downtime> due = tables.downtimes.values()
                    .stream()
                    .filter(running -> running.isLostInRecovery() && running.isActiveAt(now)
                            && running.end().isBefore(end.minus(PROLONGED_EVERY)))
                    .toList();
            due.forEach(running -> tables.downtimes.put(running.key(), new Downtime(running.key(), running.owner(),
                    running.reason(), running.begin(), end)));
            return due.size();
        });
    }

    @Override
    public CompletionStage<Set<InstanceKey>> registerCandidates(Collection<Candidate> candidates) {
        return tables.call(line, "intent.registerCandidates", () -> {
            candidates.forEach(candidate -> tables.candidates.put(candidate.key(),
                    new Tables.CandidateRow(candidate, tables.now())));
            return candidates.stream().map(Candidate::key).collect(Collectors.toSet());
        });
    }

    @Override
    public CompletionStage<List<Registered>> registeredCandidates() {
        return tables.call(line, "intent.registeredCandidates", () -> tables.candidates.values()
                .stream()
                .map(row -> new Registered(row.candidate(), row.registeredAt()))
                .toList());
    }

    @Override
    public CompletionStage<Integer> expireCandidates(Duration age) {
        return tables.call(line, "intent.expireCandidates", () -> {
            int before = tables.candidates.size();
            tables.candidates.values().removeIf(row -> tables.isOlder(row.registeredAt(), age));
            return before - tables.candidates.size();
        });
    }

    @Override
    public CompletionStage<Void> disableRecoveries(boolean disabled) {
        return tables.change(line, "intent.disableRecoveries", () -> tables.recoveriesDisabled = disabled);
    }

    @Override
    public CompletionStage<Void> writeAliases(Map<ClusterName, String> aliases) {
        return tables.change(line, "intent.writeAliases", () -> aliases.forEach(this::putAlias));
    }

    private void putAlias(ClusterName cluster, String alias) {
        tables.aliases.values().remove(alias);
        tables.aliases.put(cluster, alias);
        tables.aliasesAt.put(cluster, tables.now());
    }

    @Override
    public CompletionStage<Void> renameCluster(ClusterName from, ClusterName to, String alias) {
        return tables.change(line, "intent.renameCluster", () -> {
            putAlias(to, alias);
            String override = tables.aliasOverrides.remove(from);
            if (override != null) {
                tables.aliasOverrides.put(to, override);
            }
            Tables.HostName domain = tables.domains.get(from);
            if (domain != null) {
                tables.attributes.put(domain.name(), to.value());
            }
        });
    }

    @Override
    public CompletionStage<Void> writeDomains(Map<ClusterName, String> domains) {
        return tables.change(line, "intent.writeDomains", () -> domains.forEach(
                (cluster, domain) -> tables.domains.put(cluster, new Tables.HostName(domain, tables.now()))));
    }

    @Override
    public CompletionStage<Void> overrideAlias(ClusterName cluster, String alias) {
        return tables.change(line, "intent.overrideAlias", () -> tables.aliasOverrides.put(cluster, alias));
    }

    @Override
    public CompletionStage<Integer> expireAliases(Duration age) {
        return tables.call(line, "intent.expireAliases", () -> {
            int before = tables.aliases.size();
            tables.aliases.keySet()
                    .removeIf(cluster -> tables.isOlder(tables.aliasesAt.getOrDefault(cluster, tables.now()), age));
            return before - tables.aliases.size();
        });
    }

    @Override
    public CompletionStage<Integer> expireMaintenance() {
        return tables.call(line, "intent.expireMaintenance", () -> {
            int before = tables.maintenance.size();
            tables.maintenance.entrySet()
                    .removeIf(row -> !tables.isInMaintenance(row.getKey())
                            || (!row.getValue().request().explicit()
                                    && !tables.nodes.containsKey(row.getValue().request().by())));
            return before - tables.maintenance.size();
        });
    }

    @Override
    public CompletionStage<Integer> expireRegistered(Lifetimes lifetimes) {
        return tables.call(line, "intent.expireRegistered", () -> {
            int before = registered();
            tables.accessTokens.values().removeIf(row -> tables.isOlder(row.generatedAt(), lifetimes.accessTokens()));
            tables.pools.values().removeIf(pool -> tables.isOlder(pool.registeredAt(), lifetimes.pools()));
            tables.virtualNames.values().removeIf(name -> tables.isOlder(name.registeredAt(), lifetimes.names()));
            tables.domains.values().removeIf(domain -> tables.isOlder(domain.registeredAt(), lifetimes.names()));
            Duration twice = lifetimes.names().multipliedBy(2);
            tables.resolvedNames.values().removeIf(name -> tables.isOlder(name.registeredAt(), twice));
            Map.copyOf(tables.resolvedNames).forEach((host, name) -> {
                Tables.HostName back = tables.resolvedNames.get(name.name());
                if (back != null && back.name().equals(host) && name.registeredAt().isBefore(back.registeredAt())) {
                    tables.resolvedNames.remove(host);
                }
            });
            return before - registered();
        });
    }

    private Map<ClusterName, String> domains() {
        return tables.domains.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, row -> row.getValue().name()));
    }

    private static Map<String, String> names(Map<String, Tables.HostName> rows) {
        return rows.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, row -> row.getValue().name()));
    }

    private int registered() {
        return tables.accessTokens.size() + tables.virtualNames.size() + tables.resolvedNames.size()
                + tables.domains.size()
                + tables.pools.values().stream().mapToInt(pool -> pool.members().size()).sum();
    }
}
