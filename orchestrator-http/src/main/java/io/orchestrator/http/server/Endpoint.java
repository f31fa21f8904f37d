package io.orchestrator.http.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.javalin.http.Context;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.ports.driven.PortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one route: lets the request in, asks the handler, and writes what it answers or why it does not. */
final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final int FORBIDDEN = 403;

    private final Route route;
    private final Gate gate;
    private final Function<Admission.ByToken, CompletionStage<Boolean>> tokens;
    private final Duration deadline;
    private final ReplyWriter writer;
    private final Executor executor;

    /**
     * @param tokens whether the backend knows a pair of access tokens
     * @param executor where replies are written: never on the thread that completes a stage, which belongs to the engine
     */
    Endpoint(Route route, Gate gate, Function<Admission.ByToken, CompletionStage<Boolean>> tokens,
            HttpSettings.Deadlines deadlines, ReplyWriter writer, Executor executor) {
        this.route = route;
        this.gate = gate;
        this.tokens = tokens;
        this.deadline = switch (route.patience()) {
            case ORDINARY -> deadlines.ordinary();
            case RECOVERY -> deadlines.recovery();
        };
        this.writer = writer;
        this.executor = executor;
    }

    void serve(Context context) {
        switch (gate.admit(JavalinRequest.credentials(context))) {
            case Admission.Refused _ -> writer.unauthenticated(context);
            case Admission.Admitted(String user, boolean mayChange) ->
                    serve(context, user, () -> CompletableFuture.completedStage(mayChange));
            case Admission.ByToken pair -> serve(context, "", () -> tokens.apply(pair));
        }
    }

    private void serve(Context context, String user, Supplier<CompletionStage<Boolean>> mayChange) {
        // A GET that changes something must not be triggered by a page of another site that the user happens to have open.
        if (route.access() != Route.Access.READ && "cross-site".equals(context.header("Sec-Fetch-Site"))) {
            writer.write(context, new Reply.Enveloped(FORBIDDEN, false,
                    "Refused: a page of another site asked for a change", null));
            return;
        }
        Request request = new JavalinRequest(context, user);
        CompletionStage<Reply> asked = switch (route.access()) {
            case READ, OPEN_WRITE -> ask(request);
            case WRITE -> mayChange.get()
                    .thenCompose(may -> may ? ask(request)
                            : CompletableFuture.completedStage(Reply.error("Unauthorized", null)));
        };
        answer(context, asked);
    }

    private void answer(Context context, CompletionStage<Reply> asked) {
        String path = context.path();
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        asked.whenComplete((reply, failure) -> {
            if (failure == null) {
                answer.complete(reply);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        if (answer.isDone()) {
            // On the request's own thread: most answers are at hand, and waiting costs more than they do.
            write(context, path, answer.exceptionally(failure -> refused(path, failure)).join());
            return;
        }
        context.future(() -> answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> refused(path, failure))
                .thenAcceptAsync(reply -> write(context, path, reply), executor));
    }

    private CompletionStage<Reply> ask(Request request) {
        try {
            return route.handler().handle(request);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        }
    }

    private void write(Context context, String path, Reply reply) {
        try {
            writer.write(context, reply);
        } catch (RuntimeException failure) {
            writer.write(context, refused(path, failure));
        }
    }

    private Reply refused(String path, Throwable failure) {
        return switch (causeOf(failure)) {
            case ApiError refusal -> writer.refusal(refusal);
            case PortException unavailable -> Reply.error(textOf(unavailable), null);
            case TimeoutException _ -> Reply.error("No answer to " + path + " within " + deadline.toSeconds()
                    + " s; the request was not cancelled, look at its effect before repeating it", null);
            case Throwable unexpected -> {
                LOG.error("Request {} failed unexpectedly", path, unexpected);
                yield Reply.error(textOf(unexpected), null);
            }
        };
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        @Nullable Throwable inner = cause.getCause();
        while (cause instanceof CompletionException && inner != null) {
            cause = inner;
            inner = cause.getCause();
        }
        return cause;
    }

    private static String textOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.toString() : message;
    }
}
