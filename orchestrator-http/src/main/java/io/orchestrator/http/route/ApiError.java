package io.orchestrator.http.route;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** A refusal with the contract's text; it is answered as an ERROR envelope. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean stamped;
    private final transient @Nullable Object details;

    private ApiError(String message, boolean stamped, @Nullable Object details) {
        super(Objects.requireNonNull(message, "message"), null, false, false);
        this.stamped = stamped;
        this.details = details;
    }

    /** A text as it is. */
    public static ApiError of(String message) {
        return new ApiError(message, false, null);
    }

    /** A text as it is, with details. */
    public static ApiError of(String message, Object details) {
        return new ApiError(message, false, details);
    }

    /** A text that the contract precedes with time and level (the mark † of http-api.md 1.6). */
    public static ApiError stamped(String message) {
        return new ApiError(message, true, null);
    }

    public boolean isStamped() {
        return stamped;
    }

    public @Nullable Object details() {
        return details;
    }
}
