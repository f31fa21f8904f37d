package io.orchestrator.ports.inmemory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.AttributeStore;

/** General attributes. */
final class InMemoryAttributeStore implements AttributeStore {
    private final Tables tables;
    private final Line line;

    InMemoryAttributeStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Optional<String>> general(String name) {
        return line.call("attribute.general",
                () -> tables.transaction(() -> Optional.ofNullable(tables.attributes.get(name))));
    }

    @Override
    public CompletionStage<Void> putGeneral(String name, String value) {
        return tables.call(line, "attribute.putGeneral", () -> {
            tables.attributes.put(name, value);
            return name;
        }).thenAccept(_ -> {});
    }
}
