package io.orchestrator.http.api;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;

/** What several routes do with stages. */
final class Stages {
    private Stages() {}

    /** The text of a failure. */
    static String textOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    /** The same reply; a failure's text is preceded by what could not be done. */
    static CompletionStage<Reply> explained(CompletionStage<Reply> reply, String prefix) {
        return reply.exceptionally(failure -> {
            throw ApiError.of(prefix + textOf(failure));
        });
    }
}
