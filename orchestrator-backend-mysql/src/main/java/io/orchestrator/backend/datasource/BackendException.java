package io.orchestrator.backend.datasource;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The one exception that leaves the backend adapters; its category tells what the failure means for the caller. */
public final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a failure means, as ha-shared-backend.md 3.6 and the error numbers of the servers have it. */
    public enum Category {
        /** Another writer won a conflict (deadlock, lock wait, certification); the work was undone and may be repeated. */
        CONFLICT_LOST,
        /** The server takes no writes: read-only, or outside the primary component of its synchronous cluster. */
        NOT_WRITABLE,
        /** No answer within the deadline; whether a write took effect is unknown, its connection was dropped. */
        DEADLINE,
        /** No connection, or it broke under the statement; whether a write took effect is unknown. */
        UNREACHABLE,
        /** The server refused the account, the schema or a privilege; repeating does not help. */
        REFUSED,
        /** What is stored was written in a form this version does not know; it is reported and left alone. */
        INCOMPATIBLE,
        /** The statement itself failed: a damaged schema or a defect of ours. */
        STATEMENT
    }

    private final Category category;

    public BackendException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
    }

    public BackendException(Category category, String message) {
        this(category, message, null);
    }

    public Category category() {
        return category;
    }

    /**
     * Whether whoever opens or deploys the backend may wait for it to pass: the server is down, hangs, is being deployed by
     * another process or is not yet a full member of its cluster. A read-only server, a refusal and an unusable file do not mend
     * themselves.
     */
    public boolean mayPass() {
        return switch (category) {
            case CONFLICT_LOST -> true;
            case DEADLINE, UNREACHABLE -> !SqlErrors.isOfFile(this);
            case NOT_WRITABLE -> SqlErrors.isOutsideCluster(this);
            case REFUSED, INCOMPATIBLE, STATEMENT -> false;
        };
    }

    /** Whether a node that got this from an election or claim statement must count as not elected. */
    public boolean meansNotPrimary() {
        return switch (category) {
            case CONFLICT_LOST, NOT_WRITABLE, DEADLINE, UNREACHABLE -> true;
            case REFUSED, INCOMPATIBLE, STATEMENT -> false;
        };
    }
}
