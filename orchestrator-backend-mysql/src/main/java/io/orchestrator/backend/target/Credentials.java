package io.orchestrator.backend.target;

import java.util.Objects;

/**
 * Account on monitored servers. The password never appears in {@link #toString()}.
 *
 * @param user account name, may be empty
 * @param password its password, may be empty
 */
public record Credentials(String user, String password) {
    public Credentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
