package io.orchestrator.ports.inmemory;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.NameStore;

/** Host names. Nothing is resolved here. */
final class InMemoryNameStore implements NameStore {
    private final Tables tables;
    private final Line line;

    InMemoryNameStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return line.call("name.resolved", Map::of);
    }

    @Override
    public CompletionStage<Void> clearResolved() {
        return line.call("name.clearResolved", () -> true).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Map<String, String>> unresolved() {
        return line.call("name.unresolved", () -> tables.transaction(() -> {
            Map<String, String> names = new TreeMap<>();
            tables.virtualNames.forEach((host, virtual) -> names.put(host, virtual.name()));
            return names;
        }));
    }

    @Override
    public CompletionStage<Void> unresolve(String hostname, String virtualName) {
        return line.call("name.unresolve", () -> tables.transaction(() -> {
            if (virtualName.isEmpty()) {
                tables.virtualNames.remove(hostname);
            } else {
                tables.virtualNames.put(hostname, new Tables.VirtualName(virtualName, tables.now()));
            }
            return hostname;
        })).thenAccept(_ -> {});
    }
}
