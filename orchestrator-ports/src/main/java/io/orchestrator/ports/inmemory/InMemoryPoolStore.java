package io.orchestrator.ports.inmemory;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.PoolStore;

/** Pools. */
final class InMemoryPoolStore implements PoolStore {
    private final Tables tables;
    private final Line line;

    InMemoryPoolStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<List<Member>> readAll() {
        return tables.call(line, "pool.readAll", () -> tables.pools.entrySet()
                .stream()
                .flatMap(pool -> pool.getValue().members().stream().map(key -> new Member(pool.getKey(), key)))
                .toList());
    }

    @Override
    public CompletionStage<Void> replace(String pool, Collection<InstanceKey> members) {
        return tables.call(line, "pool.replace", () -> {
            tables.pools.put(pool, new Tables.Pool(new TreeSet<>(members), tables.now()));
            return pool;
        }).thenAccept(_ -> {});
    }
}
