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

    /** It does not. */
    record Refused() implements Admission {}
}
