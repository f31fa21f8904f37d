package io.orchestrator.backend.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.IntentStore;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.CANDIDATE_DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS_OVERRIDE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_DOMAIN_NAME;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_DOWNTIME;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_MAINTENANCE;
import static io.orchestrator.backend.schema.Tables.GLOBAL_RECOVERY_DISABLE;

/** The small tables in which people, scripts and other processes say what they want. */
final class IntentTables implements IntentStore {

    private final StoreCalls calls;

    IntentTables(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Intents> read() {
        return calls.read("Cannot read downtimes, candidates and the like", sql -> new Intents(
                sql.fetchExists(GLOBAL_RECOVERY_DISABLE, GLOBAL_RECOVERY_DISABLE.DISABLE_RECOVERY.eq(1)),
                downtimes(sql),
                candidates(sql), inMaintenance(sql),
                names(sql, CLUSTER_ALIAS, CLUSTER_ALIAS.CLUSTER_NAME, CLUSTER_ALIAS.ALIAS),
                names(sql, CLUSTER_ALIAS_OVERRIDE, CLUSTER_ALIAS_OVERRIDE.CLUSTER_NAME, CLUSTER_ALIAS_OVERRIDE.ALIAS),
                names(sql, CLUSTER_DOMAIN_NAME, CLUSTER_DOMAIN_NAME.CLUSTER_NAME, CLUSTER_DOMAIN_NAME.DOMAIN_NAME),
                InstanceTable.keys(sql)));
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
        return calls.write("Cannot end the downtime of " + key, sql -> sql.deleteFrom(t)
                .where(t.HOSTNAME.eq(key.hostname()), t.PORT.eq(key.port()))
                .execute() > 0);
    }

    @Override
    public CompletionStage<Integer> expireDowntimes() {
        var t = DATABASE_INSTANCE_DOWNTIME;
        return calls.write("Cannot expire downtimes",
                sql -> sql.deleteFrom(t).where(t.END_TIMESTAMP.le(calls.dialect().now())).execute());
    }

    @Override
    public CompletionStage<Void> registerCandidate(Candidate candidate) {
        var t = CANDIDATE_DATABASE_INSTANCE;
        var now = calls.dialect().now();
        var key = candidate.key();
        var rule = candidate.rule().contractName();
        return calls.run("Cannot register the promotion rule of " + key, sql -> sql.insertInto(t)
                .columns(t.HOSTNAME, t.PORT, t.LAST_SUGGESTED, t.PROMOTION_RULE)
                .values(DSL.val(key.hostname()), DSL.val(key.port()), now, DSL.val(rule))
                .onDuplicateKeyUpdate()
                .set(t.LAST_SUGGESTED, now)
                .set(t.PROMOTION_RULE, rule)
                .execute());
    }

    @Override
    public CompletionStage<Integer> expireCandidates(Duration age) {
        var t = CANDIDATE_DATABASE_INSTANCE;
        return calls.write("Cannot expire promotion rules",
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
        return calls.run("Cannot write cluster aliases",
                sql -> new TreeMap<>(aliases).forEach((cluster, alias) -> writeAlias(sql, cluster.value(), alias)));
    }

    /** An alias belongs to one cluster: it is taken from whoever had it. */
    private void writeAlias(DSLContext sql, String cluster, String alias) {
        var t = CLUSTER_ALIAS;
        var now = calls.dialect().now();
        var name = ContractText.ascii(alias, 128);
        sql.deleteFrom(t).where(t.ALIAS.eq(name), t.CLUSTER_NAME.ne(cluster)).execute();
        sql.insertInto(t)
                .columns(t.CLUSTER_NAME, t.ALIAS, t.LAST_REGISTERED)
                .values(DSL.val(cluster), DSL.val(name), now)
                .onDuplicateKeyUpdate()
                .set(t.ALIAS, name)
                .set(t.LAST_REGISTERED, now)
                .execute();
    }

    private List<Downtime> downtimes(DSLContext sql) {
        var t = DATABASE_INSTANCE_DOWNTIME;
        var begin = DSL.coalesce(calls.dialect().unixSecondsOf(t.BEGIN_TIMESTAMP), DSL.inline(0L)).as("begin_unix");
        var end = calls.dialect().unixSecondsOf(t.END_TIMESTAMP).as("end_unix");
        return sql.select(t.HOSTNAME, t.PORT, t.OWNER, t.REASON, begin, end)
                .from(t)
                .where(t.DOWNTIME_ACTIVE.eq(1), t.END_TIMESTAMP.gt(calls.dialect().now()))
                .orderBy(t.HOSTNAME, t.PORT)
                .fetch(row -> new Downtime(new InstanceKey(row.get(t.HOSTNAME), row.get(t.PORT)), row.get(t.OWNER),
                        row.get(t.REASON), Instant.ofEpochSecond(row.get(begin)), Instant.ofEpochSecond(row.get(end))));
    }

    private static List<Candidate> candidates(DSLContext sql) {
        var t = CANDIDATE_DATABASE_INSTANCE;
        return sql.select(t.HOSTNAME, t.PORT, t.PROMOTION_RULE)
                .from(t)
                .orderBy(t.HOSTNAME, t.PORT)
                .fetch(row -> new Candidate(new InstanceKey(row.value1(), row.value2()),
                        PromotionRule.named(row.value3()).orElse(PromotionRule.NEUTRAL)));
    }

    private Set<InstanceKey> inMaintenance(DSLContext sql) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        return new HashSet<>(sql.select(t.HOSTNAME, t.PORT)
                .from(t)
                .where(t.MAINTENANCE_ACTIVE.eq(1), t.END_TIMESTAMP.gt(calls.dialect().now()))
                .fetch(row -> new InstanceKey(row.value1(), row.value2())));
    }

    private static Map<ClusterName, String> names(DSLContext sql, Table<Record> table, Field<String> cluster,
            Field<String> name) {
        var names = new LinkedHashMap<ClusterName, String>();
        sql.select(cluster, name)
                .from(table)
                .where(cluster.ne(""))
                .orderBy(cluster)
                .forEach(row -> names.put(new ClusterName(row.value1()), row.value2()));
        return names;
    }
}
