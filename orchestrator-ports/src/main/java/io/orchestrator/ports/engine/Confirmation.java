package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.ConfirmationWindows;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryDecision;

/**
 * Holds back what would be recovered until the evidence has stood for as long as the configuration wants, and what would be registered of
 * a cluster of which nobody says anything until that has lasted.
 */
final class Confirmation {
    /** A network that loses packets silences all servers of a cluster for some seconds, a real loss lasts; nobody could be promoted. */
    private static final Duration SILENCE_LASTS = Duration.ofSeconds(5);

    private final Loop loop;
    private final Supplier<ConfirmationWindows> windows;
    /** Since when an analysis says without interruption that the server is to be recovered. */
    private final Map<InstanceKey, Duration> standing = new HashMap<>();
    private final Map<InstanceKey, Duration> shutDown = new HashMap<>();
    /** Since when neither the server nor any of its replicas has said anything. */
    private final Map<InstanceKey, Duration> silent = new HashMap<>();

    Confirmation(Loop loop, Supplier<ConfirmationWindows> windows) {
        this.loop = loop;
        this.windows = windows;
    }

    /** A server told a client that it shuts down. */
    void shutDown(InstanceKey key) {
        shutDown.put(key, loop.now());
    }

    /** A server answers again. */
    void back(InstanceKey key) {
        shutDown.remove(key);
        standing.remove(key);
    }

    /** Nothing is wrong with a server. */
    void heard(InstanceKey key) {
        silent.remove(key);
    }

    /** An analysis does not say that the server is to be recovered. */
    void interrupted(InstanceKey key) {
        standing.remove(key);
    }

    /** Forgets servers that are no longer known. */
    void retain(Set<InstanceKey> known) {
        standing.keySet().retainAll(known);
        silent.keySet().retainAll(known);
        shutDown.keySet().retainAll(known);
    }

    void clear() {
        standing.clear();
        silent.clear();
        shutDown.clear();
    }

    /** What keeps a detection from being registered now: that the server, and all that could tell of it, are silent, which may be our network. */
    Optional<RecoveryDecision> holdOfSilence(Analysis analysis) {
        InstanceKey key = analysis.key();
        if (!isSilent(analysis.evidence())) {
            silent.remove(key);
            return Optional.empty();
        }
        Duration left = silent.computeIfAbsent(key, _ -> loop.now()).plus(SILENCE_LASTS).minus(loop.now());
        return left.isPositive() ? Optional.of(new RecoveryDecision.RecheckAfter(left, "neither it nor any of its "
                + "replicas says anything, nor refuses; that may be our network and must last for "
                + SILENCE_LASTS.toMillis() + " ms")) : Optional.empty();
    }

    private static boolean isSilent(Evidence evidence) {
        return !evidence.check().valid() && evidence.replicas().count() > 0 && evidence.replicas().seen() == 0
                && evidence.further()
                        .witnesses()
                        .stream()
                        .allMatch(witness -> witness.lastFailure() == null || witness.isSilent());
    }

    /** What keeps a recovery from being started now; empty when the evidence has stood long enough. */
    Optional<RecoveryDecision.RecheckAfter> hold(Analysis analysis) {
        InstanceKey key = analysis.key();
        Duration now = loop.now();
        Duration since = standing.computeIfAbsent(key, _ -> now);
        Duration window = windows.get().failure().of(analysis.cluster(), analysis.clusterAlias());
        Duration left = since.plus(window).minus(now);
        Duration downSince = shutDown.get(key);
        if (downSince != null) {
            Duration restart = windows.get().shutdown().of(analysis.cluster(), analysis.clusterAlias());
            Duration leftToReturn = downSince.plus(restart).minus(now);
            if (leftToReturn.isPositive() && leftToReturn.compareTo(left) >= 0) {
                return Optional
                        .of(new RecoveryDecision.RecheckAfter(leftToReturn, "it was shut down in an orderly way and"
                                + " has " + restart.toMillis() + " ms to come back"));
            }
        }
        return left.isPositive() ? Optional.of(new RecoveryDecision.RecheckAfter(left, "the evidence must stand for "
                + window.toMillis() + " ms")) : Optional.empty();
    }
}
