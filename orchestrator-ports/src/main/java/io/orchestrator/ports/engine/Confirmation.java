package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.ConfirmationWindows;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryDecision;

/** Holds back what would be recovered until the evidence has stood for as long as the configuration wants. */
final class Confirmation {
    private final Loop loop;
    private final Supplier<ConfirmationWindows> windows;
    /** Since when an analysis says without interruption that the server is to be recovered. */
    private final Map<InstanceKey, Duration> standing = new HashMap<>();
    private final Map<InstanceKey, Duration> shutDown = new HashMap<>();

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

    /** An analysis does not say that the server is to be recovered. */
    void interrupted(InstanceKey key) {
        standing.remove(key);
    }

    /** Forgets servers that are no longer known. */
    void retain(Set<InstanceKey> known) {
        standing.keySet().retainAll(known);
        shutDown.keySet().retainAll(known);
    }

    void clear() {
        standing.clear();
        shutDown.clear();
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
