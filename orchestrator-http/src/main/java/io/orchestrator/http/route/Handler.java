package io.orchestrator.http.route;

import java.util.concurrent.CompletionStage;

/** Answers one request. Returns at once; throws {@link ApiError}, or lets the stage fail with it, to refuse. */
@FunctionalInterface
public interface Handler {
    CompletionStage<Reply> handle(Request request);
}
