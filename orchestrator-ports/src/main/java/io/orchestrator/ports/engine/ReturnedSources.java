package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.RecoveryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that was failed over, or lost while it was promoted, and comes back writable while its successor is writable, too, is a
 * second source: it is made read-only at once, and people are told. The successor is looked at first, for somebody may have turned the
 * pair round again.
 */
final class ReturnedSources {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnedSources.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Loop loop;
    private final World world;
    private final FleetView view;
    private final DiscoveryLoop discovery;
    private final BooleanSupplier mayAct;
    private final Map<InstanceKey, InstanceKey> successors = new HashMap<>();
    private final Set<InstanceKey> underWay = new HashSet<>();

    ReturnedSources(Loop loop, World world, FleetView view, DiscoveryLoop discovery, BooleanSupplier mayAct) {
        this.loop = loop;
        this.world = world;
        this.view = view;
        this.discovery = discovery;
        this.mayAct = mayAct;
    }

    /** A term begins: recoveries of the past are read, for another node may have run them. */
    void recall() {
        loop.within(DEADLINE, world.stores().recoveries().find(RecoveryStore.Query.page(0)), this::recall,
                failure -> LOG.debug("past recoveries could not be read: {}", failure.getMessage()));
    }

    private void recall(List<RecoveryRecord> records) {
        for (RecoveryRecord record : records.reversed()) {
            if (record.outcome() != null) {
                failedOver(record.failed(), record.outcome());
            }
        }
    }

    /** A recovery is over. */
    void failedOver(InstanceKey failed, RecoveryOutcome outcome) {
        if (outcome.successful() && !outcome.successor().equals(failed)) {
            successors.replaceAll((_, before) -> before.equals(failed) ? outcome.successor() : before);
            successors.put(failed, outcome.successor());
            // A candidate that died under its promotion is no replica any more: it returns writable as well.
            outcome.lost().forEach(lost -> successors.put(lost, outcome.successor()));
            successors.remove(outcome.successor());
        }
    }

    /** A server was read. */
    void seen(InstanceKey key, InstanceSnapshot snapshot) {
        InstanceKey successor = successors.get(key);
        if (successor == null || snapshot.isReadOnly() || snapshot.isReplica() || underWay.contains(key)
                || !view.isMarkedLost(key) || !mayAct.getAsBoolean()) {
            return;
        }
        underWay.add(key);
        discovery.ask(successor, outcome -> {
            if (outcome instanceof ProbeOutcome.Seen seen && !seen.snapshot().isReadOnly()
                    && !seen.snapshot().isReplica()
                    && mayAct.getAsBoolean()) {
                fence(key, successor);
            } else {
                underWay.remove(key);
            }
        });
    }

    private void fence(InstanceKey key, InstanceKey successor) {
        String text =
                "the server " + key + ", lost in a recovery, is back and writable beside its successor " + successor
                        + "; it is made read-only";
        LOG.warn("{}", text);
        world.audit().audit(new AuditEntry("read-only", key, "", text));
        loop.within(DEADLINE.plusSeconds(1),
                world.servers().actuator().execute(new ServerAction.MakeReadOnly(key), Proof.of(loop.now()), DEADLINE),
                outcome -> {
                    underWay.remove(key);
                    if (!(outcome instanceof ActionOutcome.Done)) {
                        LOG.warn("{} could not be made read-only: {}; it is tried again with the next probe", key,
                                outcome);
                    }
                }, _ -> underWay.remove(key));
    }
}
