package io.orchestrator.ports.driving;

import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * Why a cluster is judged as it is, and what would come of a failure now; nothing is changed and no server is asked. From the leader's
 * memory on the leader, from the backend elsewhere; the answer says which, and how old it is.
 */
public interface ExplainQueries {
    /**
     * Explains a cluster, and the death of each of its sources.
     *
     * @return fails with {@link io.orchestrator.ports.driven.PortException} when there is no such cluster, or the backend does not answer
     *     where it is needed
     */
    CompletionStage<ClusterExplanation> explain(ClusterName cluster);

    /**
     * Explains the cluster of a server, and the death of that server, be it a source or not, before that of the sources.
     *
     * @param server a known server, by its exact key
     * @return fails as {@link #explain(ClusterName)}, and when the server is not known
     */
    CompletionStage<ClusterExplanation> explain(InstanceKey server);
}
