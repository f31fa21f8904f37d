package io.orchestrator.app.command;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.orchestrator.app.logging.LogLevels;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driving.RecoveryCommands.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C, a request to end or a lost terminal while a recovery runs: it is undone before the point of no return and finished from
 * there on, within a limit, and the last line says which. What is not done by then is gone on with by the leader, once the claim of
 * this process has lapsed.
 */
final class Interruption {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Interruption() {}

    /** Watches over a recovery until it is answered. */
    static void guard(CompletionStage<Answer> answer, InstanceKey failed, Consumer<String> wrapUp) {
        Thread guard = new Thread(() -> end(answer, failed, wrapUp), "interrupted");
        Runtime.getRuntime().addShutdownHook(guard);
        answer.whenComplete((_, _) -> {
            try {
                Runtime.getRuntime().removeShutdownHook(guard);
            } catch (IllegalStateException e) {
                LOG.debug("the process is ending already, and its guard tells how", e);
            }
        });
    }

    private static void end(CompletionStage<Answer> answer, InstanceKey failed, Consumer<String> wrapUp) {
        if (!answer.toCompletableFuture().isDone()) {
            wrapUp.accept("the command was interrupted");
            LOG.error(LogLevels.NOTICE,
                    "Interrupted: the recovery of {} is rolled back, or finished where it cannot be", failed);
            LOG.error(LogLevels.NOTICE, "{}", outcome(answer, failed));
        }
    }

    private static String outcome(CompletionStage<Answer> answer, InstanceKey failed) {
        try {
            return told(answer.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS), failed);
        } catch (TimeoutException _) {
            return unfinished(failed, "it is not over after " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            return unfinished(failed, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unfinished(failed, "this process was interrupted again");
        }
    }

    /** What the last line says. */
    static String told(Answer answer, InstanceKey failed) {
        return switch (answer) {
            case Answer.Promoted(InstanceKey successor) -> "Interrupted: the recovery of " + failed
                    + " was past its point of no return and is finished: " + successor + " is promoted";
            case Answer.NotAttempted(String reason) ->
                    "Interrupted: no recovery of " + failed + " was begun: " + reason;
            case Answer.NobodyPromoted _ ->
                    "Interrupted: the recovery of " + failed + " is rolled back: nobody is promoted";
            case Answer.Failed(String reason) ->
                    "Interrupted: the recovery of " + failed + " is rolled back, nobody is promoted: " + reason;
        };
    }

    private static String unfinished(InstanceKey failed, String why) {
        return "Interrupted: the recovery of " + failed + " is neither rolled back nor finished: " + why
                + ". The leading service goes on with it in about 5 s; see its log and topology";
    }
}
