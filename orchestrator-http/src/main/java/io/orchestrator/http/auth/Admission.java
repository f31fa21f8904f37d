package io.orchestrator.http.auth;

import java.util.Objects;

/** Whether a request gets in. */
public sealed interface Admission {
    /**
     * It does.
     *
     * @param user who asks, empty when nobody was asked to say
     * @param mayChange whether that user may change anything
     */
    record Admitted(String user, boolean mayChange) implements Admission {
        public Admitted {
            Objects.requireNonNull(user, "user");
        }
    }

    /**
     * It does, without a name; it may change something only where the backend knows this pair of access tokens.
     *
     * @param publicToken handed to the person
     * @param secretToken given in exchange for it
     */
    record ByToken(String publicToken, String secretToken) implements Admission {
        public ByToken {
            Objects.requireNonNull(publicToken, "publicToken");
            Objects.requireNonNull(secretToken, "secretToken");
        }

        @Override
        public String toString() {
            return "ByToken";
        }
    }

    /** It does not. */
    record Refused() implements Admission {}
}
