package io.orchestrator.http.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.CachedNameWire;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.NameCommands;

/** Host names (http-api.md 2.1 and 2.8). */
final class NameRoutes {
    private final NameCommands names;
    private final Keys keys;

    NameRoutes(NameCommands names, Keys keys) {
        this.names = names;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::resolve, "resolve/:host/:port"),
                Route.write(this::register, "register-hostname-unresolve/:host/:port/:virtualname"),
                Route.write(this::deregister, "deregister-hostname-unresolve/:host/:port"),
                Route.read(this::cached, "hostname-resolve-cache"),
                Route.write(this::reset, "reset-hostname-resolve-cache"));
    }

    /** Changes nothing, and so passes no write gate (http-api.md 1.9), though it connects to the server. */
    private CompletionStage<Reply> resolve(Request request) {
        return keys.of(request).thenCompose(key -> names.dial(key).thenApply(failure -> {
            if (!failure.isEmpty()) {
                throw ApiError.of(failure);
            }
            return Reply.ok("Instance resolved", KeyWire.of(key));
        }));
    }

    private CompletionStage<Reply> register(Request request) {
        String virtualName = request.path("virtualname").trim();
        return keys.of(request)
                .thenCompose(key -> names.registerVirtualName(key, virtualName)
                        .thenApply(_ -> Reply.ok("Hostname register unresolve completed", KeyWire.of(key))));
    }

    private CompletionStage<Reply> deregister(Request request) {
        return keys.of(request)
                .thenCompose(key -> names.registerVirtualName(key, "")
                        .thenApply(_ -> Reply.ok("Hostname deregister unresolve completed", KeyWire.of(key))));
    }

    private CompletionStage<Reply> cached(Request request) {
        return names.cached().thenApply(cached -> {
            Map<String, CachedNameWire> entries = new LinkedHashMap<>();
            cached.forEach((host, name) -> entries.put(host, CachedNameWire.of(name)));
            return Reply.ok("Cache retrieved", entries);
        });
    }

    private CompletionStage<Reply> reset(Request request) {
        return names.reset().thenApply(_ -> Reply.ok("Hostname cache cleared", null));
    }
}
