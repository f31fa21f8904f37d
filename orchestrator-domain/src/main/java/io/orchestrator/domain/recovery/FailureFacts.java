package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * What hooks are told of a failure beyond its code and where it is (recovery.md 14.3). Stored with the recovery, so that whoever goes
 * on with it tells the same.
 *
 * @param description what the code of the detected state means
 * @param role where the failed server stood
 * @param clusterDomain the cluster's domain, its name when it has none
 * @param replicaCount direct replicas of the failed server
 * @param replicas the same by name, as far as they are known
 * @param downtimed the failed server was in downtime
 * @param automatedSourceRecovery the cluster's filters allow automatic recovery of its source
 * @param automatedIntermediateRecovery the cluster's filters allow automatic recovery of intermediate servers
 * @param command what a person commanded, in the contract's words; empty when nobody did
 */
public record FailureFacts(String description, Role role, String clusterDomain, int replicaCount,
        List<InstanceKey> replicas, boolean downtimed, boolean automatedSourceRecovery,
        boolean automatedIntermediateRecovery, String command) {
    /**
     * Where a failed server stood.
     *
     * @param source it was the cluster's source
     * @param coSource it was one of two sources that replicate from each other
     * @param groupMember it was a member of a replication group
     */
    public record Role(boolean source, boolean coSource, boolean groupMember) {
        /** {@code instanceType} of recovery.md 14.3; the first that fits. */
        public String contractName() {
            if (coSource) {
                return "co-master";
            }
            if (groupMember) {
                return "group-member";
            }
            return source ? "master" : "intermediate-master";
        }
    }

    public FailureFacts {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(clusterDomain, "clusterDomain");
        replicas = List.copyOf(replicas);
        Objects.requireNonNull(command, "command");
    }

    /**
     * What an analysis says of a failure.
     *
     * @param command what a person commanded, in the contract's words; empty when nobody did
     */
    public static FailureFacts of(Analysis analysis, String command) {
        Evidence evidence = analysis.evidence();
        return new FailureFacts(analysis.code().description(),
                new Role(evidence.role().master(), evidence.role().coMaster(), evidence.role().groupMember()),
                analysis.clusterDomain(), evidence.replicas().count(), evidence.replicaKeys(), analysis.isDowntimed(),
                analysis.automatedSourceRecovery(), analysis.automatedIntermediateRecovery(), command);
    }
}
