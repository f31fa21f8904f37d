package io.orchestrator.backend.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.IntentStore;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.CANDIDATE_DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS_OVERRIDE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_DOMAIN_NAME;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_DOWNTIME;
import static io.orchestrator.backend.schema.Tables.GLOBAL_RECOVERY_DISABLE;

/** The small tables in which people, scripts and other processes say what they want. */
final class IntentTables implements IntentStore {

    private final StoreCalls calls;
    private final RegisterExpiry expiry;

    IntentTables(StoreCalls calls) {
        this.calls = calls;
        this.expiry = new RegisterExpiry(calls);
    }

    @Override
    public CompletionStage<Intents> read() {
        return calls.read("Cannot read downtimes, candidates and the like", new IntentReading(calls.dialect())::read);
    }

    @Override
    public CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration) {
        var t = DATABASE_INSTANCE_DOWNTIME;
        var begin = calls.dialect().now();
        var end = calls.dialect().fromNow(duration);
        var by = ContractText.utf8(owner, 128);
        var why = ContractText.utf8(reason);
        return calls.run("Cannot begin the downtime of " + key, sql -> sql.insertInto(t)
                .columns(t.HOSTNAME, t.PORT, t.DOWNTIME_ACTIVE, t.BEGIN_TIMESTAMP, t.END_TIMESTAMP, t.OWNER, t.REASON)
                .values(DSL.val(key.hostname()), DSL.val(key.port()), DSL.val(1), begin, end, DSL.val(by), DSL.val(why))
                .onDuplicateKeyUpdate()
                .set(t.DOWNTIME_ACTIVE, 1)
                .set(t.BEGIN_TIMESTAMP, begin)
                .set(t.END_TIMESTAMP, end)
                .set(t.OWNER, by)
                .set(t.REASON, why)
                .execute());
    }

    @Override
    public CompletionStage<Boolean> endDowntime(InstanceKey key) {
        var t = DATABASE_INSTANCE_DOWNTIME;
        return calls.writeOne("Cannot end the downtime of " + key, sql -> sql.deleteFrom(t)
                .where(t.HOSTNAME.eq(key.hostname()), t.PORT.eq(key.port()))
                .execute() > 0);
    }

    @Override
    public CompletionStage<Integer> expireDowntimes() {
        var t = DATABASE_INSTANCE_DOWNTIME;
        return calls.writeOne("Cannot expire downtimes",
                sql -> sql.deleteFrom(t).where(t.END_TIMESTAMP.le(calls.dialect().now())).execute());
    }

    @Override
    public CompletionStage<Void> registerCandidates(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var t = CANDIDATE_DATABASE_INSTANCE;
        var now = calls.dialect().now();
        var whose = candidates.size() == 1 ? candidates.getFirst().key().display() : candidates.size() + " servers";
        return calls.run("Cannot register the promotion rule of " + whose, sql -> {
            var insert = sql.insertInto(t).columns(t.HOSTNAME, t.PORT, t.LAST_SUGGESTED, t.PROMOTION_RULE);
            for (var candidate : candidates) {
                var key = candidate.key();
                insert = insert.values(DSL.val(key.hostname()), DSL.val(key.port()), now,
                        DSL.val(candidate.rule().contractName()));
            }
            insert.onDuplicateKeyUpdate()
                    .set(t.LAST_SUGGESTED, DSL.excluded(t.LAST_SUGGESTED))
                    .set(t.PROMOTION_RULE, DSL.excluded(t.PROMOTION_RULE))
                    .execute();
        });
    }

    @Override
    public CompletionStage<List<Registered>> registeredCandidates() {
        var t = CANDIDATE_DATABASE_INSTANCE;
        var at = calls.dialect().unixSecondsOf(t.LAST_SUGGESTED);
        return calls.read("Cannot read promotion rules", sql -> sql.select(t.HOSTNAME, t.PORT, t.PROMOTION_RULE, at)
                .from(t)
                .orderBy(t.HOSTNAME, t.PORT)
                .fetch(row -> new Registered(
                        new Candidate(new InstanceKey(row.value1(), row.value2()),
                                PromotionRule.named(row.value3()).orElse(PromotionRule.NEUTRAL)),
                        Instant.ofEpochSecond(row.value4()))));
    }

    @Override
    public CompletionStage<Integer> expireCandidates(Duration age) {
        var t = CANDIDATE_DATABASE_INSTANCE;
        return calls.writeOne("Cannot expire promotion rules",
                sql -> sql.deleteFrom(t).where(t.LAST_SUGGESTED.lt(calls.dialect().ago(age))).execute());
    }

    @Override
    public CompletionStage<Void> disableRecoveries(boolean disabled) {
        var t = GLOBAL_RECOVERY_DISABLE;
        return calls.run("Cannot set the global recovery switch", sql -> {
            if (disabled) {
                sql.insertInto(t).columns(t.DISABLE_RECOVERY).values(1).onDuplicateKeyIgnore().execute();
            } else {
                sql.deleteFrom(t).execute();
            }
        });
    }

    @Override
    public CompletionStage<Void> writeAliases(Map<ClusterName, String> aliases) {
        if (aliases.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return calls.run("Cannot write cluster aliases", sql -> writeAliases(sql, new TreeMap<>(aliases)));
    }

    @Override
    public CompletionStage<Void> writeDomains(Map<ClusterName, String> domains) {
        if (domains.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var t = CLUSTER_DOMAIN_NAME;
        var now = calls.dialect().now();
        return calls.run("Cannot write cluster domains", sql -> {
            var insert = sql.insertInto(t).columns(t.CLUSTER_NAME, t.DOMAIN_NAME, t.LAST_REGISTERED);
            for (var domain : new TreeMap<>(domains).entrySet()) {
                insert = insert.values(DSL.val(ContractText.ascii(domain.getKey().value(), 128)),
                        DSL.val(ContractText.ascii(domain.getValue(), 128)), now);
            }
            insert.onDuplicateKeyUpdate()
                    .set(t.DOMAIN_NAME, DSL.excluded(t.DOMAIN_NAME))
                    .set(t.LAST_REGISTERED, DSL.excluded(t.LAST_REGISTERED))
                    .execute();
        });
    }

    @Override
    public CompletionStage<Void> overrideAlias(ClusterName cluster, String alias) {
        var t = CLUSTER_ALIAS_OVERRIDE;
        var text = ContractText.ascii(alias, 128);
        return calls.runOne("Cannot give cluster " + cluster + " an alias", sql -> sql.insertInto(t)
                .columns(t.CLUSTER_NAME, t.ALIAS)
                .values(ContractText.ascii(cluster.value(), 128), text)
                .onDuplicateKeyUpdate()
                .set(t.ALIAS, text)
                .execute());
    }

    @Override
    public CompletionStage<Integer> expireAliases(Duration age) {
        var t = CLUSTER_ALIAS;
        return calls.writeOne("Cannot expire aliases",
                sql -> sql.deleteFrom(t).where(t.LAST_REGISTERED.lt(calls.dialect().ago(age))).execute());
    }

    @Override
    public CompletionStage<Integer> expireMaintenance() {
        return expiry.maintenance();
    }

    @Override
    public CompletionStage<Integer> expireRegistered(Lifetimes lifetimes) {
        return expiry.registered(lifetimes);
    }

    /** An alias belongs to one cluster: it is taken from whoever had it. */
    private void writeAliases(DSLContext sql, SortedMap<ClusterName, String> aliases) {
        var t = CLUSTER_ALIAS;
        var now = calls.dialect().now();
        // Of two clusters with one alias the later has it, as when they are written one after the other.
        var owners = new TreeMap<String, String>();
        aliases.forEach((cluster, alias) -> owners.put(ContractText.ascii(alias, 128), cluster.value()));
        sql.deleteFrom(t)
                .where(DSL.or(owners.entrySet()
                        .stream()
                        .map(owner -> t.ALIAS.eq(owner.getKey()).and(t.CLUSTER_NAME.ne(owner.getValue())))
                        .toList()))
                .execute();
        var insert = sql.insertInto(t).columns(t.CLUSTER_NAME, t.ALIAS, t.LAST_REGISTERED);
        for (var owner : owners.entrySet()) {
            insert = insert.values(DSL.val(owner.getValue()), DSL.val(owner.getKey()), now);
        }
        insert.onDuplicateKeyUpdate()
                .set(t.ALIAS, DSL.excluded(t.ALIAS))
                .set(t.LAST_REGISTERED, DSL.excluded(t.LAST_REGISTERED))
                .execute();
    }
}
