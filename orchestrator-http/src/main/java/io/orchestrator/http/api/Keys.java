package io.orchestrator.http.api;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostNames;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Request;
import io.orchestrator.ports.driving.FleetQueries;

/** Reads {@code :host/:port} (http-api.md 1.7). */
final class Keys {
    private final FleetQueries fleet;

    Keys(FleetQueries fleet) {
        this.fleet = fleet;
    }

    /** The server that the request's host and port mean, completed where only one known server fits. */
    CompletionStage<InstanceKey> of(Request request) {
        return fleet.lookUp(given(request.path("host"), request.path("port")));
    }

    /** As {@link #of}, without asking what the name stands for: a server may be forgotten under a name that leads nowhere any more. */
    CompletionStage<InstanceKey> asWritten(Request request) {
        InstanceKey given = given(request.path("host"), request.path("port"));
        return fleet.picture().thenApply(picture -> Selections.completed(picture.fleet(), given));
    }

    /** The other server that the request names, completed likewise. */
    CompletionStage<InstanceKey> below(Request request) {
        return fleet.lookUp(given(request.path("belowHost"), request.path("belowPort")));
    }

    /** The candidate a recovery is asked for; none when the request names none or an invalid one. */
    CompletionStage<InstanceKey> candidateOf(Request request) {
        try {
            return fleet.lookUp(given(request.path("candidateHost"), request.path("candidatePort")))
                    .exceptionally(_ -> InstanceKey.NONE);
        } catch (ApiError _) {
            return CompletableFuture.completedStage(InstanceKey.NONE);
        }
    }

    /** As {@link #of}; empty when the request names no server, or none that can be understood. */
    CompletionStage<Optional<InstanceKey>> optional(Request request) {
        if (request.path("host").isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        try {
            return of(request).thenApply(Optional::of);
        } catch (ApiError _) {
            return CompletableFuture.completedStage(Optional.empty());
        }
    }

    /** Host and port as written; brackets around an IPv6 address are taken off. */
    static InstanceKey given(String host, String port) {
        String name = InstanceKey.withoutBrackets(host.trim());
        HostNames.refusal(name)
                .ifPresent(refusal -> {
                    throw ApiError.of(refusal);
                });
        try {
            return new InstanceKey(name, Integer.parseInt(port));
        } catch (IllegalArgumentException _) {
            throw ApiError.of("Invalid port: " + port);
        }
    }
}
