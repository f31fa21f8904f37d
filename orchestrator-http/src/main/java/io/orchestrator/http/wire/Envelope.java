package io.orchestrator.http.wire;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The envelope of http-api.md 1.4.
 *
 * @param code {@code OK} or {@code ERROR}
 * @param message what happened
 * @param details what the route says, null when nothing
 */
public record Envelope(String code, String message, @Nullable Object details) {
    public static final String OK = "OK";
    public static final String ERROR = "ERROR";

    public Envelope {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
