package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.Scheduler;

/**
 * One acting connection: statement after statement is sent, each when the one before was answered and only within the deadline. A first change
 * that could not be sent while the proof of the right to act stands is not sent. The server closes the connection when it is idle for too long, so that a process that was stopped finds it closed.
 */
final class Conversation {
    private final Viewpoint viewpoint;
    private final SimulatedServer server;
    private final ServerAction action;
    private final List<Statements.Statement> statements;
    private final Proof proof;
    private final Duration begun;
    private final Duration latest;
    private final Duration deadline;
    private final CompletableFuture<ActionOutcome> outcome;
    private Scheduler.Cancellable timer = () -> {};
    private int next;
    private int life;
    private Duration usedAt = Duration.ZERO;
    /** A changing statement was sent: what comes of the action is not known until it is over, even where that statement was answered. */
    private boolean inDoubt;
    private boolean connected;

    Conversation(Viewpoint viewpoint, SimulatedServer server, ServerAction action,
            List<Statements.Statement> statements, Proof proof, Duration deadline,
            CompletableFuture<ActionOutcome> outcome) {
        this.viewpoint = viewpoint;
        this.server = server;
        this.action = action;
        this.statements = statements;
        this.deadline = deadline;
        this.proof = proof;
        this.begun = viewpoint.now();
        this.latest = begun.plus(deadline);
        this.outcome = outcome;
    }

    void begin() {
        timer = viewpoint.process()
                .schedule(deadline, () -> over("no answer within " + deadline.toMillis() + " ms", false));
        viewpoint.process().schedule(viewpoint.fleet().settings().waitTimeout(), this::giveUpConnecting);
        viewpoint.connect(server, this::arrived);
    }

    private void giveUpConnecting() {
        if (!connected && !outcome.isDone()) {
            over("it took too long to connect", false);
        }
    }

    private void arrived() {
        if (!server.up) {
            viewpoint.answer(server, () -> over("refused the connection", true));
        } else if (server.hung) {
            server.inbox.add(this::arrived);
        } else {
            life = server.life;
            usedAt = viewpoint.now();
            viewpoint.answer(server, () -> {
                connected = true;
                send();
            });
        }
    }

    /** As long as a connection may be idle, and as the proof of the right to act stands. */
    private boolean mayChange() {
        Duration now = viewpoint.now();
        Duration provenFor = now.minus(proof.at());
        return inDoubt ? provenFor.compareTo(InstanceActuator.ENDS_WITHIN) <= 0
                : now.minus(begun).compareTo(viewpoint.fleet().settings().waitTimeout()) <= 0
                        && provenFor.compareTo(InstanceActuator.BEGINS_WITHIN) <= 0;
    }

    private void send() {
        if (outcome.isDone()) {
            return;
        }
        if (viewpoint.now().compareTo(latest) >= 0) {
            over("this process was held up beyond the deadline", false);
            return;
        }
        Statements.Statement statement = statements.get(next);
        if (statement.changes()) {
            if (!mayChange()) {
                over("this process, the server or the backend was held up before it was sent", false);
                return;
            }
            inDoubt = true;
            viewpoint.fleet().witness().sent(viewpoint.place(), action);
        }
        viewpoint.send(server, () -> execute(statement));
    }

    private void execute(Statements.Statement statement) {
        if (server.life != life || !server.up) {
            viewpoint.answer(server, () -> over("the connection was lost", false));
            return;
        }
        if (server.hung) {
            server.inbox.add(() -> run(statement));
            return;
        }
        if (viewpoint.now().minus(usedAt).compareTo(viewpoint.fleet().settings().waitTimeout()) > 0) {
            viewpoint.answer(server, () -> over("the server had closed the idle connection", false));
            return;
        }
        run(statement);
    }

    private void run(Statements.Statement statement) {
        boolean wasReadOnly = server.readOnly;
        Statements.Reply reply = statement.run(server);
        if (statement.changes()) {
            viewpoint.fleet().witness().executed(viewpoint.place(), action);
        }
        if (wasReadOnly && !server.readOnly) {
            viewpoint.fleet().witness().writable(viewpoint.place(), action);
        }
        usedAt = viewpoint.now();
        if (!viewpoint.losesAnswer(viewpoint.fleet().dice())) {
            viewpoint.answer(server, () -> replied(reply));
        }
    }

    private void replied(Statements.Reply reply) {
        switch (reply) {
            case Statements.Reply.Next _ -> {
                next++;
                send();
            }
            case Statements.Reply.Again again -> viewpoint.process().schedule(again.pause(), this::send);
            case Statements.Reply.Over over -> {
                timer.cancel();
                outcome.complete(over.outcome());
            }
        }
    }

    private void over(String reason, boolean unreachable) {
        timer.cancel();
        String text = server.key + ": " + reason;
        outcome.complete(inDoubt ? new ActionOutcome.Unanswered(server.key, text)
                : new ActionOutcome.Failed(server.key, text, unreachable));
    }
}
