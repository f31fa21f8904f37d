package io.orchestrator.ports.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.ports.driving.AnalysisEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners how analyses and decisions change. On the leader {@link DetectionLoop} says so as it happens, and once a second it is
 * made sure that nothing is told of that is not analysed any more; on another node what the store shows is compared about every second
 * with what was told last, while somebody listens. Used on the loop; only {@link #listen} is called from outside.
 */
final class AnalysisFeed implements AnalysisEvents {
    /** So many changes are remembered for listeners that come back. */
    static final int REMEMBERED = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(AnalysisFeed.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Sequences of a process begin at its start in milliseconds, times this: no process of before has told of as many. */
    private static final long PER_MILLISECOND = 1_000;

    /** What it needs to know of the rest of the engine. */
    interface Surroundings {
        boolean holdsFleet();

        /** What is wrong, as last analysed by the leader. */
        List<Analysis> analysed();

        /** What is wrong by what is stored. */
        CompletionStage<List<Analysis>> stored();

        /** Something was told: who asks what is wrong is not to be answered with what was before. */
        void told();
    }

    private final Loop loop;
    private final Surroundings surroundings;
    private final Map<InstanceKey, Told> standing = new TreeMap<>();
    private final Deque<Told> recent = new ArrayDeque<>();
    private final Set<Mailbox> listening = new LinkedHashSet<>();
    /** Mailboxes that have not been told yet what stands, and the sequence after which they want to be told. */
    private final Map<Mailbox, Long> joining = new LinkedHashMap<>();
    private Set<InstanceKey> missing = Set.of();
    private long sequence;
    private boolean comparing;
    /** Nobody listened on a node that does not lead: nothing is known of what changed meanwhile. */
    private boolean blind = true;

    AnalysisFeed(Loop loop, Surroundings surroundings) {
        this.loop = loop;
        this.surroundings = surroundings;
        this.sequence = loop.time().wall().toEpochMilli() * PER_MILLISECOND;
    }

    void start() {
        loop.every(EVERY, this::tick);
    }

    @Override
    public Subscription listen(Listener listener, long after, Executor executor) {
        Mailbox mailbox = new Mailbox(listener, executor);
        loop.post(() -> {
            joining.put(mailbox, after);
            if (surroundings.holdsFleet()) {
                join();
            } else {
                compare();
            }
        });
        return () -> {
            mailbox.close();
            loop.post(this::dropClosed);
        };
    }

    private void dropClosed() {
        listening.removeIf(Mailbox::isClosed);
        joining.keySet().removeIf(Mailbox::isClosed);
    }

    /** An analysis was made and decided on. */
    void told(Analysis analysis, RecoveryDecision decision) {
        Verdict verdict = switch (decision) {
            case RecoveryDecision.Ignore _ -> Verdict.IGNORED;
            case RecoveryDecision.DetectOnly _ -> Verdict.DETECTED;
            case RecoveryDecision.Blocked _ -> Verdict.BLOCKED;
            case RecoveryDecision.RecheckAfter _ -> Verdict.RECHECK;
            case RecoveryDecision.Recover _ -> Verdict.RECOVER;
        };
        tell(analysis, verdict, decision.reason());
    }

    /** A server was analysed, and nothing is wrong with it. */
    void over(Analysis analysis) {
        if (standing.containsKey(analysis.key())) {
            end(analysis, "no problem any more");
        }
    }

    private void tell(Analysis analysis, Verdict verdict, String reason) {
        Told before = standing.get(analysis.key());
        if (before != null && isSame(before, analysis, verdict, reason)) {
            if (!before.analysis().equals(analysis)) {
                standing.put(analysis.key(),
                        new Told(before.kind(), before.sequence(), before.at(), analysis, verdict, reason));
            }
            return;
        }
        Told now = new Told(Kind.CHANGED, ++sequence, wall(), analysis, verdict, reason);
        standing.put(analysis.key(), now);
        publish(now);
    }

    private static boolean isSame(Told before, Analysis analysis, Verdict verdict, String reason) {
        return before.analysis().code() == analysis.code()
                && before.analysis().structure().equals(analysis.structure())
                && before.analysis().cluster().equals(analysis.cluster())
                && before.verdict() == verdict && before.reason().equals(reason);
    }

    private void end(Analysis analysis, String reason) {
        standing.remove(analysis.key());
        publish(new Told(Kind.OVER, ++sequence, wall(), analysis, Verdict.OVER, reason));
    }

    private Instant wall() {
        return loop.time().wall();
    }

    private void publish(Told told) {
        recent.addLast(told);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        dropClosed();
        listening.forEach(mailbox -> mailbox.put(told));
        surroundings.told();
    }

    private void tick() {
        dropClosed();
        if (surroundings.holdsFleet()) {
            blind = false;
            endMissing();
            join();
        } else if (!listening.isEmpty() || !joining.isEmpty()) {
            compare();
        } else if (!blind) {
            blind = true;
            standing.clear();
            recent.clear();
            // Whoever has heard the last change cannot go on from there.
            sequence++;
        }
    }

    /** What is told of but was not analysed for two rounds: a new leader's first round is not over at once. */
    private void endMissing() {
        Set<InstanceKey> analysed =
                surroundings.analysed().stream().map(Analysis::key).collect(Collectors.toSet());
        Set<InstanceKey> absent = new HashSet<>(standing.keySet());
        absent.removeAll(analysed);
        for (InstanceKey key : List.copyOf(standing.keySet())) {
            Told told = standing.get(key);
            if (told != null && absent.contains(key) && missing.contains(key)) {
                end(told.analysis(), "not analysed any more: forgotten, in maintenance, or ignored");
            }
        }
        missing = absent;
    }

    private void compare() {
        if (comparing) {
            return;
        }
        comparing = true;
        loop.when(surroundings.stored(), found -> {
            comparing = false;
            if (!surroundings.holdsFleet()) {
                blind = false;
                compare(found);
                join();
            }
        }, failure -> {
            comparing = false;
            LOG.debug("what is wrong could not be read for those who listen: {}", failure.getMessage());
        });
    }

    private void compare(List<Analysis> found) {
        Set<InstanceKey> present = found.stream().map(Analysis::key).collect(Collectors.toSet());
        for (Told told : List.copyOf(standing.values())) {
            if (!present.contains(told.analysis().key())) {
                end(told.analysis(), "no problem any more, or not analysed any more, by what is stored");
            }
        }
        found.forEach(analysis -> tell(analysis, Verdict.OBSERVED, "seen in the store; the leader decides"));
    }

    private void join() {
        joining.forEach((mailbox, after) -> {
            List<Event> first = new ArrayList<>();
            if (remembers(after)) {
                recent.stream().filter(told -> told.sequence() > after).forEach(first::add);
            } else {
                standing.values().forEach(told -> first.add(told.standing()));
            }
            first.add(new Live(sequence, standing.size()));
            mailbox.begin(first);
            listening.add(mailbox);
        });
        joining.clear();
    }

    /** Whether all changes after that one are known. */
    private boolean remembers(long after) {
        long oldest = recent.isEmpty() ? sequence + 1 : recent.getFirst().sequence();
        return after != NOTHING && after <= sequence && after >= oldest - 1;
    }
}
