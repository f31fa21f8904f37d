package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;

/** Reads one server (discovery.md 5). Never two probes of one server at once by the engine; an adapter need not guard that. */
public interface InstanceProber {
    /** How much a probe reads. */
    enum Depth {
        /** What every poll needs. */
        ROUTINE,
        /** Also what evidence of a failure needs: how long each receiver has heard nothing, and semi-sync status. */
        EVIDENCE,
        /** A fresh connection instead of the kept one: the last look at a source before the first change. */
        LAST_LOOK
    }

    /**
     * Probes a server.
     *
     * @param key a valid key
     * @param depth how much to read
     * @param deadline after that long the probe is abandoned together with its connection and the outcome is
     *     {@link io.orchestrator.domain.instance.ProbeFailure.Kind#TIMED_OUT}
     * @return completes with the outcome, never exceptionally
     */
    CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline);

    /**
     * Servers that were found to demand TLS (true) or to do without (false), where that is found out (discovery.md 5.2). Each finding is
     * told once.
     *
     * @param most so many at most; the rest is told the next time
     */
    default Map<InstanceKey, Boolean> takeTlsVerdicts(int most) {
        return Map.of();
    }

    /**
     * Somebody wants to know of a server as it is now: its next routine probe reads also what is otherwise read now and then, such as the
     * answers to classification queries. Where nothing is kept from one probe to the next there is nothing to do.
     */
    default void askAnew(InstanceKey key) {}

    /**
     * Says whose write path is looked at from now on: routine probes and those for evidence tell of it in their outcome. Of all other
     * servers nothing more is asked. Where an adapter cannot tell, nothing happens.
     *
     * @param sources servers that others replicate from and that take writes
     */
    default void lookAtWrites(Set<InstanceKey> sources) {}

    /** Closes what is kept for a server that was forgotten. */
    void forget(InstanceKey key);
}
