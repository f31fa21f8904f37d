package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.LostServers;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.IntentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the leader: downtimes of servers lost in a recovery last until those are in duty again (recovery.md 7.11). */
final class LostServerKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(LostServerKeeping.class);
    private static final Duration LOST_AT_LEAST = Duration.ofMinutes(1);

    private final Loop loop;
    private final IntentStore store;
    private final AuditLog audit;
    private final Housekeeping.Runner runner;
    private final Runnable intentsChanged;
    /** Since when this leader has known of a downtime; the backend's clock need not agree with its own. */
    private final Map<InstanceKey, Duration> knownSince = new HashMap<>();

    LostServerKeeping(Loop loop, IntentStore store, AuditLog audit, Housekeeping.Runner runner,
            Runnable intentsChanged) {
        this.loop = loop;
        this.store = store;
        this.audit = audit;
        this.runner = runner;
        this.intentsChanged = intentsChanged;
    }

    /** This node leads no more. */
    void clear() {
        knownSince.clear();
    }

    /** Prolongs running downtimes of lost servers, and ends those of servers that are back. */
    void prolongAndEnd(Fleet fleet) {
        runner.run("downtimes of lost servers", () -> store.prolongLostDowntimes(Downtime.LOST_FOR), _ -> {});
        Set<InstanceKey> lost = new HashSet<>();
        Selections.lostInRecovery(fleet).stream().map(FleetInstance::key).forEach(lost::add);
        knownSince.keySet().retainAll(lost);
        lost.forEach(key -> knownSince.putIfAbsent(key, loop.now()));
        if (lost.isEmpty()) {
            return;
        }
        for (InstanceKey key : LostServers.back(fleet)) {
            Duration since = knownSince.getOrDefault(key, loop.now());
            if (loop.now().minus(since).compareTo(LOST_AT_LEAST) >= 0) {
                runner.run("end of the downtime of " + key, () -> store.endDowntime(key), had -> ended(key, had));
            }
        }
    }

    private void ended(InstanceKey key, boolean had) {
        if (had) {
            LOG.info("{} was lost in a recovery and is in duty again; its downtime is over", key);
            audit.audit(new AuditEntry("end-downtime", key, "", "lost in a recovery, and in duty again"));
            intentsChanged.run();
        }
    }
}
