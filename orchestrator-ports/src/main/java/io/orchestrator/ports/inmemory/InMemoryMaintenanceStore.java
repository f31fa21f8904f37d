package io.orchestrator.ports.inmemory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.MaintenanceStore;

/** Maintenance. */
final class InMemoryMaintenanceStore implements MaintenanceStore {
    private final Tables tables;
    private final Line line;

    InMemoryMaintenanceStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Optional<Long>> begin(Request request) {
        return line.call("maintenance.begin", () -> tables.transaction(() -> {
            if (tables.isInMaintenance(request.key())) {
                return Optional.empty();
            }
            tables.maintenance.put(request.key(),
                    new Tables.Maintenance(request.by(), request.explicit(), tables.now().plus(request.duration())));
            return Optional.of(++tables.lastMaintenance);
        }));
    }

    @Override
    public CompletionStage<Boolean> end(InstanceKey key) {
        return line.call("maintenance.end", () -> tables.transaction(() -> tables.maintenance.remove(key) != null));
    }
}
