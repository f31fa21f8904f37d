package io.orchestrator.ports.driving;

import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.topology.PastTopology;

/** Getting to know servers, and forgetting them (discovery.md 6.6, 6.8). */
public interface DiscoveryCommands {
    /** Probes a server now, stores it, and follows its source and replicas. */
    CompletionStage<ProbeOutcome> discover(InstanceKey key);

    /** Probes a server now. */
    CompletionStage<ProbeOutcome> refresh(InstanceKey key);

    /** Forgets a server for a while; false when it was not known. */
    CompletionStage<Boolean> forget(InstanceKey key);

    /** Forgets all servers of a cluster for a while; answers how many were known. */
    CompletionStage<Integer> forgetCluster(ClusterName cluster);

    /** Records who replicates from whom now, everywhere; answers of how many servers. */
    CompletionStage<Integer> recordTopologies();

    /**
     * A cluster as it was recorded last at a time that is wanted; without servers when it was not.
     *
     * @param cluster its exact name then
     * @param wanted asked with seconds since 1970, written as a number
     */
    CompletionStage<PastTopology> recordedTopology(ClusterName cluster, Predicate<String> wanted);
}
