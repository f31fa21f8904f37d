package io.orchestrator.app.command;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.NodeStore;

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
        call.ask(call.product().registers().names().resolved())
                .forEach((name, other) -> call.print(name + " " + other));
    }

    static void virtualNames(Call call) {
        call.ask(call.product().registers().names().unresolved())
                .forEach((name, other) -> call.print(name + " " + other));
    }

    static void forgetResolvedNames(Call call) {
        call.ask(call.product().registers().names().clearResolved());
        call.print("hostname resolve cache cleared");
    }

    /** An empty name takes the one there is away. */
    static void setVirtualName(Call call, String virtualName) {
        InstanceKey key = call.key();
        call.ask(call.product().registers().names().unresolve(key.hostname(), virtualName));
        call.print(key);
    }
}
