package io.orchestrator.backend.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.WrittenServers;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.orchestrator.backend.schema.Tables.CANDIDATE_DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_DOWNTIME;
import static io.orchestrator.backend.schema.Tables.GLOBAL_RECOVERY_DISABLE;

/** The small tables in which people, scripts and other processes say what they want. */
final class IntentTables implements IntentStore {

    private static final Logger LOG = LoggerFactory.getLogger(IntentTables.class);
    private static final Duration PROLONGED_EVERY = Duration.ofHours(1);

    private final StoreCalls calls;
    private final RegisterExpiry expiry;
    private final ClusterLabelTables labels;
    private final WrittenServers written;
    /** Servers whose rules cannot be stored: each is reported once. */
    private final Set<InstanceKey> told = ConcurrentHashMap.newKeySet();

    /** @param written told who is stored, whenever this is read */
    IntentTables(StoreCalls calls, WrittenServers written) {
        this.calls = calls;
        this.expiry = new RegisterExpiry(calls);
        this.labels = new ClusterLabelTables(calls);
        this.written = written;
    }

    @Override
    public CompletionStage<Intents> read() {
        var read = calls.read("Cannot read downtimes, candidates and the like",
                sql -> new IntentReading(calls.dialect()).read(sql));
        read.thenAccept(intents -> written.stored(intents.keys()));
        return read;
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
    public CompletionStage<Integer> prolongLostDowntimes(Duration duration) {
        var t = DATABASE_INSTANCE_DOWNTIME;
        var dialect = calls.dialect();
        var due = t.REASON.eq(Downtime.LOST_IN_RECOVERY)
                .and(t.DOWNTIME_ACTIVE.eq(1))
                .and(t.END_TIMESTAMP.gt(dialect.now()))
                .and(t.END_TIMESTAMP.lt(dialect.fromNow(duration.minus(PROLONGED_EVERY))));
        return calls.writeIfAny("Cannot prolong the downtimes of lost servers", DSL.selectOne().from(t).where(due),
                sql -> sql.update(t).set(t.END_TIMESTAMP, dialect.fromNow(duration)).where(due).execute());
    }

    @Override
    public CompletionStage<Set<InstanceKey>> registerCandidates(Collection<Candidate> candidates) {
        var storable = new TreeMap<InstanceKey, PromotionRule>();
        for (var one : candidates) {
            if (ContractText.isStorable(one.key())) {
                storable.put(one.key(), one.rule());
            } else if (told.add(one.key())) {
                LOG.warn("the promotion rule of {} is not stored: a host name there is at most 128 ASCII characters",
                        one.key().display());
            }
        }
        if (storable.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        var t = CANDIDATE_DATABASE_INSTANCE;
        var now = calls.dialect().now();
        var insert = DSL.insertInto(t).columns(t.HOSTNAME, t.PORT, t.LAST_SUGGESTED, t.PROMOTION_RULE);
        for (var one : storable.entrySet()) {
            insert = insert.values(DSL.val(one.getKey().hostname()), DSL.val(one.getKey().port()), now,
                    DSL.val(one.getValue().contractName()));
        }
        var upsert = insert.onDuplicateKeyUpdate()
                .set(t.LAST_SUGGESTED, DSL.excluded(t.LAST_SUGGESTED))
                .set(t.PROMOTION_RULE, DSL.excluded(t.PROMOTION_RULE));
        var what = storable.size() == 1 ? "the promotion rule of " + storable.firstKey()
                : storable.size() + " promotion rules";
        return calls.writeOne("Cannot register " + what, sql -> {
            sql.execute(upsert);
            return Set.copyOf(storable.keySet());
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
        return labels.writeAliases(aliases);
    }

    @Override
    public CompletionStage<Void> overrideAlias(ClusterName cluster, String alias) {
        return labels.overrideAlias(cluster, alias);
    }

    @Override
    public CompletionStage<Void> renameCluster(ClusterName from, ClusterName to, String alias) {
        return labels.renameCluster(from, to, alias);
    }

    @Override
    public CompletionStage<Void> writeDomains(Map<ClusterName, String> domains) {
        return labels.writeDomains(domains);
    }

    @Override
    public CompletionStage<Integer> expireAliases(Duration age) {
        return labels.expireAliases(age);
    }

    @Override
    public CompletionStage<Integer> expireMaintenance() {
        return expiry.maintenance();
    }

    @Override
    public CompletionStage<Integer> expireRegistered(Lifetimes lifetimes) {
        return expiry.registered(lifetimes);
    }
}
