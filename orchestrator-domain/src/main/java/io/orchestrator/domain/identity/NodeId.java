package io.orchestrator.domain.identity;

import java.util.Objects;

/**
 * Identity of one process of ours or of the reference: host name and a token that is new at each start
 * (ha-shared-backend.md 1).
 *
 * @param hostname the operating system's host name
 * @param token 64 hexadecimal digits
 */
public record NodeId(String hostname, String token) {
    public NodeId {
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return hostname + ":" + (token.length() > 8 ? token.substring(0, 8) : token);
    }
}
