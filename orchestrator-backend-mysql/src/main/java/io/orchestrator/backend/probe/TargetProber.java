package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetThreads;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/** Probes monitored servers over JDBC, each probe on a virtual thread. */
public final class TargetProber implements InstanceProber {
    private final TargetConnections connections;
    private final TargetThreads threads;
    private final TimeSource time;
    private final ConcurrentHashMap<InstanceKey, KeptReadings> readings = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InstanceKey, WritePathWatch> writePaths = new ConcurrentHashMap<>();
    private volatile Set<InstanceKey> writers = Set.of();
    private volatile Rules rules;

    private record Rules(ProbeSettings settings, ProbeFilters.Compiled filters) {}

    public TargetProber(ProbeSettings settings, TargetConnections connections, TargetThreads threads, TimeSource time) {
        this.rules = new Rules(settings, settings.filters().compile());
        this.connections = connections;
        this.threads = threads;
        this.time = time;
    }

    /** Takes other settings; they hold from the next probe of each server on. */
    public void reconfigure(ProbeSettings settings) {
        rules = new Rules(settings, settings.filters().compile());
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        Rules now = rules;
        KeptReadings kept = readings.computeIfAbsent(key, _ -> new KeptReadings());
        var run = new ProbeRun(key, depth, deadline, now.settings(), now.filters(), connections, kept, time,
                writePath(key, depth));
        return threads.within(deadline, run::run, run::onDeadline);
    }

    /** Nobody may wait for a last look longer than it takes to decide. */
    private @Nullable WritePathWatch writePath(InstanceKey key, Depth depth) {
        return depth == Depth.LAST_LOOK || !writers.contains(key) ? null
                : writePaths.computeIfAbsent(key,
                        _ -> new WritePathWatch(new WriteTrials(key, connections, threads, time)));
    }

    @Override
    public void lookAtWrites(Set<InstanceKey> sources) {
        writers = Set.copyOf(sources);
        writePaths.keySet().retainAll(sources);
    }

    @Override
    public void askAnew(InstanceKey key) {
        KeptReadings kept = readings.get(key);
        if (kept != null) {
            kept.askAnew(time.monotonic());
        }
    }

    @Override
    public Map<InstanceKey, Boolean> takeTlsVerdicts(int most) {
        return connections.takeTlsVerdicts(most);
    }

    @Override
    public void forget(InstanceKey key) {
        readings.remove(key);
        writePaths.remove(key);
        connections.forget(key);
    }
}
