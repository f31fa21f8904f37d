package io.orchestrator.backend.target;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.TimeSource;

/** Which servers insist on TLS, for as long as that is believed, and which of these verdicts nobody was told yet (discovery.md 5.2). */
final class TlsVerdicts {
    private final TimeSource time;
    private final MetricsSink metrics;
    private final ConcurrentHashMap<InstanceKey, Verdict> believed = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InstanceKey, Boolean> untold = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InstanceKey, Boolean> told = new ConcurrentHashMap<>();
    private volatile Duration lifetime;

    /** Whether a server insists on TLS, and until when that is believed. */
    private record Verdict(boolean insists, Duration until) {}

    TlsVerdicts(Duration lifetime, TimeSource time, MetricsSink metrics) {
        this.lifetime = lifetime;
        this.time = time;
        this.metrics = metrics;
    }

    /** What is learned from now on is believed so long. */
    void believeFor(Duration newLifetime) {
        lifetime = newLifetime;
    }

    /** What was learned is believed no more. */
    void doubt() {
        believed.clear();
    }

    /** Whether the server insists; empty when that is not known, or not believed any more. */
    Optional<Boolean> of(InstanceKey key) {
        Verdict verdict = believed.get(key);
        if (verdict == null || verdict.until().compareTo(time.monotonic()) <= 0) {
            return Optional.empty();
        }
        metrics.count("instance_tls.read_cache", 1);
        return Optional.of(verdict.insists());
    }

    /** A server shows whether it insists; told again only when it showed the opposite before. */
    void learn(InstanceKey key, boolean insists) {
        believed.put(key, new Verdict(insists, time.monotonic().plus(lifetime)));
        Boolean last = told.get(key);
        if (last != null && last == insists) {
            untold.remove(key);
        } else {
            untold.put(key, insists);
        }
        metrics.count("instance_tls.write_cache", 1);
    }

    void forget(InstanceKey key) {
        believed.remove(key);
        untold.remove(key);
        told.remove(key);
    }

    /** Verdicts that were not taken so before, at most so many. */
    Map<InstanceKey, Boolean> take(int most) {
        if (untold.isEmpty()) {
            return Map.of();
        }
        var taken = new HashMap<InstanceKey, Boolean>();
        Iterator<InstanceKey> keys = untold.keySet().iterator();
        while (keys.hasNext() && taken.size() < most) {
            InstanceKey key = keys.next();
            Boolean insists = untold.remove(key);
            if (insists != null) {
                told.put(key, insists);
                taken.put(key, insists);
            }
        }
        return taken;
    }
}
