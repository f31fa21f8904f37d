package io.orchestrator.http.wire;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A number that may be missing (http-api.md 1.3): 0 and false when it is. */
public record NullableInt(@WireName("Int64") long value, boolean valid) {
    public static final NullableInt MISSING = new NullableInt(0, false);

    /** Whole seconds of a duration; missing for null. */
    public static NullableInt seconds(@Nullable Duration duration) {
        return duration == null ? MISSING : new NullableInt(duration.toSeconds(), true);
    }
}
