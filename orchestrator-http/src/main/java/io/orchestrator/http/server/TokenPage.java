package io.orchestrator.http.server;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.javalin.http.Context;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.auth.Credentials;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.ports.driving.AccessTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges an access token for a cookie that allows changes (ha-shared-backend.md 5). */
final class TokenPage {
    /** Below the prefix. */
    static final String PATH = "/web/access-token";

    private static final Logger LOG = LoggerFactory.getLogger(TokenPage.class);
    private static final int FOUND = 302;
    /** What may stand in a cookie; all tokens that are issued do. */
    private static final Pattern TOKEN = Pattern.compile("[\\w.-]+");

    private final Gate gate;
    private final AccessTokens tokens;
    private final Duration pickUp;
    private final Duration deadline;
    private final String home;
    private final ReplyWriter writer;
    private final Executor executor;

    /**
     * @param executor where replies are written: never on the thread that completes a stage, which belongs to the engine
     */
    TokenPage(HttpSettings settings, AccessTokens tokens, ReplyWriter writer, Executor executor) {
        this.gate = settings.gate();
        this.tokens = tokens;
        this.pickUp = settings.tokens().pickUp();
        this.deadline = settings.deadlines().ordinary();
        this.home = settings.listen().urlPrefix() + "/";
        this.writer = writer;
        this.executor = executor;
    }

    void serve(Context context) {
        switch (gate.admit(JavalinRequest.credentials(context))) {
            case Admission.Refused _ -> writer.unauthenticated(context);
            case Admission.Admitted _,Admission.ByToken _ -> exchange(context);
        }
    }

    private void exchange(Context context) {
        String token = Objects.requireNonNullElse(context.queryParam("publicToken"), "").trim();
        if (!TOKEN.matcher(token).matches()) {
            refuse(context, token);
            return;
        }
        CompletionStage<Optional<String>> acquired = tokens.acquire(token, pickUp);
        context.future(() -> acquired.toCompletableFuture()
                .copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    LOG.warn("An access token could not be exchanged; the person may try again: {}",
                            String.valueOf(failure.getMessage()));
                    return Optional.empty();
                })
                .thenAcceptAsync(secret -> secret.ifPresentOrElse(found -> admit(context, token, found),
                        () -> refuse(context, token)), executor));
    }

    private void admit(Context context, String token, String secret) {
        context.status(FOUND)
                .header("Location", home)
                .header("Set-Cookie", Credentials.COOKIE + "=" + token + ":" + secret + "; Path=/");
    }

    private void refuse(Context context, String token) {
        writer.refusedPage(context, ApiError.stamped("Cannot acquire token " + token));
    }
}
