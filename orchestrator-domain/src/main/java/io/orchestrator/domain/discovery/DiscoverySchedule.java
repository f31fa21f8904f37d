package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Which known servers are due for a probe (discovery.md 6). Mutable and owned by one caller; picking a due key and taking an outcome
 * cost O(log n). A server is due one interval after its last probe began, sick servers less often; it is never handed out while a
 * probe of it is under way. What is wanted urgently comes before what is merely due.
 */
public final class DiscoverySchedule {
    private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::urgent, Comparator.reverseOrder())
            .thenComparing(Slot::due)
            .thenComparing(Slot::key);

    private final Map<InstanceKey, Entry> entries = new HashMap<>();
    private final TreeSet<Slot> waiting = new TreeSet<>(ORDER);
    /** Also servers that were dropped while they were probed: their probe still runs. */
    private final Set<InstanceKey> underWay = new HashSet<>();
    private final ForgetList forgotten = new ForgetList();
    private DiscoverySettings settings;

    /** When a waiting server is to be probed. */
    private record Slot(boolean urgent, Duration due, InstanceKey key) {}

    /** What the schedule knows of a server; it has a slot while it waits, none while a probe is under way. */
    private static final class Entry {
        private @Nullable Slot slot;
        private Duration began = Duration.ZERO;
        private int failures;
        private boolean again;
    }

    public DiscoverySchedule(DiscoverySettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** Takes other settings; intervals that run already keep their end. */
    public void use(DiscoverySettings newSettings) {
        settings = Objects.requireNonNull(newSettings, "newSettings");
    }

    /**
     * Makes a server known; a new one is due at once.
     *
     * @return whether it is new; false when it is known, invalid, ignored by filter or forgotten
     */
    public boolean want(InstanceKey key, Duration now) {
        if (entries.containsKey(key) || !key.isValid() || settings.ignored().matches(key)
                || forgotten.contains(key, now)) {
            return false;
        }
        enter(key, false, now);
        return true;
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
            move(entry, new Slot(true, now, key));
        }
    }

    private void enter(InstanceKey key, boolean urgent, Duration now) {
        Entry entry = new Entry();
        entries.put(key, entry);
        if (underWay.contains(key)) {
            entry.again = true;
        } else {
            move(entry, new Slot(urgent, now, key));
        }
    }

    private void move(Entry entry, Slot slot) {
        if (entry.slot != null) {
            waiting.remove(entry.slot);
        }
        entry.slot = slot;
        waiting.add(slot);
    }

    /**
     * Takes servers that are due; for each of them a probe is under way from now on, until {@link #ended}.
     *
     * @param now monotonic time
     * @param limit at most so many
     * @return urgent ones first, then those that have waited longest
     */
    public List<InstanceKey> takeDue(Duration now, int limit) {
        List<InstanceKey> due = new ArrayList<>();
        while (due.size() < limit && !waiting.isEmpty()) {
            Slot first = waiting.getFirst();
            if (first.due().compareTo(now) > 0) {
                break;
            }
            waiting.removeFirst();
            begin(first.key(), now);
            due.add(first.key());
        }
        return due;
    }

    /**
     * Takes this server, whether it is due or not, and makes it known if it was not: for a probe that somebody waits for.
     *
     * @return false when it is invalid or a probe of it is under way; nothing has changed then
     */
    public boolean take(InstanceKey key, Duration now) {
        if (!key.isValid() || underWay.contains(key)) {
            return false;
        }
        forgotten.remove(key);
        Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
        if (entry.slot != null) {
            waiting.remove(entry.slot);
        }
        begin(key, now);
        return true;
    }

    private void begin(InstanceKey key, Duration now) {
        underWay.add(key);
        Entry entry = entries.get(key);
        if (entry != null) {
            entry.slot = null;
            entry.began = now;
            entry.again = false;
        }
    }

    /**
     * A probe ended: its server waits for the next one, and what it leads to becomes known. An outcome of a server that is not known
     * (any more) changes nothing.
     *
     * @return neighbours that are new
     */
    public List<InstanceKey> ended(ProbeOutcome outcome, Duration now) {
        underWay.remove(outcome.probed());
        Entry entry = entries.get(outcome.probed());
        if (entry == null) {
            return List.of();
        }
        entry.failures = isSick(outcome) ? entry.failures + 1 : 0;
        Duration due = entry.again ? now : entry.began.plus(settings.intervalAfter(entry.failures));
        move(entry, new Slot(entry.again, due, outcome.probed()));
        entry.again = false;
        return switch (outcome) {
            case ProbeOutcome.Seen seen -> follow(seen.snapshot(), now);
            case ProbeOutcome.PartlySeen _,ProbeOutcome.Unseen _ -> List.of();
        };
    }

    private List<InstanceKey> follow(InstanceSnapshot snapshot, Duration now) {
        return Neighbours.of(snapshot, settings).stream().filter(key -> want(key, now)).toList();
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
            case REFUSED, TIMED_OUT, LOST, UNRESOLVED, ACCESS_DENIED, TLS -> true;
            case STATEMENT_FAILED, EXCLUDED -> false;
        };
    }

    /**
     * Forgets a server; neighbours that name it do not bring it back for three poll intervals.
     *
     * @return whether it was known
     */
    public boolean forget(InstanceKey key, Duration now) {
        forgotten.add(key, now.plus(settings.forgetFor()), now);
        return remove(key);
    }

    /** Drops a server, which may come back at once, e.g. because it goes by another name; whether it was known. */
    public boolean remove(InstanceKey key) {
        Entry entry = entries.remove(key);
        if (entry != null && entry.slot != null) {
            waiting.remove(entry.slot);
        }
        return entry != null;
    }

    public boolean isForgotten(InstanceKey key, Duration now) {
        return forgotten.contains(key, now);
    }

    /** When the next server is due, which may have passed; empty when none waits. */
    public Optional<Duration> nextDue() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.getFirst().due());
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

    /** Servers that wait for a probe and should have had it by now. */
    public int countDue(Duration now) {
        int due = 0;
        for (Slot slot : waiting) {
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
