package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/**
 * Says whose write path probes look at: sources that take writes, in clusters whose policy wants it, while this node leads. Not while
 * something runs on the cluster, nor of servers that people work on, for probes may write to them on trial.
 */
final class WritePaths {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final FleetView view;
    private final BooleanSupplier leads;
    private final Predicate<ClusterName> busy;
    private Set<InstanceKey> looked = Set.of();

    /**
     * @param leads whether this node leads, and the fleet in memory is of its term
     * @param busy clusters on which something runs
     */
    WritePaths(Loop loop, World world, Supplier<Tuning> tuning, FleetView view, BooleanSupplier leads,
            Predicate<ClusterName> busy) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.view = view;
        this.leads = leads;
        this.busy = busy;
    }

    void start() {
        loop.every(EVERY, this::tell);
    }

    private void tell() {
        Set<InstanceKey> wanted = wanted();
        if (!wanted.equals(looked)) {
            looked = wanted;
            world.servers().prober().lookAtWrites(wanted);
        }
    }

    private Set<InstanceKey> wanted() {
        AnalysisSettings settings = tuning.get().analysis();
        if (settings.writePath().isOff() || !leads.getAsBoolean()) {
            return Set.of();
        }
        Set<InstanceKey> wanted = new HashSet<>();
        for (ClusterName cluster : view.clusters()) {
            Topology topology = view.topology(cluster);
            boolean looks = settings.writePath().of(cluster, topology.alias()) != WritePathPolicy.OFF;
            if (looks && !busy.test(cluster)) {
                topology.members()
                        .values()
                        .stream()
                        .filter(WritePaths::takesWrites)
                        .map(FleetInstance::key)
                        .filter(key -> !view.isExcused(key, settings.ignoredHosts())
                                && !view.replicasOf(key).isEmpty())
                        .forEach(wanted::add);
            }
        }
        return Set.copyOf(wanted);
    }

    private static boolean takesWrites(FleetInstance instance) {
        return instance.snapshot()
                .filter(snapshot -> !snapshot.isReadOnly() && !snapshot.isReplica() && !snapshot.sourceKey().isValid())
                .filter(snapshot -> !snapshot.isGroupMember() && !snapshot.isBinlogServer())
                .isPresent();
    }
}
