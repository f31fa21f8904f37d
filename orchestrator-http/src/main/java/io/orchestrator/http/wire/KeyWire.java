package io.orchestrator.http.wire;

import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;

/** {@code InstanceKey} of http-api.md 3.1. */
public record KeyWire(String hostname, int port) {
    public static KeyWire of(InstanceKey key) {
        return new KeyWire(key.hostname(), key.port());
    }

    /** A key set: sorted, never null ({@code InstanceKeyMap}). */
    public static List<KeyWire> sorted(List<InstanceKey> keys) {
        return keys.stream().distinct().sorted().map(KeyWire::of).toList();
    }
}
