package io.orchestrator.ports.driving;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/** What is known now. */
public interface FleetQueries {
    CompletionStage<FleetPicture> picture();

    /** Names of all clusters, sorted. */
    CompletionStage<List<ClusterName>> clusterNames();

    /** What is wrong now, downtimed servers included, "no problem" left out (detection.md 8). */
    CompletionStage<List<Analysis>> analyses();

    /**
     * The server that a key means: its name is resolved, then completed where one known server only has it in its own, on the same port
     * (discovery.md 1); else the key itself.
     *
     * @return fails with {@link io.orchestrator.ports.driven.PortException} when the name cannot be resolved and no server is known under
     *     it
     */
    CompletionStage<InstanceKey> lookUp(InstanceKey given);

    /** Recent probes, oldest first, of as long as {@code DiscoveryCollectionRetentionSeconds} says and bounded. */
    CompletionStage<List<ProbeSample>> probes();
}
