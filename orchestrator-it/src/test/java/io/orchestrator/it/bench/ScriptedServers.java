package io.orchestrator.it.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driven.TimeSource;
import io.orchestrator.ports.engine.World;

/**
 * Servers that exist only as what a probe of them says. Each says something new with each probe, as servers do, and is given a new value,
 * shown as its data centre, whenever {@link #change} comes to it. Sources can be made to die or to be out of reach, or all replicas of a living one to stop.
 */
final class ScriptedServers implements InstanceProber, InstanceActuator, ServerWatch {
    private static final int STOPPED_OF = 10;

    private final TimeSource time;
    private final AgeBook answered;
    private final List<InstanceKey> keys = new ArrayList<>();
    private final Map<InstanceKey, String> sources = new ConcurrentHashMap<>();
    private final Map<InstanceKey, Integer> values = new ConcurrentHashMap<>();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    private final Set<String> abandoned = ConcurrentHashMap.newKeySet();
    private int next;

    /** @param answered told of each value that a probe saw */
    ScriptedServers(TimeSource time, AgeBook answered) {
        this.time = time;
        this.answered = answered;
    }

    void addCluster(String name, int servers) {
        String source = name + "-0000.example.com";
        for (int i = 0; i < servers; i++) {
            InstanceKey key = Instances.key(name + "-%04d.example.com".formatted(i));
            keys.add(key);
            values.put(key, 1);
            if (i > 0) {
                sources.put(key, source);
            }
        }
    }

    List<InstanceKey> keys() {
        return List.copyOf(keys);
    }

    /** Every cluster fails: of nine in ten the source cannot be reached by us, of the others all replicas stop. */
    void failAll() {
        List<String> all = sources.values().stream().distinct().sorted().toList();
        for (int i = 0; i < all.size(); i++) {
            (i % STOPPED_OF == 0 ? abandoned : unreachable).add(all.get(i));
        }
    }

    /** Every source dies: no replica can connect to it, which each says of itself. */
    void killAll() {
        abandoned.clear();
        dead.addAll(sources.values());
    }

    /** So many servers get a new value, each in its turn. */
    void change(int count) {
        for (int i = 0; i < count; i++) {
            values.merge(keys.get(next), 1, Integer::sum);
            next = (next + 1) % keys.size();
        }
    }

    World.Servers asPorts() {
        return new World.Servers(this, this, this);
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        ProbeTimes times = new ProbeTimes(time.monotonic(), time.monotonic());
        if (dead.contains(key.hostname()) || unreachable.contains(key.hostname()) || !values.containsKey(key)) {
            return CompletableFuture.completedFuture(new ProbeOutcome.Unseen(key,
                    new ProbeFailure(ProbeFailure.Kind.REFUSED, "connection to " + key + " refused"), times));
        }
        int value = Objects.requireNonNull(values.get(key));
        answered.knows(key.hostname(), value);
        return CompletableFuture.completedFuture(new ProbeOutcome.Seen(key, snapshot(key, value), times));
    }

    private InstanceSnapshot snapshot(InstanceKey key, int value) {
        String source = sources.get(key);
        long position = time.monotonic().toMillis();
        InstanceBuilder server = Instances.server(key.hostname())
                .dataCenter("v" + value)
                .position("binlog.000017", position)
                .executed(Instances.uuid((source == null ? key.hostname() : source) + ":3306").value() + ":1-"
                        + position);
        if (source != null) {
            server = server.replicaOf(source).readOnly();
            server = dead.contains(source) ? server.failingToConnect() : server;
            server = abandoned.contains(source) ? server.ioStopped() : server;
        }
        return server.snapshot();
    }

    @Override
    public void forget(InstanceKey key) {}

    @Override
    public CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline) {
        return CompletableFuture
                .completedFuture(new ActionOutcome.Refused(action.key(), "nothing is changed here", null));
    }

    @Override
    public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
        listener.accept(new Event.Armed(key));
    }

    @Override
    public void disarm(InstanceKey key) {}
}
