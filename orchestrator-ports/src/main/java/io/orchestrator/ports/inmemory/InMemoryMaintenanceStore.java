package io.orchestrator.ports.inmemory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.MaintenanceStore;

/** Maintenance; it does not end by itself here. */
final class InMemoryMaintenanceStore implements MaintenanceStore {
    private final Tables tables;
    private final Line line;

    InMemoryMaintenanceStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Optional<Long>> begin(Request request) {
        return line.call("maintenance.begin", () -> tables.transaction(() -> tables.inMaintenance.add(request.key())
                ? Optional.of(++tables.lastMaintenance)
                : Optional.empty()));
    }

    @Override
    public CompletionStage<Boolean> end(InstanceKey key) {
        return line.call("maintenance.end", () -> tables.transaction(() -> tables.inMaintenance.remove(key)));
    }
}
