package io.orchestrator.http.auth;

import java.util.Objects;

/**
 * What a request proves with who it comes from.
 *
 * @param authorization the {@code Authorization} header, empty when there is none
 * @param accessToken the cookie {@value #COOKIE}, empty when there is none
 */
public record Credentials(String authorization, String accessToken) {
    /** The cookie that holds a pair of access tokens (ha-shared-backend.md 5). */
    public static final String COOKIE = "access-token";

    public Credentials {
        Objects.requireNonNull(authorization, "authorization");
        Objects.requireNonNull(accessToken, "accessToken");
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
