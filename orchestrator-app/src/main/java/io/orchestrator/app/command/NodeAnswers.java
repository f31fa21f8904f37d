package io.orchestrator.app.command;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driving.NameCommands;

/** Processes on the backend, access to the web pages, host names (cli.md 10.13 and 10.14). */
final class NodeAnswers {

    private NodeAnswers() {}

    /** {@code hostname:token}, as the help promises; what the contract prints is a raw record (cli.md 14). */
    static void active(Call call) {
        for (NodeStore.Node node : call.ask(call.product().registers().nodes().alive())) {
            call.print(node.id().hostname() + ":" + node.id().token());
        }
    }

    static void accessToken(Call call) {
        String publicToken = call.product().newToken();
        call.ask(call.product()
                .useCases()
                .accessTokens()
                .issue(publicToken, call.product().newToken(), call.owner()));
        call.print(publicToken);
    }

    static void resolvedNames(Call call) {
        call.ask(names(call).resolved()).forEach((name, other) -> call.print(name + " " + other));
    }

    static void virtualNames(Call call) {
        call.ask(names(call).virtualNames()).forEach((name, other) -> call.print(name + " " + other));
    }

    static void forgetResolvedNames(Call call) {
        call.ask(names(call).reset());
        call.print("hostname resolve cache cleared");
    }

    /** An empty name takes the one there is away. */
    static void setVirtualName(Call call, String virtualName) {
        InstanceKey key = call.key();
        call.ask(names(call).registerVirtualName(key, virtualName));
        call.print(key);
    }

    /** Of the instance as written: it need not be known, and is neither completed nor resolved before. */
    static void resolve(Call call) {
        InstanceKey key = call.given().orElseThrow(() -> new CommandFailure("Cannot deduce instance: "));
        String failure = call.ask(names(call).dial(key));
        if (!failure.isEmpty()) {
            throw new CommandFailure(failure);
        }
        switch (call.ask(names(call).canonical(key.hostname()))) {
            case Resolution.Found found -> call.print(new InstanceKey(found.name(), key.port()));
            case Resolution.Failed failed -> throw new CommandFailure(failed.reason());
        }
    }

    private static NameCommands names(Call call) {
        return call.product().useCases().names();
    }
}
