package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Maintenance;
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
        return tables.call(line, "maintenance.begin", () -> {
            if (tables.isInMaintenance(request.key())) {
                return Optional.empty();
            }
            long number = ++tables.lastMaintenance;
            tables.maintenance.put(request.key(), new Tables.MaintenanceRow(number, request, tables.now()));
            return Optional.of(number);
        });
    }

    @Override
    public CompletionStage<Boolean> end(InstanceKey key) {
        return tables.call(line, "maintenance.end", () -> tables.maintenance.remove(key) != null);
    }

    @Override
    public CompletionStage<Boolean> end(long number) {
        return tables.call(line, "maintenance.end",
                () -> tables.maintenance.values().removeIf(row -> row.number() == number));
    }

    @Override
    public CompletionStage<List<Maintenance>> active() {
        return tables.call(line, "maintenance.active", () -> tables.maintenance.values()
                .stream()
                .filter(row -> tables.isInMaintenance(row.request().key()))
                .map(this::locked)
                .sorted(Comparator.comparingLong(Maintenance::number))
                .toList());
    }

    private Maintenance locked(Tables.MaintenanceRow row) {
        return new Maintenance(row.number(), row.request().key(), row.begin(),
                Duration.ofSeconds(Duration.between(row.begin(), tables.now()).toSeconds()), row.request().owner(),
                row.request().reason());
    }
}
