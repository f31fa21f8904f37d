package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.AnalysisInputs;
import io.orchestrator.domain.discovery.DiscoverySchedule;
import io.orchestrator.domain.discovery.GroupNews;
import io.orchestrator.domain.discovery.Neighbours;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.ports.driven.InstanceProber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes servers: those that are due, and those that somebody wants to know of now; never one server twice at once. Outcomes fold into
 * the fleet, changed ones wake detection, and neighbours are followed.
 */
final class DiscoveryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryLoop.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(1);
    /** A process that has just begun and asks everybody at once hears from nobody soon, nor from those that matter. */
    private static final int AT_ONCE_IN_THE_BEGINNING = 4;
    private static final Duration BEGINNING = Duration.ofSeconds(5);
    /** A server that has not answered by then keeps nobody else waiting: in the beginning, and later. */
    private static final Duration SLOW_IN_THE_BEGINNING = Duration.ofMillis(250);
    private static final Duration SLOW = Duration.ofSeconds(1);

    /** What happens to what was seen. */
    interface Listener {
        /** Inputs of the analysis changed. */
        void changed(InstanceKey key);

        /** A probe has been under way for longer than a healthy server takes. */
        void hanging(InstanceKey key);

        /** A server with replicas failed a probe. */
        void failed(InstanceKey key);

        /** A server was probed completely. */
        void seen(ObservedInstance before, ObservedInstance after);
    }

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final FleetView view;
    private final Journal journal;
    private final Listener listener;
    private final DiscoverySchedule schedule;
    private final NameLoop names;
    private final Map<InstanceKey, Probe> underWay = new HashMap<>();
    private final ProbeLog log;
    /** Sources that were taken up because somebody receives from them, since this was asked for last. */
    private final Set<InstanceKey> injected = new HashSet<>();
    private boolean active;
    private Duration activeSince = Duration.ZERO;

    /** One probe under way, who waits for it, and whether another is wanted right after it. */
    private static final class Probe {
        private final List<Consumer<ProbeOutcome>> waiting = new ArrayList<>();
        private final Duration began;
        private final boolean sick;
        private final InstanceProber.Depth depth;
        private final boolean scheduled;
        private InstanceProber.@Nullable Depth again;

        Probe(Duration began, boolean sick, InstanceProber.Depth depth, boolean scheduled) {
            this.began = began;
            this.sick = sick;
            this.depth = depth;
            this.scheduled = scheduled;
        }

        boolean isBrisk(Duration slow, Duration now) {
            return !sick && now.minus(began).compareTo(slow) < 0;
        }
    }

    DiscoveryLoop(Loop loop, World world, Supplier<Tuning> tuning, FleetView view, Journal journal, Listener listener,
            DiscoverySchedule schedule, NameLoop names) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.view = view;
        this.journal = journal;
        this.listener = listener;
        this.schedule = schedule;
        this.log = new ProbeLog(loop, world, tuning);
        this.names = names;
    }

    void start() {
        loop.every(TICK, this::probeDue);
        loop.every(SAMPLE_EVERY, () -> {
            if (active) {
                Duration now = loop.now();
                log.waiting(underWay.size(), schedule.countDue(now), schedule.countDueSick(now), schedule.delay(now));
            }
        });
    }

    /**
     * Polls from now on.
     *
     * @param first before any other: whether one of them is dead is to be known at once
     * @param others those, and with few at a time in the beginning
     */
    void activate(Collection<InstanceKey> first, Collection<InstanceKey> others) {
        active = true;
        activeSince = loop.now();
        Tuning.Probing probing = tuning.get().probing();
        first.forEach(key -> {
            know(key);
            if (schedule.isKnown(key) && !probing.discovery().ignored().matches(key)) {
                schedule.urge(key, loop.now());
            }
        });
        others.forEach(this::know);
        probeDue();
    }

    /** Polls no more; probes under way end unheeded. */
    void deactivate() {
        active = false;
        injected.clear();
        schedule.known().forEach(schedule::remove);
    }

    /** A server that shall be polled from now on, unless it was just forgotten. */
    void know(InstanceKey key) {
        if (schedule.want(key, loop.now())) {
            view.know(key);
        }
    }

    /** As {@link #know}, and one that was forgotten comes back; whether it is new. */
    boolean insist(InstanceKey key) {
        boolean added = schedule.insist(key, loop.now());
        if (added) {
            view.know(key);
        }
        return added;
    }

    /** Sources taken up only because somebody receives from them, since this was asked last. */
    Set<InstanceKey> takeInjected() {
        Set<InstanceKey> taken = Set.copyOf(injected);
        injected.clear();
        return taken;
    }

    /** Probes for evidence that are under way. */
    int evidenceUnderWay() {
        return (int) underWay.values().stream().filter(p -> p.depth == InstanceProber.Depth.EVIDENCE).count();
    }

    /** How much there is to do, for the metrics. */
    record Load(int known, int due, int dueSick, int underWay, int recent, int sick) {}

    Load load() {
        Duration now = loop.now();
        Duration poll = tuning.get().probing().discovery().pollInterval();
        return new Load(schedule.known().size(), active ? schedule.countDue(now) : 0,
                active ? schedule.countDueSick(now) : 0, underWay.size(),
                schedule.countBegunSince(now.minus(poll)), schedule.countSick());
    }

    ProbeLog log() {
        return log;
    }

    /** Probes a server as soon as no other probe of it is under way. */
    void probeNow(InstanceKey key, InstanceProber.Depth depth) {
        if (!active) {
            return;
        }
        Probe current = underWay.get(key);
        if (current != null) {
            current.again = depth;
        } else if (view.observed(key).isPresent() && schedule.take(key, loop.now())) {
            probe(key, depth, false, null);
        }
    }

    /** Probes a server for somebody who waits; a server that is not known is known from now on if it answers. */
    void ask(InstanceKey key, Consumer<ProbeOutcome> answer) {
        Probe current = underWay.get(key);
        if (current != null) {
            current.waiting.add(answer);
        } else if (schedule.isUnderWay(key)) {
            // Its probe was sent before it was dropped from memory; the next one answers.
            loop.after(TICK, () -> ask(key, answer));
        } else {
            schedule.take(key, loop.now());
            world.servers().prober().askAnew(key);
            probe(key, InstanceProber.Depth.ROUTINE, false, answer);
        }
    }

    /** Forgets a server for a while; false when it was not known. */
    boolean forget(InstanceKey key) {
        boolean known = view.observed(key).isPresent();
        forgotten(key);
        schedule.forget(key, loop.now());
        return known;
    }

    /** A server is gone from the store: it is not polled and not written any more. */
    void forgotten(InstanceKey key) {
        view.forget(key);
        journal.forget(key);
        schedule.remove(key);
        world.servers().watch().disarm(key);
        world.servers().prober().forget(key);
    }

    private void probeDue() {
        if (!active) {
            return;
        }
        Tuning.Probing probing = tuning.get().probing();
        schedule.use(probing.discovery());
        Duration now = loop.now();
        Duration slow = isBeginning() ? SLOW_IN_THE_BEGINNING : SLOW;
        int most = Math.min(isBeginning() ? AT_ONCE_IN_THE_BEGINNING : Integer.MAX_VALUE, probing.maxConcurrent());
        int brisk = 0;
        int sick = 0;
        for (Probe probe : underWay.values()) {
            brisk += probe.isBrisk(slow, now) ? 1 : 0;
            sick += probe.sick && probe.scheduled ? 1 : 0;
        }
        for (InstanceKey key : schedule.takeDue(now, Math.max(0, most - brisk),
                Math.max(0, probing.sick().maxConcurrent() - sick))) {
            boolean doubtful = view.hasDoubtfulSource(key, now.minus(probing.evidenceDeadline()));
            probe(key, doubtful ? InstanceProber.Depth.EVIDENCE : InstanceProber.Depth.ROUTINE, true, null);
        }
    }

    private boolean isBeginning() {
        return loop.now().minus(activeSince).compareTo(BEGINNING) < 0;
    }

    private void probe(InstanceKey key, InstanceProber.Depth depth, boolean scheduled,
            @Nullable Consumer<ProbeOutcome> answer) {
        Tuning.Probing probing = tuning.get().probing();
        Duration began = loop.now();
        Probe probe = new Probe(began, schedule.failuresOf(key) > 0, depth, scheduled);
        if (answer != null) {
            probe.waiting.add(answer);
        }
        underWay.put(key, probe);
        view.probing(key, began);
        Duration deadline = probing.deadlineOf(depth, schedule.failuresOf(key));
        Duration hungAfter = tuning.get().analysis().hungAfter();
        if (hungAfter.compareTo(deadline) < 0) {
            loop.after(hungAfter.plusMillis(1), () -> {
                if (underWay.get(key) == probe) {
                    journal.hanging(key);
                    listener.hanging(key);
                    listener.changed(key);
                }
            });
        }
        loop.within(deadline.plus(GRACE), world.servers().prober().probe(key, depth, deadline),
                outcome -> names.settle(outcome, settled -> ended(key, probe, settled)),
                failure -> ended(key, probe, new ProbeOutcome.Unseen(key,
                        new ProbeFailure(ProbeFailure.Kind.TIMED_OUT, failure.getMessage() + ""),
                        new ProbeTimes(began, loop.now()))));
    }

    private void ended(InstanceKey key, Probe probe, ProbeOutcome named) {
        underWay.remove(key, probe);
        ProbeOutcome outcome = Neighbours.withoutIgnored(named, tuning.get().probing().discovery());
        int failures = schedule.failuresOf(key);
        List<InstanceKey> sources = schedule.ended(outcome, loop.now());
        log.reached(key, failures, schedule.failuresOf(key), outcome);
        InstanceKey known = underReportedName(key, outcome);
        log.ended(known, outcome);
        if (outcome instanceof ProbeOutcome.Seen && schedule.isKnown(known)) {
            view.know(known);
        }
        if (active) {
            sources.forEach(this::inject);
            view.observed(known).ifPresent(was -> view.fold(known, outcome).ifPresent(now -> folded(was, now)));
        }
        if (!schedule.isKnown(key)) {
            world.servers().prober().forget(key);
        }
        probe.waiting.forEach(waiting -> waiting.accept(outcome));
        if (probe.again != null) {
            probeNow(known, probe.again);
        }
        if (isBeginning()) {
            probeDue();
        }
    }

    /** A source that has not answered is part of the fleet once somebody receives from it (discovery.md 6.6). */
    private void inject(InstanceKey source) {
        if (view.observed(source).isEmpty()) {
            view.know(source);
            injected.add(source);
        }
    }

    /** A server that calls itself otherwise is kept under that name (discovery.md 7.3). */
    private InstanceKey underReportedName(InstanceKey probed, ProbeOutcome outcome) {
        if (!(outcome instanceof ProbeOutcome.Seen seen)) {
            return probed;
        }
        InstanceKey reported = seen.snapshot().key();
        names.learn(probed, reported);
        if (reported.equals(probed)) {
            return probed;
        }
        LOG.info("{} calls itself {} and is kept under that name", probed, reported);
        view.forget(probed);
        journal.forget(probed);
        schedule.remove(probed);
        world.servers().prober().forget(probed);
        know(reported);
        return reported;
    }

    private void folded(ObservedInstance was, ObservedInstance now) {
        InstanceKey key = now.key();
        AnalysisInputs before = AnalysisInputs.of(was, tuning.get().analysis());
        AnalysisInputs after = AnalysisInputs.of(now, tuning.get().analysis());
        boolean changed = !before.equals(after);
        if (now.isSkipped()) {
            skipped(now, changed);
            return;
        }
        journal.observed(key,
                !before.standing().equals(after.standing()) || !standing(was).equals(standing(now)));
        if (now.isSeen()) {
            listener.seen(was, now);
            tellGroup(was, now);
        } else {
            if (was.isSeen()) {
                LOG.info("{} cannot be read: {}", key,
                        now.lastFailure() == null ? "" : now.lastFailure().message());
            }
            listener.failed(key);
        }
        if (changed) {
            listener.changed(key);
        }
    }

    /** A filter ended the probe: that is no failure, nothing is written, and a new server is not kept (discovery.md 5.4). */
    private void skipped(ObservedInstance now, boolean changed) {
        if (now.lastChecked() == null) {
            view.forget(now.key());
            schedule.leaveOut(now.key(), loop.now());
            world.servers().prober().forget(now.key());
        } else if (changed) {
            listener.changed(now.key());
        }
    }

    /** A group's primary is another one: the members that have not told so yet are probed now, not when they are due. */
    private void tellGroup(ObservedInstance was, ObservedInstance now) {
        for (InstanceKey concerned : GroupNews.concerns(was, now)) {
            Probe current = underWay.get(concerned);
            boolean asked = current != null && now.lastBegan() != null && current.began.compareTo(now.lastBegan()) >= 0;
            if (!asked && view.observed(concerned).filter(other -> GroupNews.isNewTo(other, now)).isPresent()) {
                LOG.info("{} names another primary of its group; {} is asked", now.key(), concerned);
                probeNow(concerned, InstanceProber.Depth.ROUTINE);
            }
        }
    }

    private static Optional<InstanceSnapshot> standing(ObservedInstance observed) {
        return observed.lastSnapshot().map(InstanceSnapshot::standing);
    }
}
