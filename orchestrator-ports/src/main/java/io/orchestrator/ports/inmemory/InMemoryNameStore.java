package io.orchestrator.ports.inmemory;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.ports.driven.NameStore;

/** Host names. */
final class InMemoryNameStore implements NameStore {
    private final Tables tables;
    private final Line line;

    InMemoryNameStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return tables.call(line, "name.resolved", () -> names(tables.resolvedNames));
    }

    @Override
    public CompletionStage<Void> writeResolved(Map<String, String> names) {
        Map<String, String> copy = Map.copyOf(names);
        return tables.change(line, "name.writeResolved", () -> copy.forEach((host, name) -> {
            tables.resolvedNames.put(host, new Tables.HostName(name, tables.now()));
            if (!host.equals(name)) {
                tables.nameHistory.put(name, new Tables.HostName(host, tables.now()));
            }
        }));
    }

    @Override
    public CompletionStage<Void> clearResolved() {
        return tables.change(line, "name.clearResolved", tables.resolvedNames::clear);
    }

    @Override
    public CompletionStage<Map<String, String>> history(Collection<String> hostnames) {
        return tables.call(line, "name.history", () -> {
            Map<String, String> found = new TreeMap<>();
            Map<String, Instant> when = new HashMap<>();
            tables.nameHistory.forEach((name, led) -> {
                Instant before = when.get(led.name());
                if (hostnames.contains(led.name()) && (before == null || before.isBefore(led.registeredAt()))) {
                    found.put(led.name(), name);
                    when.put(led.name(), led.registeredAt());
                }
            });
            return found;
        });
    }

    @Override
    public CompletionStage<Map<String, HostAddresses>> addresses() {
        return tables.call(line, "name.addresses", () -> new TreeMap<>(tables.addresses));
    }

    @Override
    public CompletionStage<Void> writeAddresses(Map<String, HostAddresses> addresses) {
        Map<String, HostAddresses> copy = Map.copyOf(addresses);
        return tables.change(line, "name.writeAddresses", () -> tables.addresses.putAll(copy));
    }

    @Override
    public CompletionStage<Map<String, String>> unresolved() {
        return tables.call(line, "name.unresolved", () -> names(tables.virtualNames));
    }

    @Override
    public CompletionStage<Void> unresolve(String hostname, String virtualName) {
        return tables.change(line, "name.unresolve", () -> {
            if (virtualName.isEmpty()) {
                tables.virtualNames.remove(hostname);
            } else {
                tables.virtualNames.put(hostname, new Tables.HostName(virtualName, tables.now()));
            }
        });
    }

    private static Map<String, String> names(Map<String, Tables.HostName> rows) {
        Map<String, String> names = new TreeMap<>();
        rows.forEach((host, row) -> names.put(host, row.name()));
        return names;
    }
}
