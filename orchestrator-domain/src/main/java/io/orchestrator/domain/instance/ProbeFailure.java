package io.orchestrator.domain.instance;

import java.util.Objects;

/**
 * Why a probe did not see the server.
 *
 * @param kind category
 * @param message what a reader needs: what failed on which server; no secrets
 */
public record ProbeFailure(Kind kind, String message) {
    /** Category of a probe's failure. */
    public enum Kind {
        /** Nobody listens: the process is gone or the port is wrong. */
        REFUSED,
        /** No answer within the deadline: a hang or a dropped network. */
        TIMED_OUT,
        /** The connection broke while it was used. */
        LOST,
        /** The host name could not be resolved. */
        UNRESOLVED,
        /** The server refused the account. */
        ACCESS_DENIED,
        /** The server lives and has no connection left, for anybody or for the account. */
        OVERLOADED,
        /** TLS could not be set up. */
        TLS,
        /** A statement failed. */
        STATEMENT_FAILED,
        /** A configured filter excludes the server. */
        EXCLUDED
    }

    public ProbeFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
