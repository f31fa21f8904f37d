package io.orchestrator.domain.promotion;

import java.util.Optional;

/** One reason for which a replica may not be promoted. */
@FunctionalInterface
interface Constraint {
    /** The reason, a sentence that completes "host:port …"; empty when the replica passes. */
    Optional<String> refusal(ReplicaFacts replica, Contest contest);
}
