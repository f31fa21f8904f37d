package io.orchestrator.ports.driving;

import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;

/** Getting to know servers, and forgetting them (discovery.md 6.6, 6.8). */
public interface DiscoveryCommands {
    /** Probes a server now, stores it, and follows its source and replicas. */
    CompletionStage<ProbeOutcome> discover(InstanceKey key);

    /** Probes a server now. */
    CompletionStage<ProbeOutcome> refresh(InstanceKey key);

    /** Forgets a server for a while; false when it was not known. */
    CompletionStage<Boolean> forget(InstanceKey key);
}
