package io.orchestrator.http.server;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

import io.javalin.http.Context;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.SharedBody;
import io.orchestrator.http.wire.Envelope;
import io.orchestrator.http.wire.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes replies as http-api.md 1.3 to 1.6 want them. */
final class ReplyWriter {
    static final String JSON = "application/json; charset=UTF-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'ERROR '");
    private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);
    /** Of smaller answers it does not matter how they are written. */
    private static final int LARGE = 16_384;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Json json;
    private final String prefix;
    private final Clock clock;

    /**
     * @param identity who answers, empty for nobody
     * @param clock time of day, in the zone of this process
     */
    ReplyWriter(Json json, String identity, Clock clock) {
        this.json = Objects.requireNonNull(json, "json");
        this.prefix = identity.isEmpty() ? "" : "Orchestrator " + identity + " says: ";
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** A refusal, with time and level before its text where the contract has them. */
    Reply refusal(ApiError refusal) {
        String text = Objects.requireNonNullElse(refusal.getMessage(), "");
        String stamp = refusal.isStamped() ? STAMP.format(LocalDateTime.now(clock)) : "";
        return Reply.error(stamp + text, refusal.details());
    }

    void write(Context context, Reply reply) {
        byte[] bytes = switch (reply) {
            case Reply.Bare(_, SharedBody shared) -> shared.text();
            case Reply.Bare(_, Object value) -> json.bytes(value);
            case Reply.Enveloped(_, boolean succeeded, String message, SharedBody shared) ->
                    shared.within(enveloped(succeeded, message, null));
            case Reply.Enveloped(_, boolean succeeded, String message, Object details) ->
                    enveloped(succeeded, message, details);
        };
        context.status(reply.status()).contentType(JSON);
        if (bytes.length < LARGE || context.header("Accept-Encoding") != null) {
            context.result(bytes);
        } else {
            writeAtOnce(context, bytes);
        }
    }

    private byte[] enveloped(boolean succeeded, String message, @Nullable Object details) {
        return json.bytes(new Envelope(succeeded ? Envelope.OK : Envelope.ERROR, prefix + message, details));
    }

    /** Where nothing can be compressed: without Javalin's copying of four thousand bytes at a time. */
    private static void writeAtOnce(Context context, byte[] bytes) {
        context.res().setContentLength(bytes.length);
        try {
            context.res().getOutputStream().write(bytes);
        } catch (IOException gone) {
            // Nobody is there any more who could be told.
            LOG.debug("{}: the answer could not be sent: {}", context.path(), String.valueOf(gone.getMessage()));
        }
    }

    /** A web page's refusal: status 200 and an envelope without this node's name (http-api.md 1.5, 1.6). */
    void refusedPage(Context context, ApiError refusal) {
        Reply reply = refusal(refusal);
        if (reply instanceof Reply.Enveloped(_, _, String message, Object details)) {
            context.status(Reply.OK)
                    .contentType(JSON)
                    .result(json.bytes(new Envelope(Envelope.ERROR, message, details)));
        }
    }

    void unauthenticated(Context context) {
        context.status(UNAUTHORIZED)
                .header("WWW-Authenticate", "Basic realm=\"Authorization Required\"")
                .contentType(TEXT)
                .result("Not Authorized\n");
    }

    void notFound(Context context) {
        context.status(NOT_FOUND)
                .header("X-Content-Type-Options", "nosniff")
                .contentType(TEXT)
                .result("404 page not found\n");
    }
}
