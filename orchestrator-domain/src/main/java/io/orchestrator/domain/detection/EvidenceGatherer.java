package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Reads the named inputs of the rules off a cluster's picture (detection.md 3, 5). One pass over the members joins the replicas. */
final class EvidenceGatherer {
    private final Duration now;
    private final AnalysisSettings settings;
    private final Remembered remembered;
    private final WritePathPolicy writePolicy;
    private final Map<InstanceKey, List<FleetInstance>> replicas = new HashMap<>();
    /** Primaries that members which answer name, by the name of the group. */
    private final Map<String, Set<InstanceKey>> primaries = new HashMap<>();
    private final Set<InstanceKey> members;

    EvidenceGatherer(Topology topology, Duration now, AnalysisSettings settings, Remembered remembered) {
        this.now = now;
        this.settings = settings;
        this.remembered = remembered;
        this.members = topology.members().keySet();
        this.writePolicy = settings.writePath().of(topology.name(), topology.alias());
        for (FleetInstance member : topology.members().values()) {
            if (settings.groupPrimaries() && member.observed().isSeen()) {
                group(member).filter(group -> group.primary().isValid())
                        .ifPresent(group -> primaries.computeIfAbsent(group.groupName(), _ -> new HashSet<>())
                                .add(group.primary()));
            }
            InstanceKey source = member.sourceKey();
            if (source.isValid() && !source.equals(member.key())) {
                replicas.computeIfAbsent(source, _ -> new ArrayList<>()).add(member);
            }
        }
    }

    Evidence gather(FleetInstance instance) {
        List<FleetInstance> own = replicas.getOrDefault(instance.key(), List.of());
        Evidence.Check check = check(instance);
        Optional<InstanceSnapshot> snapshot = instance.snapshot();
        BinlogCoordinates position = snapshot.map(s -> s.binlog().position()).orElse(BinlogCoordinates.NONE);
        Reconnections.Attempt attempt =
                check.valid() ? null : remembered.reconnections().of(instance.key()).orElse(null);
        boolean isInVain = attempt != null && isInVain(attempt, own);
        boolean isOpen = attempt != null && !isInVain && Reconnections.isRecent(attempt, now);
        ReplicaCensus census = ReplicaCensus.of(own, new ReplicaCensus.Circumstances(check.valid(),
                settings.reasonableLag(), isInVain ? attempt : null, isOpen ? attempt : null));
        Evidence.Reconnection reconnection = attempt == null ? null
                : new Evidence.Reconnection(attempt.replica(), now.minus(attempt.since()), isInVain, census.deaf());
        return new Evidence(role(instance, own), check, census.replicas(), census.logging(), census.gtid(instance),
                semiSync(instance, position), snapshot.map(InstanceSnapshot::isReadOnly).orElse(false), position,
                own.isEmpty() ? List.of() : own.stream().map(FleetInstance::key).toList(),
                further(instance, own, reconnection));
    }

    /** Where other replicas do not answer us either, it may be our network, in which nothing that takes long tells anything. */
    private boolean isInVain(Reconnections.Attempt attempt, List<FleetInstance> own) {
        return own.stream().anyMatch(replica -> Reconnections.isInVain(attempt, replica))
                && (!Reconnections.isRecent(attempt, now)
                        || own.stream().noneMatch(replica -> replica.observed().isSilent()));
    }

    private Evidence.Further further(FleetInstance instance, List<FleetInstance> own,
            Evidence.@Nullable Reconnection reconnection) {
        List<ObservedInstance> witnesses = List.of(instance.observed());
        if (!own.isEmpty()) {
            witnesses = new ArrayList<>(own.size() + 1);
            witnesses.add(instance.observed());
            for (FleetInstance replica : own) {
                witnesses.add(replica.observed());
            }
        }
        return new Evidence.Further(now, witnesses, reconnection, settings.groupPrimaries() && leadsGroup(instance),
                writes(instance));
    }

    private Evidence.@Nullable WritePath writes(FleetInstance instance) {
        WriteHealth health = instance.observed().writes();
        return health == null || writePolicy == WritePathPolicy.OFF ? null
                : new Evidence.WritePath(health, health.verdict(settings.writePath().stalledAfter()), writePolicy);
    }

    private static Optional<GroupReplication> group(FleetInstance instance) {
        return instance.snapshot().map(InstanceSnapshot::group).filter(GroupReplication::isMember);
    }

    /**
     * By its own last word it is the primary, and nobody who answers names another. Members that follow another one stand in that one's
     * cluster: one without the others was replaced.
     */
    private boolean leadsGroup(FleetInstance instance) {
        Optional<GroupReplication> group = group(instance).filter(GroupReplication::isPrimary);
        if (group.isEmpty()) {
            return false;
        }
        Set<InstanceKey> named = primaries.getOrDefault(group.get().groupName(), Set.of());
        boolean alone = group.get().members().stream().noneMatch(members::contains);
        return named.isEmpty() ? !alone : named.equals(Set.of(instance.key()));
    }

    /** isM: it replicates from nobody, a detached source counts as nobody, and it is no secondary of a group. */
    static boolean isMaster(FleetInstance instance) {
        InstanceSnapshot snapshot = instance.observed().snapshot();
        if (snapshot == null) {
            return true;
        }
        GroupReplication group = snapshot.group();
        return !snapshot.sourceKey().isValid() && (group == null || group.groupName().isEmpty() || group.isPrimary());
    }

    /** The condition of rules 8a and 8b apart from the position: semi-sync is in effect and acknowledgements are lacking. */
    static boolean lacksAcknowledgements(FleetInstance instance) {
        InstanceSnapshot snapshot = instance.observed().snapshot();
        if (snapshot == null || !isMaster(instance)) {
            return false;
        }
        SemiSync semiSync = snapshot.semiSync();
        return semiSync.sourceEnabled() && semiSync.sourceActive() && semiSync.waitForReplicaCount() > 0
                && semiSync.sourceClients() < semiSync.waitForReplicaCount();
    }

    private static Evidence.Role role(FleetInstance instance, List<FleetInstance> own) {
        Optional<InstanceSnapshot> snapshot = instance.snapshot();
        return new Evidence.Role(isMaster(instance), snapshot.filter(InstanceSnapshot::isGroupMember).isPresent(),
                instance.coMaster() || own.stream().anyMatch(FleetInstance::coMaster),
                snapshot.filter(InstanceSnapshot::isBinlogServer).isPresent(), instance.depth());
    }

    private Evidence.Check check(FleetInstance instance) {
        ObservedInstance observed = instance.observed();
        boolean valid = observed.isValid(now, settings.hungAfter());
        ProbeFailure failure = observed.lastFailure();
        return new Evidence.Check(valid, observed.lastPartial(),
                channel(instance).filter(ReplicaCensus::isFailing).isPresent(),
                failure == null ? null : failure.kind(), observed.isSeen() && !valid);
    }

    private static Optional<ReplicaStatus> channel(FleetInstance instance) {
        return instance.snapshot().flatMap(InstanceSnapshot::defaultChannel);
    }

    private Evidence.SemiSyncFacts semiSync(FleetInstance instance, BinlogCoordinates position) {
        SemiSync semiSync = instance.snapshot().map(InstanceSnapshot::semiSync).orElse(SemiSync.NONE);
        return new Evidence.SemiSyncFacts(semiSync.sourceEnabled(), semiSync.sourceActive(),
                semiSync.waitForReplicaCount(), semiSync.sourceClients(),
                remembered.stale().isStale(instance.key(), position, now, settings.lockedSemiSyncAfter()));
    }
}
