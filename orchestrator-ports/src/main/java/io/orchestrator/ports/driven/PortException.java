package io.orchestrator.ports.driven;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The one unchecked exception that crosses a driven port; its category says what a caller can do about it. */
public final class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller can do about the failure. */
    public enum Category {
        /** No answer within the deadline, connection refused or lost: ask again later. */
        UNAVAILABLE,
        /** The backend answers but takes no writes now (read-only, not primary): not elected, ask again later. */
        READ_ONLY,
        /** Lost against a concurrent writer and given up after bounded retries. */
        CONFLICT,
        /** The request itself is wrong; asking again does not help. */
        INVALID,
        /** The stored data is of an unknown version or damaged; reported, never guessed at. */
        UNREADABLE
    }

    private final Category category;

    /**
     * @param category what can be done
     * @param message what failed, on which server, table or key; no secrets
     * @param cause what the adapter caught, null when nothing
     */
    public PortException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category, "category");
    }

    public Category category() {
        return category;
    }
}
