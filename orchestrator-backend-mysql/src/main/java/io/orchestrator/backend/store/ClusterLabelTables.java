package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS_OVERRIDE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_DOMAIN_NAME;

/** Aliases and domains of clusters (backend-schema.md 4.4). */
final class ClusterLabelTables {

    /** Of every column with a name, an alias or a domain; one that does not fit would fail the others of its statement. */
    private static final int WIDTH = 128;

    private final StoreCalls calls;

    ClusterLabelTables(StoreCalls calls) {
        this.calls = calls;
    }

    private static String text(ClusterName cluster) {
        return text(cluster.value());
    }

    private static String text(String label) {
        return ContractText.ascii(label, WIDTH);
    }

    CompletionStage<Void> writeAliases(Map<ClusterName, String> aliases) {
        if (aliases.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return calls.run("Cannot write cluster aliases", sql -> writeAliases(sql, new TreeMap<>(aliases)));
    }

    /** An alias belongs to one cluster: it is taken from whoever had it. */
    private void writeAliases(DSLContext sql, SortedMap<ClusterName, String> aliases) {
        var t = CLUSTER_ALIAS;
        var now = calls.dialect().now();
        // Of two clusters with one alias the later has it, as when they are written one after the other.
        var owners = new TreeMap<String, String>();
        aliases.forEach((cluster, alias) -> owners.put(text(alias), text(cluster)));
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

    CompletionStage<Void> overrideAlias(ClusterName cluster, String alias) {
        var t = CLUSTER_ALIAS_OVERRIDE;
        return calls.runOne("Cannot give cluster " + cluster + " an alias", sql -> sql.insertInto(t)
                .columns(t.CLUSTER_NAME, t.ALIAS)
                .values(text(cluster), text(alias))
                .onDuplicateKeyUpdate()
                .set(t.ALIAS, text(alias))
                .execute());
    }

    CompletionStage<Void> renameCluster(ClusterName from, ClusterName to, String alias) {
        return calls.run("Cannot give the alias of cluster " + from + " to " + to, sql -> {
            writeAliases(sql, new TreeMap<>(Map.of(to, alias)));
            moveOverride(sql, from, to);
            var d = CLUSTER_DOMAIN_NAME;
            sql.select(d.DOMAIN_NAME)
                    .from(d)
                    .where(d.CLUSTER_NAME.eq(text(from)), d.DOMAIN_NAME.ne(""))
                    .fetchOptional(d.DOMAIN_NAME)
                    .ifPresent(domain -> AttributeTable.putGeneral(sql, domain, text(to), calls.dialect()));
        });
    }

    private static void moveOverride(DSLContext sql, ClusterName from, ClusterName to) {
        var t = CLUSTER_ALIAS_OVERRIDE;
        if (sql.fetchExists(t, t.CLUSTER_NAME.eq(text(from)))) {
            sql.deleteFrom(t).where(t.CLUSTER_NAME.eq(text(to))).execute();
            sql.update(t).set(t.CLUSTER_NAME, text(to)).where(t.CLUSTER_NAME.eq(text(from))).execute();
        }
    }

    CompletionStage<Void> writeDomains(Map<ClusterName, String> domains) {
        if (domains.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var t = CLUSTER_DOMAIN_NAME;
        var now = calls.dialect().now();
        var insert = DSL.insertInto(t).columns(t.CLUSTER_NAME, t.DOMAIN_NAME, t.LAST_REGISTERED);
        for (var domain : new TreeMap<>(domains).entrySet()) {
            insert = insert.values(DSL.val(text(domain.getKey())), DSL.val(text(domain.getValue())), now);
        }
        var upsert = insert.onDuplicateKeyUpdate()
                .set(t.DOMAIN_NAME, DSL.excluded(t.DOMAIN_NAME))
                .set(t.LAST_REGISTERED, DSL.excluded(t.LAST_REGISTERED));
        return calls.runOne("Cannot write cluster domains", sql -> sql.execute(upsert));
    }

    CompletionStage<Integer> expireAliases(Duration age) {
        var t = CLUSTER_ALIAS;
        return calls.writeOne("Cannot expire aliases",
                sql -> sql.deleteFrom(t).where(t.LAST_REGISTERED.lt(calls.dialect().ago(age))).execute());
    }
}
