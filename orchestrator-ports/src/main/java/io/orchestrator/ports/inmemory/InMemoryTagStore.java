package io.orchestrator.ports.inmemory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.TagStore;
import org.jspecify.annotations.Nullable;

/** Tags. */
final class InMemoryTagStore implements TagStore {
    private final Tables tables;
    private final Line line;

    InMemoryTagStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<List<Tag>> readAll() {
        return tables.call(line, "tag.readAll", () -> {
            List<Tag> all = new ArrayList<>();
            tables.tags.forEach((key, tags) -> tags.forEach((name, value) -> all.add(new Tag(key, name, value))));
            return List.copyOf(all);
        });
    }

    @Override
    public CompletionStage<Void> put(Tag tag) {
        return tables.call(line, "tag.put", () -> tables.tags
                .computeIfAbsent(tag.key(), _ -> new TreeMap<>())
                .put(tag.name(), tag.value()) == null).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<List<InstanceKey>> remove(@Nullable InstanceKey key, String name, @Nullable String value) {
        return tables.call(line, "tag.remove", () -> {
            List<InstanceKey> had = tables.tags.entrySet()
                    .stream()
                    .filter(server -> key == null || key.equals(server.getKey()))
                    .filter(server -> has(server.getValue(), name, value))
                    .map(Map.Entry::getKey)
                    .toList();
            had.forEach(server -> tables.tags.getOrDefault(server, new TreeMap<>()).remove(name));
            return had;
        });
    }

    private static boolean has(Map<String, String> tags, String name, @Nullable String value) {
        String found = tags.get(name);
        return found != null && (value == null || value.equals(found));
    }
}
