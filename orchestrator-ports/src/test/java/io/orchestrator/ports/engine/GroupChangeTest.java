package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A replication group whose primary changes (discovery.md 3.5). */
class GroupChangeTest {
    private static final Duration QUICK = Duration.ofMillis(5);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final Map<InstanceKey, Integer> probes = new HashMap<>();
    private final Map<InstanceKey, Consumer<ServerWatch.Event>> watched = new HashMap<>();
    private final ServerWatch watch = new ServerWatch() {
        @Override
        public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
            watched.put(key, listener);
            listener.accept(new Event.Armed(key));
        }

        @Override
        public void disarm(InstanceKey key) {
            watched.remove(key);
        }
    };
    private InstanceKey primary = keys.getFirst();

    private Orchestrator node() {
        VirtualTime.SimulatedProcess process = time.process();
        var line = new UnreliableLine(time, process,
                _ -> new UnreliableLine.Fate(QUICK, QUICK, UnreliableLine.End.ANSWERED));
        InMemoryBackend backend = new InMemoryBackend(time);
        return new NodeBuilder(time, fleet, backend).in(process)
                .storing(_ -> backend.stores(line))
                .probing(this::grouped)
                .watching(_ -> watch)
                .polling(Duration.ofSeconds(1))
                .seeds(List.of(keys.getFirst()))
                .start();
    }

    /** All servers are members of one group and see the primary that it has now. */
    private InstanceProber grouped(InstanceProber prober) {
        return new InstanceProber() {
            @Override
            public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
                probes.merge(key, 1, Integer::sum);
                return prober.probe(key, depth, deadline)
                        .thenApply(outcome -> outcome instanceof ProbeOutcome.Seen seen
                                ? new ProbeOutcome.Seen(key, inGroup(seen.snapshot()), seen.times())
                                : outcome);
            }

            @Override
            public void forget(InstanceKey key) {
                prober.forget(key);
            }
        };
    }

    private InstanceSnapshot inGroup(InstanceSnapshot snapshot) {
        List<InstanceKey> others = new ArrayList<>(keys);
        others.remove(snapshot.key());
        return snapshot.withGroup(new GroupReplication("g", true, "ONLINE",
                snapshot.key().equals(primary) ? "PRIMARY" : "SECONDARY", others, primary));
    }

    private long tellingOf(Orchestrator node, InstanceKey wanted) {
        return patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .flatMap(instance -> instance.snapshot().stream())
                .map(InstanceSnapshot::group)
                .filter(group -> group != null && group.primary().equals(wanted))
                .count();
    }

    @Test
    void whatOneMemberTellsOfTheNewPrimaryMakesTheOthersTellAtOnce() {
        Orchestrator node = node();
        patience.until("all members to be seen", () -> tellingOf(node, primary) == keys.size());
        probes.clear();
        primary = keys.get(1);

        patience.await(node.discovery().refresh(keys.getLast()));
        Duration told = time.monotonic();
        patience.until("all members to tell of the new primary", () -> tellingOf(node, primary) == keys.size());

        assertThat(time.monotonic().minus(told)).isLessThan(Duration.ofMillis(500));
        assertThat(probes).containsOnlyKeys(keys).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }

    private void awaitWatchOf(InstanceKey key) {
        patience.until("a watch of " + key, () -> watched.containsKey(key));
    }

    @Test
    void primaryIsWatchedAndAnotherOneIsToldOfWithoutAPoll() {
        Orchestrator node = node();
        patience.until("all members to be seen", () -> tellingOf(node, primary) == keys.size());
        InstanceKey old = primary;
        awaitWatchOf(old);
        assertThat(watched).containsOnlyKeys(old);
        primary = keys.get(1);

        Consumer<ServerWatch.Event> listener = Objects.requireNonNull(watched.get(old));
        listener.accept(new ServerWatch.Event.GroupChanged(old));
        Duration told = time.monotonic();
        patience.until("all members to tell of the new primary", () -> tellingOf(node, primary) == keys.size());

        assertThat(time.monotonic().minus(told)).isLessThan(Duration.ofMillis(500));
        awaitWatchOf(primary);
    }

    /** Nobody replicates from it, and yet its fate is that of the others. */
    @Test
    void whenTheWatchOfThePrimaryBreaksTheOtherMembersAreAskedAgainAndAgain() {
        Orchestrator node = node();
        patience.until("all members to be seen", () -> tellingOf(node, primary) == keys.size());
        InstanceKey old = primary;
        awaitWatchOf(old);
        fleet.kill(old);

        Consumer<ServerWatch.Event> listener = Objects.requireNonNull(watched.get(old));
        listener.accept(new ServerWatch.Event.Broken(old, "reset"));
        time.pass(Duration.ofSeconds(40));
        primary = keys.get(1);
        Duration elected = time.monotonic();
        patience.until("the survivors to tell of the new primary", () -> tellingOf(node, primary) == keys.size() - 1);

        assertThat(time.monotonic().minus(elected)).isLessThan(Duration.ofMillis(1_500));
    }
}
