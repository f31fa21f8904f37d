package io.orchestrator.app.command;

import io.orchestrator.ports.driven.NodeStore;

/** Questions about processes on the backend (cli.md 10.14). */
final class NodeAnswers {

    private NodeAnswers() {}

    /** {@code hostname:token}, as the help promises; what the contract prints is a raw record (cli.md 14). */
    static void active(Call call) {
        for (NodeStore.Node node : call.ask(call.product().nodes().alive())) {
            call.print(node.id().hostname() + ":" + node.id().token());
        }
    }
}
