package io.orchestrator.http.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.ports.driving.RecoveryCommands;

/** Recoveries asked for by people, and the global switch (recovery.md 3 and 15.1). */
final class RecoveryRoutes {
    private static final String TRUE = "true";

    private final RecoveryCommands recoveries;
    private final Keys keys;
    private final RecoveryFilters filters;

    RecoveryRoutes(RecoveryCommands recoveries, Keys keys, ApiSettings settings) {
        this.recoveries = recoveries;
        this.keys = keys;
        this.filters = settings.rendering().filters();
    }

    List<Route> routes() {
        return List.of(
                Route.write(request -> recover(request, request.query("skipProcesses").equals(TRUE)),
                        "recover/:host/:port", "recover/:host/:port/:candidateHost/:candidatePort").patient(),
                Route.write(request -> recover(request, true),
                        "recover-lite/:host/:port", "recover-lite/:host/:port/:candidateHost/:candidatePort").patient(),
                Route.write(this::disable, "disable-global-recoveries"),
                Route.write(this::enable, "enable-global-recoveries"),
                Route.read(this::check, "check-global-recoveries"),
                Route.read(this::filters, "automated-recovery-filters"));
    }

    private CompletionStage<Reply> recover(Request request, boolean skipHooks) {
        return keys.of(request)
                .thenCompose(key -> keys.candidateOf(request)
                        .thenCompose(candidate -> recoveries.recover(key, candidate, skipHooks))
                        .thenApply(answer -> reply(key, answer)));
    }

    private static Reply reply(InstanceKey key, RecoveryCommands.Answer answer) {
        return switch (answer) {
            case RecoveryCommands.Answer.Promoted(InstanceKey successor) ->
                    Reply.ok("Recovery executed on " + key, KeyWire.of(successor));
            case RecoveryCommands.Answer.NotAttempted _ -> Reply.error("Recovery not attempted", KeyWire.of(key));
            case RecoveryCommands.Answer.NobodyPromoted _ ->
                    Reply.error("Recovery attempted but no instance promoted", KeyWire.of(key));
            case RecoveryCommands.Answer.Failed(String reason) -> Reply.error(reason, KeyWire.of(key));
        };
    }

    private CompletionStage<Reply> disable(Request request) {
        return recoveries.disableRecoveries(true)
                .thenApply(_ -> Reply.ok("Globally disabled recoveries", "disabled"));
    }

    private CompletionStage<Reply> enable(Request request) {
        return recoveries.disableRecoveries(false).thenApply(_ -> Reply.ok("Globally enabled recoveries", "enabled"));
    }

    private CompletionStage<Reply> check(Request request) {
        return recoveries.recoveriesDisabled().thenApply(disabled -> {
            String state = disabled ? "disabled" : "enabled";
            return Reply.ok("Global recoveries " + state, state);
        });
    }

    private CompletionStage<Reply> filters(Request request) {
        return CompletableFuture.completedStage(Reply.ok("Automated recovery configuration details", filters));
    }
}
