package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;

/** Servers that were forgotten and must not come back for a while (discovery.md 6.8). Owned by one caller. */
final class ForgetList {
    private static final int SWEEP_SIZE = 1_000;

    private final Map<InstanceKey, Duration> until = new HashMap<>();

    void add(InstanceKey key, Duration expiry, Duration now) {
        if (until.size() >= SWEEP_SIZE) {
            until.values().removeIf(end -> end.compareTo(now) <= 0);
        }
        until.put(key, expiry);
    }

    boolean contains(InstanceKey key, Duration now) {
        Duration end = until.get(key);
        if (end == null) {
            return false;
        }
        if (end.compareTo(now) <= 0) {
            until.remove(key);
            return false;
        }
        return true;
    }

    void remove(InstanceKey key) {
        until.remove(key);
    }
}
