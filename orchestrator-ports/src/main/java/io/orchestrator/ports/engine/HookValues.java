package io.orchestrator.ports.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.FailureFacts;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;

/** What hooks are told, by placeholder (recovery.md 14.3). What is not known, such as a successor before there is one, is not there. */
final class HookValues {
    private final Map<String, String> values = new HashMap<>();

    private HookValues(InstanceKey failed, AnalysisCode code, ClusterName cluster, String alias, FailureFacts facts) {
        values.put("failureType", code.contractName());
        values.put("failureDescription", facts.description());
        values.put("instanceType", facts.role().contractName());
        values.put("isMaster", Boolean.toString(facts.role().source()));
        values.put("isCoMaster", Boolean.toString(facts.role().coSource()));
        values.put("command", facts.command());
        values.put("failedHost", failed.hostname());
        values.put("failedPort", Integer.toString(failed.port()));
        values.put("failureCluster", cluster.value());
        values.put("failureClusterAlias", alias.isEmpty() ? cluster.value() : alias);
        values.put("failureClusterDomain", facts.clusterDomain());
        values.put("countReplicas", Integer.toString(facts.replicaCount()));
        values.put("replicaHosts", list(facts.replicas()));
        values.put("isDowntimed", Boolean.toString(facts.downtimed()));
        values.put("autoMasterRecovery", Boolean.toString(facts.automatedSourceRecovery()));
        values.put("autoIntermediateMasterRecovery", Boolean.toString(facts.automatedIntermediateRecovery()));
        values.put("isSuccessful", "false");
        values.put("lostReplicas", "");
        values.put("countLostReplicas", "0");
    }

    /**
     * What detection hooks are told.
     *
     * @param uid under which their steps are stored; it belongs to no recovery (detection.md 14)
     */
    static Map<String, String> of(Analysis analysis, RecoveryUid uid, NodeId self) {
        return new HookValues(analysis.key(), analysis.code(), analysis.cluster(), analysis.clusterAlias(),
                FailureFacts.of(analysis, "")).toldBy(self, uid, 1);
    }

    /** What hooks of a recovery are told in that state. */
    static Map<String, String> of(RecoveryState state, NodeId self) {
        RecoveryContext context = state.context();
        HookValues all = new HookValues(context.failed(), context.code(), context.cluster(), context.clusterAlias(),
                context.failureFacts());
        if (state instanceof RecoveryState.RunningPostHooks post) {
            all.end(post.outcome());
        }
        return all.toldBy(self, context.uid(), state.attempt());
    }

    private void end(RecoveryOutcome outcome) {
        values.put("lostReplicas", list(outcome.lost()));
        values.put("countLostReplicas", Integer.toString(outcome.lost().size()));
        if (!outcome.successor().equals(InstanceKey.NONE)) {
            values.put("isSuccessful", "true");
            values.put("successorHost", outcome.successor().hostname());
            values.put("successorPort", Integer.toString(outcome.successor().port()));
            values.put("successorAlias", outcome.successorAlias());
            if (outcome.coordinates() != null) {
                values.put("successorBinlogCoordinates", outcome.coordinates().display());
            }
        }
    }

    private Map<String, String> toldBy(NodeId self, RecoveryUid uid, int attempt) {
        values.put("orchestratorHost", self.hostname());
        values.put("recoveryUID", uid.value());
        values.put("attempt", Integer.toString(attempt));
        return Map.copyOf(values);
    }

    private static String list(Collection<InstanceKey> keys) {
        return keys.stream().map(InstanceKey::display).collect(Collectors.joining(","));
    }
}
