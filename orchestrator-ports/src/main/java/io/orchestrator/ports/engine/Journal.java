package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.PortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was observed to the store: late, in batches sorted by key, one batch at a time. What a batch lost is written again. */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration FLUSH_EVERY = Duration.ofMillis(250);
    private static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);
    private static final int BATCH = 200;

    private final Loop loop;
    private final InstanceStore store;
    private final MetricsSink metrics;
    private final Function<InstanceKey, Optional<FleetInstance>> fleet;
    private final Function<FleetInstance, String> aliases;
    private final Map<InstanceKey, Dirty> dirty = new TreeMap<>();
    private boolean writing;

    private record Dirty(Duration since, boolean changed) {}

    Journal(Loop loop, InstanceStore store, MetricsSink metrics, Function<InstanceKey, Optional<FleetInstance>> fleet,
            Function<FleetInstance, String> aliases) {
        this.loop = loop;
        this.store = store;
        this.metrics = metrics;
        this.fleet = fleet;
        this.aliases = aliases;
    }

    void start() {
        loop.every(FLUSH_EVERY, this::flush);
    }

    /** A server was probed; {@code changed} when more than times are new. */
    void observed(InstanceKey key, boolean changed) {
        dirty.merge(key, new Dirty(loop.now(), changed),
                (old, add) -> new Dirty(old.since(), old.changed() || add.changed()));
    }

    /** Nothing more is written of a server that was forgotten. */
    void forget(InstanceKey key) {
        dirty.remove(key);
    }

    /** Drops everything: this node leads no more. */
    void clear() {
        dirty.clear();
    }

    /** Age of the oldest observation that is not written yet. */
    Duration lag() {
        return dirty.values()
                .stream()
                .map(d -> loop.now().minus(d.since()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void flush() {
        metrics.gauge("journal.lag_seconds", lag().toMillis() / 1000.0);
        if (writing || dirty.isEmpty()) {
            return;
        }
        List<InstanceStore.Row> rows = new ArrayList<>();
        Map<InstanceKey, Dirty> taken = new TreeMap<>();
        for (Map.Entry<InstanceKey, Dirty> entry : dirty.entrySet()) {
            if (taken.size() == BATCH) {
                break;
            }
            taken.put(entry.getKey(), entry.getValue());
            fleet.apply(entry.getKey()).flatMap(instance -> row(instance, entry.getValue())).ifPresent(rows::add);
        }
        dirty.keySet().removeAll(taken.keySet());
        if (rows.isEmpty()) {
            return;
        }
        writing = true;
        loop.within(WRITE_DEADLINE, store.write(rows), done -> written(rows.size()), failure -> failed(taken, failure));
    }

    private Optional<InstanceStore.Row> row(FleetInstance instance, Dirty state) {
        ObservedInstance observed = instance.observed();
        Duration checked = observed.lastChecked();
        Duration began = observed.lastBegan();
        if (checked == null || began == null) {
            return Optional.empty();
        }
        Duration now = loop.now();
        Duration seen = observed.lastSeen();
        Duration seenAge = seen == null ? Duration.ofSeconds(-1) : now.minus(seen);
        return Optional.of(new InstanceStore.Row(instance, now.minus(checked), seenAge, now.minus(began),
                aliases.apply(instance), state.changed()));
    }

    private void written(int rows) {
        writing = false;
        metrics.count("instance.write", rows);
        if (!dirty.isEmpty() && lag().compareTo(FLUSH_EVERY) > 0) {
            flush();
        }
    }

    private void failed(Map<InstanceKey, Dirty> taken, PortException failure) {
        writing = false;
        LOG.warn("{} observed servers could not be written to the backend: {}; they are written again", taken.size(),
                failure.getMessage());
        taken.forEach((key, state) -> dirty.merge(key, state,
                (newer, older) -> new Dirty(older.since(), newer.changed() || older.changed())));
    }
}
