package io.orchestrator.ports.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.driving.QueueSample;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts probes, says what is to be said of them, and remembers the latest ones and how many waited (discovery.md 10.1, 10.2). */
final class ProbeLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeLog.class);
    /** More than 4,500 servers are probed in two minutes. */
    private static final int MOST_PROBES = 150_000;
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_EXCLUDED = 10_000;

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final Recent<ProbeSample> probes = new Recent<>(ProbeSample::at, MOST_PROBES);
    private final Deque<QueueSample> queue = new ArrayDeque<>();
    private final Set<InstanceKey> excluded = new HashSet<>();
    private boolean late;

    ProbeLog(Loop loop, World world, Supplier<Tuning> tuning) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
    }

    /** A probe ended, which belongs to this server. */
    void ended(InstanceKey key, ProbeOutcome outcome) {
        @Nullable ProbeFailure failed = switch (outcome) {
            case ProbeOutcome.Seen _ -> null;
            case ProbeOutcome.PartlySeen partly -> partly.failure();
            case ProbeOutcome.Unseen unseen -> unseen.failure();
        };
        String failure = failed == null ? "" : failed.message();
        Duration latency = outcome.times().latency();
        Instant now = loop.time().wall();
        probes.add(new ProbeSample(key, now, latency, failure), oldest(now));
        world.metrics().count("discoveries.attempt", 1);
        world.metrics().count("instance.read_topology", 1);
        if (failed != null) {
            world.metrics().count("discoveries.fail", 1);
            if (failed.kind() == ProbeFailure.Kind.ACCESS_DENIED) {
                world.metrics().count("instance.access_denied", 1);
            }
        }
        if (latency.compareTo(tuning.get().probing().discovery().pollInterval()) > 0) {
            world.metrics().count("discoveries.instance_poll_seconds_exceeded", 1);
        }
        world.metrics().time("discovery.latency", latency);
    }

    /**
     * Whether a server can be connected to changed, or it is left out: said where the configuration wants that (discovery.md 5.8, 6.5).
     *
     * @param before failures to connect in a row until then
     * @param after the same with this probe
     */
    void reached(InstanceKey key, int before, int after, ProbeOutcome outcome) {
        Tuning.Sick sick = tuning.get().probing().sick();
        if (sick.logged() && after > before) {
            LOG.debug("{} cannot be connected to, {} times in a row now; it is asked again after {} s", key, after,
                    tuning.get().probing().discovery().intervalAfter(after).toSeconds());
        } else if (sick.logged() && after == 0 && before > 0) {
            LOG.debug("{} can be connected to again", key);
        }
        boolean isExcluded = outcome instanceof ProbeOutcome.Unseen unseen
                && unseen.failure().kind() == ProbeFailure.Kind.EXCLUDED;
        if (!isExcluded) {
            excluded.remove(key);
        } else if (excluded.size() < MOST_EXCLUDED && excluded.add(key) && sick.exclusionsLogged()) {
            LOG.info("{} is left out: DiscoveryIgnoreReplicationUsernameFilters matches its replication user", key);
        }
    }

    /** So many probes are under way now, so many servers wait, that many of them sick, and a healthy one for so long. */
    void waiting(int active, int queued, int sick, Duration delay) {
        boolean isLate = delay.compareTo(tuning.get().probing().discovery().pollInterval()) > 0;
        if (isLate && !late) {
            LOG.warn("{} servers are due and wait for a probe, one for {} s longer than InstancePollSeconds; raise"
                    + " DiscoveryMaxConcurrency, or give this process more processor time", queued - sick,
                    delay.toSeconds());
        }
        late = isLate;
        queue.addLast(new QueueSample(active, queued));
        while (queue.size() > Math.clamp(tuning.get().retention().samples().queue(), 0, MOST_SECONDS)) {
            queue.removeFirst();
        }
    }

    List<ProbeSample> probes() {
        return probes.since(oldest(loop.time().wall()));
    }

    List<QueueSample> queue() {
        return List.copyOf(queue);
    }

    private Instant oldest(Instant now) {
        return now.minus(tuning.get().retention().samples().probes());
    }
}
