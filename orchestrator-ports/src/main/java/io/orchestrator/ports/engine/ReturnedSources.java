package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.topology.FleetInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that was failed over and comes back writable, without replicas, while it is still marked as lost in that recovery, would be
 * a second source: it is made read-only at once, and people are told.
 */
final class ReturnedSources {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnedSources.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Loop loop;
    private final World world;
    private final FleetView view;
    private final BooleanSupplier mayAct;
    private final Set<InstanceKey> fencing = new HashSet<>();

    ReturnedSources(Loop loop, World world, FleetView view, BooleanSupplier mayAct) {
        this.loop = loop;
        this.world = world;
        this.view = view;
        this.mayAct = mayAct;
    }

    void seen(InstanceKey key) {
        if (!view.isMarkedLost(key) || fencing.contains(key) || !mayAct.getAsBoolean()) {
            return;
        }
        view.find(key).filter(this::isLostAndWritable).ifPresent(this::fence);
    }

    private boolean isLostAndWritable(FleetInstance instance) {
        Downtime downtime = instance.annotations().downtime();
        boolean lost = downtime != null && downtime.isLostInRecovery();
        boolean writable = instance.snapshot().filter(s -> !s.isReadOnly() && !s.isReplica()).isPresent();
        return lost && writable && instance.observed().isSeen() && view.topology(instance.cluster())
                .replicasOf(instance.key())
                .stream()
                .noneMatch(r -> r.snapshot()
                        .filter(InstanceSnapshot::isReplicating)
                        .isPresent());
    }

    private void fence(FleetInstance instance) {
        InstanceKey key = instance.key();
        fencing.add(key);
        String text = "the failed source " + key + " is back, writable and without replicas; it is made read-only";
        LOG.warn("{}", text);
        world.audit().audit(new AuditEntry("read-only", key, instance.cluster().value(), text));
        loop.within(DEADLINE.plusSeconds(1),
                world.servers().actuator().execute(new ServerAction.MakeReadOnly(key), DEADLINE), outcome -> {
                    fencing.remove(key);
                    if (!(outcome instanceof ActionOutcome.Done)) {
                        LOG.warn("{} could not be made read-only: {}; it is tried again with the next probe", key,
                                outcome);
                    }
                }, failure -> fencing.remove(key));
    }
}
