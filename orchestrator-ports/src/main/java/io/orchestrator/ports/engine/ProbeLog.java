package io.orchestrator.ports.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.driving.QueueSample;
import org.jspecify.annotations.Nullable;

/** Counts probes, and remembers the latest ones and how many waited (discovery.md 10.1, 10.2). */
final class ProbeLog {
    /** More than 4,500 servers are probed in two minutes. */
    private static final int MOST_PROBES = 150_000;
    private static final int MOST_SECONDS = 86_400;

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final Recent<ProbeSample> probes = new Recent<>(ProbeSample::at, MOST_PROBES);
    private final Deque<QueueSample> queue = new ArrayDeque<>();

    ProbeLog(Loop loop, World world, Supplier<Tuning> tuning) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
    }

    /** A probe ended, which belongs to this server. */
    void ended(InstanceKey key, ProbeOutcome outcome) {
        @Nullable ProbeFailure why = switch (outcome) {
            case ProbeOutcome.Seen _ -> null;
            case ProbeOutcome.PartlySeen partly -> partly.failure();
            case ProbeOutcome.Unseen unseen -> unseen.failure();
        };
        String failure = why == null ? "" : why.message();
        Duration latency = outcome.times().latency();
        Instant now = loop.time().wall();
        probes.add(new ProbeSample(key, now, latency, failure), oldest(now));
        world.metrics().count("discoveries.attempt", 1);
        world.metrics().count("instance.read_topology", 1);
        if (why != null) {
            world.metrics().count("discoveries.fail", 1);
            if (why.kind() == ProbeFailure.Kind.ACCESS_DENIED) {
                world.metrics().count("instance.access_denied", 1);
            }
        }
        if (latency.compareTo(tuning.get().probing().discovery().pollInterval()) > 0) {
            world.metrics().count("discoveries.instance_poll_seconds_exceeded", 1);
        }
        world.metrics().time("discovery.latency", latency);
    }

    /** So many probes are under way now, and so many servers wait. */
    void waiting(int active, int queued) {
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
