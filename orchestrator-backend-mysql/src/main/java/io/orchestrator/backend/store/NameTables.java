package io.orchestrator.backend.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.PortException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.HOSTNAME_IPS;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_RESOLVE;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_RESOLVE_HISTORY;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_UNRESOLVE;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_UNRESOLVE_HISTORY;

/** {@code hostname_resolve}, {@code hostname_unresolve}, their histories, and {@code hostname_ips}. */
final class NameTables implements NameStore {

    private static final int MOST_ROWS = 200;

    private final StoreCalls calls;

    NameTables(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return pairs("Cannot read resolved host names", HOSTNAME_RESOLVE, HOSTNAME_RESOLVE.HOSTNAME,
                HOSTNAME_RESOLVE.RESOLVED_HOSTNAME);
    }

    @Override
    public CompletionStage<Void> writeResolved(Map<String, String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var sorted = new TreeMap<>(names);
        var led = new TreeMap<String, String>();
        sorted.forEach((host, name) -> {
            if (!host.equals(name)) {
                led.put(name, host);
            }
        });
        return bounded("resolved host names", names.size(), sql -> {
            upsert(sql, HOSTNAME_RESOLVE, HOSTNAME_RESOLVE.HOSTNAME, HOSTNAME_RESOLVE.RESOLVED_HOSTNAME,
                    HOSTNAME_RESOLVE.RESOLVED_TIMESTAMP, sorted);
            if (!led.isEmpty()) {
                var h = HOSTNAME_RESOLVE_HISTORY;
                upsert(sql, h, h.RESOLVED_HOSTNAME, h.HOSTNAME, h.RESOLVED_TIMESTAMP, led);
            }
        });
    }

    private CompletionStage<Void> bounded(String what, int rows, StoreCalls.Statements statements) {
        if (rows > MOST_ROWS) {
            return CompletableFuture.failedFuture(new PortException(PortException.Category.INVALID,
                    rows + " " + what + " in one batch; at most " + MOST_ROWS + " are written at once", null));
        }
        return calls.run("Cannot write " + rows + " " + what, statements);
    }

    private void upsert(DSLContext sql, Table<Record> table, Field<String> key, Field<String> value,
            Field<String> written, Map<String, String> rows) {
        var now = calls.dialect().now();
        var insert = sql.insertInto(table).columns(key, value, written);
        for (var row : rows.entrySet()) {
            insert = insert.values(DSL.val(ContractText.ascii(row.getKey(), 128)),
                    DSL.val(ContractText.ascii(row.getValue(), 128)), now);
        }
        insert.onDuplicateKeyUpdate()
                .set(value, DSL.excluded(value))
                .set(written, DSL.excluded(written))
                .execute();
    }

    @Override
    public CompletionStage<Void> clearResolved() {
        return calls.run("Cannot forget resolved host names", sql -> sql.deleteFrom(HOSTNAME_RESOLVE).execute());
    }

    @Override
    public CompletionStage<Map<String, String>> history(Collection<String> hostnames) {
        if (hostnames.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        var t = HOSTNAME_RESOLVE_HISTORY;
        return calls.read("Cannot read what host names stood for", sql -> {
            var names = new TreeMap<String, String>();
            // the newest comes last and stays
            sql.select(t.HOSTNAME, t.RESOLVED_HOSTNAME)
                    .from(t)
                    .where(t.HOSTNAME.in(hostnames))
                    .orderBy(t.RESOLVED_TIMESTAMP, t.RESOLVED_HOSTNAME)
                    .forEach(row -> names.put(row.value1(), row.value2()));
            return names;
        });
    }

    @Override
    public CompletionStage<Map<String, HostAddresses>> addresses() {
        var t = HOSTNAME_IPS;
        return calls.read("Cannot read addresses of hosts", sql -> {
            var addresses = new LinkedHashMap<String, HostAddresses>();
            sql.select(t.HOSTNAME, t.IPV4, t.IPV6)
                    .from(t)
                    .orderBy(t.HOSTNAME)
                    .forEach(row -> addresses.put(row.value1(), new HostAddresses(row.value2(), row.value3())));
            return addresses;
        });
    }

    @Override
    public CompletionStage<Void> writeAddresses(Map<String, HostAddresses> addresses) {
        if (addresses.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var t = HOSTNAME_IPS;
        var now = calls.dialect().now();
        var sorted = new TreeMap<>(addresses);
        return bounded("addresses of hosts", addresses.size(), sql -> {
            var insert = sql.insertInto(t).columns(t.HOSTNAME, t.IPV4, t.IPV6, t.LAST_UPDATED);
            for (var row : sorted.entrySet()) {
                insert = insert.values(DSL.val(ContractText.ascii(row.getKey(), 128)), DSL.val(row.getValue().ipv4()),
                        DSL.val(row.getValue().ipv6()), now);
            }
            insert.onDuplicateKeyUpdate()
                    .set(t.IPV4, DSL.excluded(t.IPV4))
                    .set(t.IPV6, DSL.excluded(t.IPV6))
                    .set(t.LAST_UPDATED, DSL.excluded(t.LAST_UPDATED))
                    .execute();
        });
    }

    @Override
    public CompletionStage<Map<String, String>> unresolved() {
        return pairs("Cannot read virtual host names", HOSTNAME_UNRESOLVE, HOSTNAME_UNRESOLVE.HOSTNAME,
                HOSTNAME_UNRESOLVE.UNRESOLVED_HOSTNAME);
    }

    private CompletionStage<Map<String, String>> pairs(String what, Table<Record> table, Field<String> name,
            Field<String> other) {
        return calls.read(what, sql -> {
            var pairs = new LinkedHashMap<String, String>();
            sql.select(name, other).from(table).orderBy(name).forEach(row -> pairs.put(row.value1(), row.value2()));
            return pairs;
        });
    }

    @Override
    public CompletionStage<Void> unresolve(String hostname, String virtualName) {
        var t = HOSTNAME_UNRESOLVE;
        return calls.run("Cannot register the virtual name of " + hostname, sql -> {
            if (virtualName.isEmpty()) {
                sql.deleteFrom(t).where(t.HOSTNAME.eq(hostname)).execute();
                return;
            }
            upsert(sql, t, t.HOSTNAME, t.UNRESOLVED_HOSTNAME, t.LAST_REGISTERED, Map.of(hostname, virtualName));
            var h = HOSTNAME_UNRESOLVE_HISTORY;
            upsert(sql, h, h.UNRESOLVED_HOSTNAME, h.HOSTNAME, h.LAST_REGISTERED, Map.of(virtualName, hostname));
        });
    }
}
