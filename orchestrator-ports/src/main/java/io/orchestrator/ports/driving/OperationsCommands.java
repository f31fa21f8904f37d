package io.orchestrator.ports.driving;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;

/** What people say about servers. */
public interface OperationsCommands {
    CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration);

    /** False when there was none. */
    CompletionStage<Boolean> endDowntime(InstanceKey key);

    CompletionStage<Void> registerCandidate(Candidate candidate);
}
