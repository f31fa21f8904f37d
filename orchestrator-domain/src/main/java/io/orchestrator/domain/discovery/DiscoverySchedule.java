package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * Which known servers are due for a probe (discovery.md 6). Mutable and owned by one caller; picking a due key and taking an outcome
 * cost O(log n). A server is due one interval after its last probe began, one that could not be connected to some time after that was
 * known; it is never handed out while a probe of it is under way. What is wanted urgently comes before what is merely due, and sick
 * servers wait in a lane of their own, so that however many there are the others do not wait for them.
 */
public final class DiscoverySchedule {
    private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::urgent, Comparator.reverseOrder())
            .thenComparing(Slot::due)
            .thenComparing(Slot::key);

    private final Map<InstanceKey, Entry> entries = new HashMap<>();
    private final NavigableSet<Slot> healthy = new TreeSet<>(ORDER);
    private final NavigableSet<Slot> sick = new TreeSet<>(ORDER);
    /** Also servers that were dropped while they were probed: their probe still runs. */
    private final Set<InstanceKey> underWay = new HashSet<>();
    private final ForgetList forgotten = new ForgetList();
    private final Strangers strangers = new Strangers();
    private DiscoverySettings settings;

    /** When a waiting server is to be probed, and in which lane it waits. */
    private record Slot(boolean urgent, boolean sick, Duration due, InstanceKey key) {}

    /** What the schedule knows of a server; it has a slot while it waits, none while a probe is under way. */
    private static final class Entry {
        private @Nullable Slot slot;
        private Duration began = Duration.ZERO;
        private int failures;
        private boolean again;
        /** A neighbour named it and it has not answered yet. */
        private boolean stranger;
        /** Its last probe was begun because it was due. */
        private boolean wasDue;
    }

    public DiscoverySchedule(DiscoverySettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** Takes other settings; intervals that run already keep their end. */
    public void use(DiscoverySettings newSettings) {
        settings = Objects.requireNonNull(newSettings, "newSettings");
    }

    /**
     * Makes a server known; a new one is due at once. One that a filter ignores is known, too, and not probed while the filter does.
     *
     * @return whether it is new; false when it is known, invalid or forgotten
     */
    public boolean want(InstanceKey key, Duration now) {
        if (forgotten.contains(key, now)) {
            return false;
        }
        return insist(key, now);
    }

    /**
     * As {@link #want}, and a server that was forgotten comes back, as a seed does.
     *
     * @return whether it is new; false when it is known or invalid
     */
    public boolean insist(InstanceKey key, Duration now) {
        Entry known = entries.get(key);
        if (known != null) {
            boolean wasStranger = known.stranger;
            known.stranger = false;
            return wasStranger;
        }
        if (!key.isValid()) {
            return false;
        }
        forgotten.remove(key);
        enter(key, false, now);
        return true;
    }

    /** A neighbour names a server. */
    private void meet(InstanceKey key, Duration now) {
        if (entries.containsKey(key) || forgotten.contains(key, now) || !strangers.isDue(key, now)) {
            return;
        }
        Entry entry = new Entry();
        entry.stranger = true;
        entry.failures = strangers.failuresOf(key);
        enter(entry, key, false, now);
    }

    /**
     * Asks for a probe as soon as possible, whatever filters, back-off and forgetting say: somebody asked, or a watch broke. While a
     * probe is under way it is remembered and follows directly.
     */
    public void urge(InstanceKey key, Duration now) {
        if (!key.isValid()) {
            return;
        }
        forgotten.remove(key);
        Entry entry = entries.get(key);
        if (entry == null) {
            enter(key, true, now);
        } else if (entry.slot == null) {
            entry.again = true;
        } else if (!entry.slot.urgent()) {
            move(entry, slot(entry, true, now, key));
        }
    }

    private void enter(InstanceKey key, boolean urgent, Duration now) {
        enter(new Entry(), key, urgent, now);
    }

    private void enter(Entry entry, InstanceKey key, boolean urgent, Duration now) {
        entries.put(key, entry);
        if (underWay.contains(key)) {
            entry.again = true;
        } else {
            move(entry, slot(entry, urgent, now, key));
        }
    }

    private static Slot slot(Entry entry, boolean urgent, Duration due, InstanceKey key) {
        return new Slot(urgent, !urgent && entry.failures > 0, due, key);
    }

    private NavigableSet<Slot> lane(Slot slot) {
        return slot.sick() ? sick : healthy;
    }

    private void move(Entry entry, Slot slot) {
        leave(entry);
        entry.slot = slot;
        lane(slot).add(slot);
    }

    private void leave(Entry entry) {
        if (entry.slot != null) {
            lane(entry.slot).remove(entry.slot);
            entry.slot = null;
        }
    }

    /**
     * Takes servers that are due; for each of them a probe is under way from now on, until {@link #ended}.
     *
     * @param now monotonic time
     * @param most at most so many urgent and healthy ones
     * @param mostSick at most so many that could not be connected to when they were probed last
     * @return urgent ones first, then those that have waited longest; sick ones last
     */
    public List<InstanceKey> takeDue(Duration now, int most, int mostSick) {
        List<InstanceKey> due = new ArrayList<>();
        takeDue(healthy, now, most, due);
        takeDue(sick, now, due.size() + mostSick, due);
        return due;
    }

    private void takeDue(NavigableSet<Slot> lane, Duration now, int upTo, List<InstanceKey> due) {
        while (due.size() < upTo && !lane.isEmpty() && lane.getFirst().due().compareTo(now) <= 0) {
            Slot first = lane.getFirst();
            Entry entry = Objects.requireNonNull(entries.get(first.key()));
            if (!first.urgent() && settings.ignored().matches(first.key())) {
                // Filters may change; it is asked again then.
                move(entry, slot(entry, false, now.plus(settings.pollInterval()), first.key()));
            } else {
                begin(first.key(), entry, now);
                entry.wasDue = true;
                due.add(first.key());
            }
        }
    }

    /**
     * Takes this server, whether it is due or not, and makes it known if it was not: for a probe that somebody waits for. If it is new
     * and does not answer it is unknown again.
     *
     * @return false when it is invalid or a probe of it is under way; nothing has changed then
     */
    public boolean take(InstanceKey key, Duration now) {
        if (!key.isValid() || underWay.contains(key)) {
            return false;
        }
        forgotten.remove(key);
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry();
            entry.stranger = true;
            entries.put(key, entry);
        }
        begin(key, entry, now);
        return true;
    }

    private void begin(InstanceKey key, Entry entry, Duration now) {
        underWay.add(key);
        leave(entry);
        entry.began = now;
        entry.again = false;
        entry.wasDue = false;
    }

    /**
     * A probe ended: its server waits for the next one, and what it leads to is probed, too. A server that only a neighbour named and
     * that did not answer is unknown again. An outcome of a server that is not known (any more) changes nothing.
     *
     * @return sources that have not answered yet, though the server receives from them: they are known from now on
     */
    public List<InstanceKey> ended(ProbeOutcome outcome, Duration now) {
        InstanceKey key = outcome.probed();
        underWay.remove(key);
        Entry entry = entries.get(key);
        if (entry == null) {
            return List.of();
        }
        if (!isSick(outcome)) {
            entry.failures = 0;
        } else if (entry.wasDue || entry.failures == 0) {
            // A server under suspicion is asked over and over; that is no reason to ask it less often afterwards.
            entry.failures++;
        }
        Duration next = entry.failures == 0 ? entry.began.plus(settings.pollInterval())
                : now.plus(settings.intervalAfter(entry.failures));
        if (outcome instanceof ProbeOutcome.Seen seen) {
            entry.stranger = false;
            strangers.remove(key);
            waitAgain(key, entry, next, now);
            return follow(seen.snapshot(), now);
        }
        if (entry.stranger && !entry.again) {
            entries.remove(key);
            strangers.unanswered(key, entry.failures, next, now);
            if (outcome instanceof ProbeOutcome.Unseen unseen
                    && unseen.failure().kind() == ProbeFailure.Kind.EXCLUDED) {
                strangers.leftOut(key, next);
            }
        } else {
            waitAgain(key, entry, next, now);
        }
        return List.of();
    }

    private void waitAgain(InstanceKey key, Entry entry, Duration next, Duration now) {
        move(entry, slot(entry, entry.again, entry.again ? now : next, key));
        entry.again = false;
    }

    private List<InstanceKey> follow(InstanceSnapshot snapshot, Duration now) {
        List<InstanceKey> neighbours = Neighbours.of(snapshot, settings);
        neighbours.forEach(key -> meet(key, now));
        List<InstanceKey> sources = new ArrayList<>();
        for (ReplicaStatus channel : snapshot.channels()) {
            Entry entry = entries.get(channel.source());
            if (entry != null && entry.stranger && !strangers.isLeftOut(channel.source())
                    && channel.receiver() == ThreadState.RUNNING
                    && neighbours.contains(channel.source())) {
                entry.stranger = false;
                sources.add(channel.source());
            }
        }
        return sources;
    }

    /** The server could not be connected to, authentication included; one that answered anything is not sick. */
    private static boolean isSick(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Seen _,ProbeOutcome.PartlySeen _ -> false;
            case ProbeOutcome.Unseen unseen -> isSick(unseen.failure().kind());
        };
    }

    private static boolean isSick(ProbeFailure.Kind kind) {
        return switch (kind) {
            case REFUSED, TIMED_OUT, LOST, UNRESOLVED, ACCESS_DENIED, OVERLOADED, TLS -> true;
            case STATEMENT_FAILED, EXCLUDED -> false;
        };
    }

    /** Forgets a server, whether it was known or not; neighbours that name it do not bring it back for three poll intervals. */
    public boolean forget(InstanceKey key, Duration now) {
        forgotten.add(key, now.plus(settings.forgetFor()), now);
        return remove(key);
    }

    /** Drops a server, which may come back at once, e.g. because it goes by another name; whether it was known. */
    public boolean remove(InstanceKey key) {
        strangers.remove(key);
        Entry entry = entries.remove(key);
        if (entry != null) {
            leave(entry);
        }
        return entry != null;
    }

    /** Drops a server that a filter leaves out and that was never seen: that somebody receives from it does not bring it back. */
    public void leaveOut(InstanceKey key, Duration now) {
        remove(key);
        strangers.leftOut(key, now.plus(settings.pollInterval()));
    }

    public boolean isForgotten(InstanceKey key, Duration now) {
        return forgotten.contains(key, now);
    }

    /** When the next server is due, which may have passed; empty when none waits. */
    public Optional<Duration> nextDue() {
        return Stream.of(healthy, sick)
                .filter(lane -> !lane.isEmpty())
                .map(lane -> lane.getFirst().due())
                .min(Comparator.naturalOrder());
    }

    /** How long the server that has waited longest should have been probed; sick and urgent ones left out; zero when none waits. */
    public Duration delay(Duration now) {
        Duration delay = healthy.stream()
                .filter(slot -> !slot.urgent())
                .findFirst()
                .map(slot -> now.minus(slot.due()))
                .orElse(Duration.ZERO);
        return delay.isNegative() ? Duration.ZERO : delay;
    }

    public boolean isKnown(InstanceKey key) {
        return entries.containsKey(key);
    }

    /** Whether a probe of the server is under way. */
    public boolean isUnderWay(InstanceKey key) {
        return underWay.contains(key);
    }

    /** Keys of all known servers. */
    public Set<InstanceKey> known() {
        return Set.copyOf(entries.keySet());
    }

    /** Failures to connect to a server, in a row; 0 for one that is not known. */
    public int failuresOf(InstanceKey key) {
        Entry entry = entries.get(key);
        return entry == null ? strangers.failuresOf(key) : entry.failures;
    }

    /** Servers that wait for a probe and should have had it by now, sick ones included. */
    public int countDue(Duration now) {
        return countDue(healthy, now) + countDueSick(now);
    }

    /** Of those, how many are sick. */
    public int countDueSick(Duration now) {
        return countDue(sick, now);
    }

    private static int countDue(NavigableSet<Slot> lane, Duration now) {
        int due = 0;
        for (Slot slot : lane) {
            if (slot.due().compareTo(now) > 0) {
                break;
            }
            due++;
        }
        return due;
    }

    /** Servers whose last probe, which may be under way, began then or later. Looks at each. */
    public int countBegunSince(Duration then) {
        return (int) entries.values()
                .stream()
                .filter(entry -> entry.began.isPositive() && entry.began.compareTo(then) >= 0)
                .count();
    }

    /** Servers that could not be connected to when they were probed last. Looks at each. */
    public int countSick() {
        return (int) entries.values().stream().filter(entry -> entry.failures > 0).count();
    }
}
