package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.http.wire.MaintenanceWire;
import io.orchestrator.ports.driving.MaintenanceCommands;

/** The lock on one server (http-api.md 2.5). */
final class MaintenanceRoutes {
    /** There is no duration in the route. */
    private static final Duration DURATION = Duration.ofMinutes(10);
    /** What the contract answers beside an error: the number of no maintenance. */
    private static final int NO_NUMBER = 0;

    private final MaintenanceCommands maintenance;
    private final Keys keys;
    private final BackendTimes times;

    MaintenanceRoutes(MaintenanceCommands maintenance, Keys keys, ApiSettings settings) {
        this.maintenance = maintenance;
        this.keys = keys;
        this.times = settings.rendering().times();
    }

    List<Route> routes() {
        return List.of(
                Route.write(this::begin, "begin-maintenance/:host/:port/:owner/:reason"),
                Route.write(this::end, "end-maintenance/:host/:port"),
                Route.write(this::endNumber, "end-maintenance/:maintenanceKey"),
                Route.read(this::isHeld, "in-maintenance/:host/:port"),
                Route.read(this::active, "maintenance"));
    }

    private CompletionStage<Reply> begin(Request request) {
        // The contract's shell client sends a line end after either (client.md 8).
        String owner = request.path("owner").trim();
        String reason = request.path("reason").trim();
        return keys.of(request)
                .thenCompose(key -> maintenance.begin(key, owner, reason, DURATION)
                        .exceptionally(failure -> {
                            throw ApiError.of(Stages.textOf(failure), NO_NUMBER);
                        })
                        .thenApply(number -> {
                            if (number.isEmpty()) {
                                throw ApiError.of("Cannot begin maintenance for instance: " + key
                                        + "; maintenance reason: " + reason, NO_NUMBER);
                            }
                            return Reply.ok("Maintenance begun: " + key, KeyWire.of(key));
                        }));
    }

    private CompletionStage<Reply> end(Request request) {
        return keys.of(request)
                .thenCompose(key -> maintenance.end(key)
                        .thenApply(_ -> Reply.ok("Maintenance ended: " + key, KeyWire.of(key))));
    }

    private CompletionStage<Reply> endNumber(Request request) {
        long number = Numbers.integer(request.path("maintenanceKey"));
        return maintenance.end(number).thenApply(_ -> Reply.ok("Maintenance ended: " + number, number));
    }

    private CompletionStage<Reply> isHeld(Request request) {
        return keys.of(request)
                .thenCompose(key -> maintenance.isHeld(key).thenApply(held -> held(key, held)));
    }

    private static Reply held(InstanceKey key, boolean held) {
        return Reply.ok(Boolean.toString(held), held ? key.display() : "");
    }

    private CompletionStage<Reply> active(Request request) {
        return maintenance.active()
                .thenApply(active -> Reply
                        .bare(active.stream().map(lock -> MaintenanceWire.of(lock, times)).toList()));
    }
}
