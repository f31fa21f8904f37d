package io.orchestrator.domain.recovery;

import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

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
            replica.snapshot()
                    .ifPresent(snapshot -> snapshot.defaultChannel()
                            .ifPresent(channel -> replicas.add(facts(replica, snapshot, channel))));
        }
        Optional<InstanceSnapshot> source = topology.find(analysis.key()).flatMap(FleetInstance::snapshot);
        List<InstanceKey> neverSeen = source.map(s -> neverSeen(s, replicas, topology)).orElse(List.of());
        return new RecoveryContext(uid, analysis.key(), analysis.code(), analysis.cluster(), analysis.clusterAlias(),
                analysis.classification(), executed(source, replicas),
                source.map(s -> acknowledgements(s.semiSync())).orElse(0),
                replicas, neverSeen, source.map(s -> acknowledging(s.semiSync(), replicas, neverSeen)).orElse(0),
                wanted, forced, skipHooks, FailureFacts.of(analysis, ""));
    }

    /**
     * What the source reported as its replicas and nobody ever saw. It may report names other than those we know its replicas by:
     * names alone, without more of them than there are known replicas, mean nothing.
     */
    private static List<InstanceKey> neverSeen(InstanceSnapshot source, List<ReplicaFacts> replicas,
            Topology topology) {
        if (source.replicas().size() <= replicas.size()) {
            return List.of();
        }
        return source.replicas()
                .stream()
                .filter(key -> topology.find(key).flatMap(FleetInstance::snapshot).isEmpty())
                .toList();
    }

    /** At most as many as the source counted beyond those that we know. */
    private static int acknowledging(SemiSync semiSync, List<ReplicaFacts> replicas, List<InstanceKey> neverSeen) {
        long known = replicas.stream().filter(ReplicaFacts::acknowledges).count();
        return Math.clamp(semiSync.sourceClients() - known, 0, neverSeen.size());
    }

    /** What the source was last seen to have executed; of a source never seen nothing is known, in the terms of its replicas. */
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

    private static ReplicaFacts facts(FleetInstance replica, InstanceSnapshot snapshot, ReplicaStatus channel) {
        return new ReplicaFacts(replica.key(), snapshot.server().serverId(), snapshot.server().uuid(),
                snapshot.server().version(), snapshot.server().flavor(), snapshot.binlog(), snapshot.classification(),
                replica.annotations().promotionRule(), channel.positioning(), channel.configuredDelay(), lag(channel),
                replica.observed().isSeen(), replica.annotations().downtime() != null, replica.errant(),
                snapshot.isMultiSource(), channel.filtered(), snapshot.semiSync().replicaEnabled());
    }

    /** A server that cannot reach its source does not say how far behind it is; what it is applying has an age all the same. */
    private static @Nullable Duration lag(ReplicaStatus channel) {
        return channel.lag() == null ? channel.applyingFor() : channel.lag();
    }
}
