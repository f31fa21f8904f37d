package io.orchestrator.http.wire;

import org.jspecify.annotations.Nullable;

/** A truth value that may be missing (http-api.md 1.3): false and false when it is. */
public record NullableBool(@WireName("Bool") boolean value, boolean valid) {
    public static final NullableBool MISSING = new NullableBool(false, false);

    public static NullableBool of(@Nullable Boolean value) {
        return value == null ? MISSING : new NullableBool(value, true);
    }
}
