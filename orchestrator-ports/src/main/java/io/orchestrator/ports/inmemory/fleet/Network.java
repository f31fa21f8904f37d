package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.orchestrator.ports.inmemory.VirtualTime;

/**
 * Who reaches whom, and how long it takes. A message on a connection that stands when the network is cut is not lost: it arrives when
 * the cut heals, as with TCP. Names of places are free: servers' keys, nodes, clients.
 */
public final class Network {
    private final VirtualTime time;
    private final RandomGenerator random;
    private final long shortest;
    private final long spread;
    private final List<Cut> cuts = new ArrayList<>();
    private final Set<String> slow = new HashSet<>();
    private Duration slowness = Duration.ZERO;
    private Runnable changed = () -> {};

    /** A cut between two sets of places, in force until it is healed. */
    public final class Cut {
        private final Set<String> oneSide;
        private final Set<String> otherSide;
        private final List<Runnable> held = new ArrayList<>();

        private Cut(Set<String> oneSide, Set<String> otherSide) {
            this.oneSide = Set.copyOf(oneSide);
            this.otherSide = Set.copyOf(otherSide);
        }

        private boolean separates(String a, String b) {
            return (oneSide.contains(a) && otherSide.contains(b)) || (oneSide.contains(b) && otherSide.contains(a));
        }

        /** Heals the cut; messages that were held arrive. */
        public void heal() {
            if (cuts.remove(this)) {
                held.forEach(message -> time.schedule(trip(), message));
                held.clear();
                changed.run();
            }
        }
    }

    Network(VirtualTime time, RandomGenerator random, FleetSettings settings) {
        this.time = time;
        this.random = random;
        this.shortest = settings.shortestTrip().toNanos();
        this.spread = Math.max(1, settings.longestTrip().toNanos() - shortest);
    }

    void whenChanged(Runnable listener) {
        changed = listener;
    }

    /** Cuts every path between the two sets. */
    public Cut cut(Set<String> oneSide, Set<String> otherSide) {
        Cut cut = new Cut(oneSide, otherSide);
        cuts.add(cut);
        changed.run();
        return cut;
    }

    /** Messages from and to these places take that much longer; replaces what was slow before. */
    public void slow(Set<String> places, Duration more) {
        slow.clear();
        slow.addAll(places);
        slowness = more;
    }

    public boolean isCut(String a, String b) {
        for (Cut cut : cuts) {
            if (cut.separates(a, b)) {
                return true;
            }
        }
        return false;
    }

    /** How long one message takes. */
    Duration trip() {
        return Duration.ofNanos(shortest + random.nextLong(spread));
    }

    private Duration trip(String from, String to) {
        Duration trip = trip();
        if (!slow.isEmpty() && (slow.contains(from) || slow.contains(to))) {
            return trip.plus(Duration.ofNanos(random.nextLong(1 + slowness.toNanos())));
        }
        return trip;
    }

    /** A message on a connection that stands; held while the network is cut. */
    void send(String from, String to, Runnable arrive) {
        if (cuts.isEmpty()) {
            time.schedule(trip(from, to), arrive);
            return;
        }
        for (Cut cut : cuts) {
            if (cut.separates(from, to)) {
                cut.held.add(arrive);
                return;
            }
        }
        time.schedule(trip(from, to), arrive);
    }

    /** An attempt to connect, lost while the network is cut. */
    void connect(String from, String to, Runnable arrive) {
        if (!isCut(from, to)) {
            time.schedule(trip(from, to), arrive);
        }
    }
}
