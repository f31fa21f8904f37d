package io.orchestrator.http.route;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** What a route answers (http-api.md 1.4, 1.5). */
public sealed interface Reply {
    int OK = 200;
    int ERROR = 500;

    int status();

    /** A JSON value by itself: a wire record and the like, or a {@link SharedBody}. */
    record Bare(int status, @Nullable Object body) implements Reply {}

    /** The envelope; its details are as {@link Bare}'s body. */
    record Enveloped(int status, boolean succeeded, String message, @Nullable Object details) implements Reply {
        public Enveloped {
            Objects.requireNonNull(message, "message");
        }
    }

    static Reply bare(@Nullable Object body) {
        return new Bare(OK, body);
    }

    static Reply ok(String message, @Nullable Object details) {
        return new Enveloped(OK, true, message, details);
    }

    static Reply error(String message, @Nullable Object details) {
        return new Enveloped(ERROR, false, message, details);
    }
}
