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

    /** Fuzzy look-up of discovery.md 1: the one known server whose host name contains the given one, else the key itself. */
    CompletionStage<InstanceKey> lookUp(InstanceKey given);

    /** Recent probes, oldest first, of as long as {@code DiscoveryCollectionRetentionSeconds} says and bounded. */
    CompletionStage<List<ProbeSample>> probes();
}
