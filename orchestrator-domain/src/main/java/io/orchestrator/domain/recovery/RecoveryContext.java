package io.orchestrator.domain.recovery;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.promotion.ReplicaFacts;
import org.jspecify.annotations.Nullable;

/**
 * What does not change while a recovery runs; stored with every state so that another process can go on.
 *
 * @param uid unique id
 * @param failed the failed server
 * @param code what was wrong with it
 * @param cluster its cluster
 * @param clusterAlias the cluster's alias
 * @param classification data centre and so on of the failed server
 * @param sourceExecuted what the failed server was last seen to have executed
 * @param acknowledgements acknowledgements each commit of the failed server waited for; 0 when it was asynchronous
 * @param replicas its direct replicas as known before
 * @param neverSeen servers that it reported as replicas and that no probe ever saw: they are not touched, and are lost
 * @param unseenAcknowledging how many of those may have acknowledged its commits
 * @param wanted server that a person named for promotion, {@link InstanceKey#NONE} when nobody did
 * @param forced a person asked for the recovery
 * @param skipHooks no hooks run
 * @param facts what hooks are told beside this; null in a recovery that an older release stored, see {@link #failureFacts}
 */
public record RecoveryContext(RecoveryUid uid, InstanceKey failed, AnalysisCode code, ClusterName cluster,
        String clusterAlias, Classification classification, GtidSet sourceExecuted, int acknowledgements,
        List<ReplicaFacts> replicas, List<InstanceKey> neverSeen, int unseenAcknowledging,
        InstanceKey wanted, boolean forced, boolean skipHooks, @Nullable FailureFacts facts) {
    public RecoveryContext {
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(failed, "failed");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(clusterAlias, "clusterAlias");
        Objects.requireNonNull(classification, "classification");
        Objects.requireNonNull(sourceExecuted, "sourceExecuted");
        replicas = List.copyOf(replicas);
        neverSeen = List.copyOf(neverSeen);
        Objects.requireNonNull(wanted, "wanted");
    }

    /** A context without more facts for hooks than follow from it. */
    public RecoveryContext(RecoveryUid uid, InstanceKey failed, AnalysisCode code, ClusterName cluster,
            String clusterAlias, Classification classification, GtidSet sourceExecuted, int acknowledgements,
            List<ReplicaFacts> replicas, List<InstanceKey> neverSeen, int unseenAcknowledging, InstanceKey wanted,
            boolean forced, boolean skipHooks) {
        this(uid, failed, code, cluster, clusterAlias, classification, sourceExecuted, acknowledgements, replicas,
                neverSeen, unseenAcknowledging, wanted, forced, skipHooks, null);
    }

    /** What hooks are told; where nothing was stored, what follows from the rest: every recovery then was one of a source. */
    public FailureFacts failureFacts() {
        if (facts != null) {
            return facts;
        }
        return new FailureFacts(code.description(), new FailureFacts.Role(true, false, false), cluster.value(),
                replicas.size(), replicas.stream().map(ReplicaFacts::key).toList(), false, !forced, false, "");
    }

    /**
     * The cluster's name, and the names it would have with any of its servers as source: whoever is promoted, the cluster is known by
     * another name before its recovery is over.
     */
    public Set<ClusterName> clusterNames() {
        Set<ClusterName> names = new HashSet<>();
        names.add(cluster);
        names.add(ClusterName.of(failed));
        replicas.forEach(replica -> names.add(ClusterName.of(replica.key())));
        neverSeen.forEach(key -> names.add(ClusterName.of(key)));
        return Set.copyOf(names);
    }
}
