package io.orchestrator.ports.driving;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.ports.driven.IntentStore;

/** What people say about servers. */
public interface OperationsCommands {
    CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration);

    /** False when there was none. */
    CompletionStage<Boolean> endDowntime(InstanceKey key);

    CompletionStage<Void> registerCandidate(Candidate candidate);

    /** All registered promotion rules, by host name and port. */
    CompletionStage<List<IntentStore.Registered>> candidates();

    /** Gives a cluster an alias of one's own choice, which wins over what its servers suggest; it need not be known. */
    CompletionStage<Void> overrideAlias(ClusterName cluster, String alias);
}
