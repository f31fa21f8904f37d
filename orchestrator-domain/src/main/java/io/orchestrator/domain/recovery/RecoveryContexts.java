package io.orchestrator.domain.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.promotion.ReplicaFacts;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/** Gathers what a recovery starts from. */
public final class RecoveryContexts {
    private RecoveryContexts() {}

    /**
     * The context of a recovery that is about to be registered.
     *
     * @param uid new unique id
     * @param analysis what is wrong
     * @param topology the cluster as known now
     * @param wanted whom a person named, {@link InstanceKey#NONE} when nobody
     * @param forced a person asked for it
     * @param skipHooks no hooks run
     */
    public static RecoveryContext of(RecoveryUid uid, Analysis analysis, Topology topology, InstanceKey wanted,
            boolean forced, boolean skipHooks) {
        List<ReplicaFacts> replicas = new ArrayList<>();
        for (FleetInstance replica : topology.replicasOf(analysis.key())) {
            replica.snapshot().ifPresent(snapshot -> replicas.add(facts(replica, snapshot)));
        }
        Optional<InstanceSnapshot> source = topology.find(analysis.key()).flatMap(FleetInstance::snapshot);
        return new RecoveryContext(uid, analysis.key(), analysis.code(), analysis.cluster(), analysis.clusterAlias(),
                analysis.classification(), executed(source, replicas),
                source.map(s -> acknowledgements(s.semiSync())).orElse(0),
                replicas, wanted, forced, skipHooks);
    }

    /** What the source was last seen to have executed; of a source never seen nothing is known. */
    private static GtidSet executed(Optional<InstanceSnapshot> source, List<ReplicaFacts> replicas) {
        boolean mariaDb = !replicas.isEmpty() && replicas.stream().allMatch(r -> r.flavor() == Flavor.MARIADB);
        GtidSet nothing = mariaDb ? GtidSet.emptyMariadb() : GtidSet.emptyMysql();
        return source.map(s -> s.gtid().executed())
                .filter(e -> e.getClass().equals(nothing.getClass()))
                .orElse(nothing);
    }

    private static int acknowledgements(SemiSync semiSync) {
        return semiSync.sourceEnabled() && semiSync.sourceActive() ? Math.max(1, semiSync.waitForReplicaCount()) : 0;
    }

    private static ReplicaFacts facts(FleetInstance replica, InstanceSnapshot snapshot) {
        ReplicaStatus channel = snapshot.defaultChannel().orElseThrow();
        return new ReplicaFacts(replica.key(), snapshot.server().serverId(), snapshot.server().uuid(),
                snapshot.server().version(), snapshot.server().flavor(), snapshot.binlog(), snapshot.classification(),
                replica.annotations().promotionRule(), channel.positioning(), channel.configuredDelay(), channel.lag(),
                replica.observed().isSeen(), replica.annotations().downtime() != null, !replica.errant().isEmpty(),
                snapshot.isMultiSource(), channel.filtered(), snapshot.semiSync().replicaEnabled());
    }
}
