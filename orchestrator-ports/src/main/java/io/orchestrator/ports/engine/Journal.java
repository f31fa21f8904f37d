package io.orchestrator.ports.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.BatchSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was observed to the store: late, in batches sorted by key, one batch at a time. What a batch lost is written again.
 *
 * <p>
 * A server of which more than times is new is written whole, and so is every server each minute or so, so that its positions in the
 * backend are not older. Of others the times are written, and not each time: what was written less than one and a half polls ago
 * stands, for readers judge a server by comparing its times with each other, and a row a probe is all the backend shall bear.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    /** With the time a batch takes this keeps the lag under a second. */
    private static final Duration FLUSH_EVERY = Duration.ofMillis(650);
    private static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration WHOLE_EVERY = Duration.ofSeconds(60);
    /** Servers that were first written together are not all due together again. */
    private static final int SPREAD_SECONDS = 30;
    private static final int BATCH = 200;
    private static final Duration HANGS = Duration.ofSeconds(1);
    /** A probe under way is stored as one that began earlier, so that the row gives way to its outcome. */
    private static final Duration EARLIER = Duration.ofMillis(500);
    /** Whatever is configured, that is the contract. */
    private static final Duration BATCHES_KEPT = Duration.ofMinutes(2);
    private static final int MOST_BATCHES = 10_000;

    private final Loop loop;
    private final InstanceStore store;
    private final MetricsSink metrics;
    private final Duration timesEvery;
    private final Function<InstanceKey, Optional<FleetInstance>> fleet;
    private final Function<FleetInstance, String> aliases;
    private final Map<InstanceKey, Dirty> dirty = new TreeMap<>();
    private final Map<InstanceKey, Written> written = new HashMap<>();
    private final Set<InstanceKey> moved = new HashSet<>();
    private Map<InstanceKey, Dirty> writing = Map.of();
    private final Recent<BatchSample> batches = new Recent<>(BatchSample::at, MOST_BATCHES);
    private long failures;

    private record Dirty(Duration since, boolean changed) {
        Dirty and(Dirty other) {
            return new Dirty(since.compareTo(other.since) < 0 ? since : other.since, changed || other.changed);
        }
    }

    /** When the times of a server were written last, and when all of it. */
    private record Written(Duration times, Duration whole) {}

    Journal(Loop loop, InstanceStore store, MetricsSink metrics, Duration pollInterval,
            Function<InstanceKey, Optional<FleetInstance>> fleet, Function<FleetInstance, String> aliases) {
        this.loop = loop;
        this.store = store;
        this.metrics = metrics;
        this.timesEvery = pollInterval.multipliedBy(3).dividedBy(2);
        this.fleet = fleet;
        this.aliases = aliases;
    }

    void start() {
        loop.every(FLUSH_EVERY, this::flush);
    }

    /** A server was probed; {@code changed} when more than what moves by itself is new. */
    void observed(InstanceKey key, boolean changed) {
        Duration now = loop.now();
        boolean whole = moved.remove(key) || changed || isWholeDue(key, now);
        Written before = written.get(key);
        if (whole || before == null || now.minus(before.times()).compareTo(timesEvery) >= 0) {
            dirty.merge(key, new Dirty(now, whole), Dirty::and);
            if (dirty.size() >= BATCH && failures == 0) {
                flush();
            }
        }
    }

    /** A probe of a server has been under way for too long: whoever reads what is stored shall know, too. */
    void hanging(InstanceKey key) {
        dirty.merge(key, new Dirty(loop.now(), true), Dirty::and);
    }

    /** A server belongs to another cluster than before: its next probe is written whole, for the stored one would not give way. */
    void moved(InstanceKey key) {
        moved.add(key);
    }

    private boolean isWholeDue(InstanceKey key, Duration now) {
        Written before = written.get(key);
        return before != null && now.minus(before.whole())
                .compareTo(WHOLE_EVERY.plusSeconds(Math.floorMod(key.hashCode(), SPREAD_SECONDS))) >= 0;
    }

    /** Nothing more is written of a server that was forgotten. */
    void forget(InstanceKey key) {
        dirty.remove(key);
        written.remove(key);
        moved.remove(key);
    }

    /** Drops everything: this node leads no more. */
    void clear() {
        dirty.clear();
        written.clear();
        moved.clear();
    }

    /** Age of the oldest observation that is to be written and is not yet. */
    Duration lag() {
        Duration oldest = loop.now();
        for (Map<InstanceKey, Dirty> some : List.of(dirty, writing)) {
            for (Dirty state : some.values()) {
                oldest = state.since().compareTo(oldest) < 0 ? state.since() : oldest;
            }
        }
        return loop.now().minus(oldest);
    }

    private void flush() {
        metrics.gauge("journal.oldest_seconds", lag().toMillis() / 1000.0);
        if (!writing.isEmpty() || dirty.isEmpty()) {
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
        writing = taken;
        Duration sent = loop.now();
        loop.within(WRITE_DEADLINE, store.write(rows), _ -> written(taken, rows.size(), sent),
                failure -> failed(taken, failure));
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
        Duration pending = observed.pendingSince();
        if (pending != null && now.minus(pending).compareTo(HANGS) >= 0) {
            return Optional.of(new InstanceStore.Row(instance, now.minus(checked), seenAge,
                    now.minus(pending).plus(EARLIER), aliases.apply(instance), true));
        }
        return Optional.of(new InstanceStore.Row(instance.withObserved(observed.withoutPending()), now.minus(checked),
                seenAge, now.minus(began), aliases.apply(instance), state.changed()));
    }

    /** Batches of the last two minutes, oldest first (discovery.md 10.2). */
    List<BatchSample> batches() {
        return batches.since(loop.time().wall().minus(BATCHES_KEPT));
    }

    private void written(Map<InstanceKey, Dirty> taken, int rows, Duration sent) {
        Duration oldest = oldestOf(taken);
        metrics.time("journal.lag", loop.now().minus(oldest));
        metrics.count("instance.write", rows);
        Instant wall = loop.time().wall();
        batches.add(new BatchSample(wall, rows, sent.minus(oldest), loop.now().minus(sent)), wall.minus(BATCHES_KEPT));
        writing = Map.of();
        if (failures > 0) {
            LOG.info("observed servers are written to the backend again, after {} failed attempts", failures);
            failures = 0;
        }
        taken.forEach((key, state) -> {
            Written before = written.get(key);
            written.put(key, before == null ? new Written(state.since().minus(phase(key)), state.since())
                    : new Written(state.since(), state.changed() ? state.since() : before.whole()));
        });
        if (dirty.size() >= BATCH || (!dirty.isEmpty() && lag().compareTo(FLUSH_EVERY) > 0)) {
            flush();
        }
    }

    /** Of servers that were first written together, half are due with the next poll and half with the one after. */
    private Duration phase(InstanceKey key) {
        return key.hashCode() % 2 == 0 ? timesEvery : Duration.ZERO;
    }

    private Duration oldestOf(Map<InstanceKey, Dirty> taken) {
        return taken.values().stream().map(Dirty::since).min(Duration::compareTo).orElseGet(loop::now);
    }

    private void failed(Map<InstanceKey, Dirty> taken, PortException failure) {
        writing = Map.of();
        if (failures++ == 0) {
            LOG.warn("{} observed servers could not be written to the backend: {}; they and later ones are written when"
                    + " it takes them", taken.size(), failure.getMessage());
        }
        taken.forEach((key, state) -> dirty.merge(key, state, Dirty::and));
    }
}
