package io.orchestrator.http.wire;

import java.time.Instant;

import io.orchestrator.ports.driving.NameCommands;

/**
 * One entry of {@code hostname-resolve-cache} (http-api.md 3.1).
 *
 * @param object what the name stands for
 * @param expiration nanoseconds since 1970
 */
public record CachedNameWire(String object, long expiration) {
    private static final long NANOS = 1_000_000_000;

    public static CachedNameWire of(NameCommands.Cached cached) {
        Instant expires = cached.expires();
        return new CachedNameWire(cached.name(), expires.getEpochSecond() * NANOS + expires.getNano());
    }
}
