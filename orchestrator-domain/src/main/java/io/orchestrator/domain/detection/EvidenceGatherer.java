package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Reads the named inputs of the rules off a cluster's picture (detection.md 3, 5). One pass over the members joins the replicas. */
final class EvidenceGatherer {
    private static final Evidence.Replicas NO_REPLICAS = new Evidence.Replicas(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final Evidence.Logging NO_LOGGING = new Evidence.Logging(0, 0, 0, 0, 0);

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
        Optional<Reconnections.Attempt> attempt =
                check.valid() ? Optional.empty() : remembered.reconnections().of(instance.key());
        Optional<Reconnections.Attempt> inVain =
                attempt.filter(a -> own.stream().anyMatch(replica -> Reconnections.isInVain(a, replica)))
                        .filter(a -> !Reconnections.isRecent(a, now)
                                || own.stream().noneMatch(EvidenceGatherer::isSilentToUs));
        Optional<Reconnections.Attempt> open =
                attempt.filter(a -> inVain.isEmpty() && Reconnections.isRecent(a, now));
        Evidence.Reconnection reconnection =
                attempt.map(a -> new Evidence.Reconnection(a.replica(), now.minus(a.since()), inVain.isPresent(),
                        count(own, replica -> isDeaf(replica, inVain)))).orElse(null);
        return new Evidence(role(instance, own), check, replicas(own, check.valid(), inVain, open), logging(own),
                gtid(instance, own), semiSync(instance, position),
                snapshot.map(InstanceSnapshot::isReadOnly).orElse(false), position,
                own.isEmpty() ? List.of() : own.stream().map(FleetInstance::key).toList(),
                further(instance, own, reconnection));
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

    /** Not only the source does not answer us: it may be our network, in which nothing that takes long tells anything. */
    private static boolean isSilentToUs(FleetInstance replica) {
        ProbeFailure failure = replica.observed().lastFailure();
        return failure != null && failure.kind() == ProbeFailure.Kind.TIMED_OUT;
    }

    /** A replica that says it replicates, but has heard nothing since another was told to connect again in vain. */
    private static boolean isDeaf(FleetInstance replica, Optional<Reconnections.Attempt> inVain) {
        return inVain.isPresent() && channel(replica).filter(ReplicaStatus::isRunning).isPresent()
                && Reconnections.isDeaf(inVain.get(), replica);
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
        return new Evidence.Check(valid, observed.lastPartial(), channel(instance).filter(this::isFailing).isPresent(),
                failure == null ? null : failure.kind(), observed.isSeen() && !valid);
    }

    private static Optional<ReplicaStatus> channel(FleetInstance instance) {
        return instance.snapshot().flatMap(InstanceSnapshot::defaultChannel);
    }

    /** Cannot connect to its source while it would apply what it gets. */
    private boolean isFailing(ReplicaStatus channel) {
        return channel.applier() == ThreadState.RUNNING && channel.isFailingToConnect();
    }

    private Evidence.Replicas replicas(List<FleetInstance> own, boolean sourceValid,
            Optional<Reconnections.Attempt> inVain, Optional<Reconnections.Attempt> open) {
        if (own.isEmpty()) {
            return NO_REPLICAS;
        }
        int seen = 0;
        int replicating = 0;
        int failing = 0;
        int lagging = 0;
        int silent = 0;
        int delayed = 0;
        int downtimed = 0;
        int semiSync = 0;
        for (FleetInstance replica : own) {
            ReplicaStatus channel = channel(replica).orElse(null);
            delayed += channel != null && channel.configuredDelay().isPositive() ? 1 : 0;
            downtimed += replica.annotations().downtime() != null ? 1 : 0;
            InstanceSnapshot snapshot = replica.observed().snapshot();
            semiSync += snapshot != null && snapshot.semiSync().replicaEnabled() ? 1 : 0;
            if (!replica.observed().isSeen()) {
                continue;
            }
            seen++;
            if (channel == null) {
                continue;
            }
            boolean isSilent = Silence.isSilent(channel) || isDeaf(replica, inVain);
            silent += isSilent ? 1 : 0;
            // A source that answers is judged by itself; silence is evidence only against one that does not.
            boolean replicates = channel.isRunning() && (sourceValid || !isSilent);
            // That it is not connected now is our doing, and it says no more than before until it has tried for long enough.
            boolean excused = open.isPresent() && Reconnections.isTrying(open.get(), replica);
            replicating += replicates || excused ? 1 : 0;
            failing += isFailing(channel) ? 1 : 0;
            lagging += isLagging(channel) ? 1 : 0;
        }
        return new Evidence.Replicas(own.size(), seen, replicating, failing, lagging, delayed, downtimed, semiSync,
                silent);
    }

    private boolean isLagging(ReplicaStatus channel) {
        return channel.lag() != null && channel.lag().compareTo(settings.reasonableLag()) > 0;
    }

    private static int count(List<FleetInstance> own, Predicate<FleetInstance> condition) {
        return (int) own.stream().filter(condition).count();
    }

    private static Evidence.Logging logging(List<FleetInstance> own) {
        if (own.isEmpty()) {
            return NO_LOGGING;
        }
        List<InstanceSnapshot> logging = own.stream()
                .flatMap(r -> r.snapshot().stream())
                .filter(s -> s.binlog().enabled() && s.binlog().logsReplicaUpdates())
                .toList();
        return new Evidence.Logging(logging.size(), withFormat(logging, "STATEMENT"), withFormat(logging, "MIXED"),
                withFormat(logging, "ROW"),
                (int) logging.stream().map(s -> s.server().version().major()).distinct().count());
    }

    private static int withFormat(List<InstanceSnapshot> logging, String format) {
        return (int) logging.stream().filter(s -> s.binlog().format().equals(format)).count();
    }

    private static Evidence.Gtid gtid(FleetInstance instance, List<FleetInstance> own) {
        String mode = instance.snapshot().map(s -> s.gtid().mode()).orElse("");
        if (own.isEmpty()) {
            return new Evidence.Gtid(false, false, false, instance.usesPseudoGtid(), mode, "", "", "");
        }
        List<FleetInstance> seen = own.stream().filter(r -> r.observed().isSeen()).toList();
        List<String> modes = own.stream().flatMap(r -> r.snapshot().stream()).map(s -> s.gtid().mode()).toList();
        return new Evidence.Gtid(all(seen, r -> channel(r).filter(c -> c.positioning().isOracleGtid()).isPresent()),
                all(seen, r -> channel(r).filter(c -> c.positioning().isMariaDbGtid()).isPresent()),
                all(seen, r -> r.snapshot().filter(InstanceSnapshot::isBinlogServer).isPresent()),
                instance.usesPseudoGtid(), mode,
                modes.stream().min(Comparator.naturalOrder()).orElse(""),
                modes.stream().max(Comparator.naturalOrder()).orElse(""), largestErrant(own));
    }

    private static boolean all(List<FleetInstance> seen, Predicate<FleetInstance> condition) {
        return !seen.isEmpty() && seen.stream().allMatch(condition);
    }

    private static String largestErrant(List<FleetInstance> own) {
        return own.stream()
                .filter(r -> r.annotations().downtime() == null && !r.errant().isEmpty())
                .map(r -> r.errant().text())
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    private Evidence.SemiSyncFacts semiSync(FleetInstance instance, BinlogCoordinates position) {
        SemiSync semiSync = instance.snapshot().map(InstanceSnapshot::semiSync).orElse(SemiSync.NONE);
        return new Evidence.SemiSyncFacts(semiSync.sourceEnabled(), semiSync.sourceActive(),
                semiSync.waitForReplicaCount(), semiSync.sourceClients(),
                remembered.stale().isStale(instance.key(), position, now, settings.lockedSemiSyncAfter()));
    }
}
