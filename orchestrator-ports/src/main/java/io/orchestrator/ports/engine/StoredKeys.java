package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

import io.orchestrator.domain.discovery.DiscoverySchedule;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps step with what other processes store and delete: what they forgot is forgotten here, what they found is known here. */
final class StoredKeys {
    private static final Logger LOG = LoggerFactory.getLogger(StoredKeys.class);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(10);

    private final Loop loop;
    private final InstanceStore store;
    private final FleetView view;
    private final DiscoveryLoop discovery;
    private final DiscoverySchedule schedule;
    private final Predicate<InstanceKey> formerNames;
    private Set<InstanceKey> stored = Set.of();
    /** Forgotten by another process lately. */
    private final Set<InstanceKey> forgottenElsewhere = new HashSet<>();

    /** @param formerNames names that known servers went by before */
    StoredKeys(Loop loop, InstanceStore store, FleetView view, DiscoveryLoop discovery, DiscoverySchedule schedule,
            Predicate<InstanceKey> formerNames) {
        this.loop = loop;
        this.store = store;
        this.view = view;
        this.discovery = discovery;
        this.schedule = schedule;
        this.formerNames = formerNames;
    }

    /** @param keys of all servers that are stored now */
    void read(Set<InstanceKey> keys) {
        for (InstanceKey key : stored) {
            if (!keys.contains(key) && view.observed(key).isPresent()) {
                LOG.info("{} was forgotten by another process", key);
                discovery.forget(key);
                forgottenElsewhere.add(key);
            }
        }
        stored = keys;
        forgottenElsewhere.removeIf(key -> !schedule.isForgotten(key, loop.now()));
        for (InstanceKey key : keys) {
            if (forgottenElsewhere.remove(key)) {
                // It was gone, and is there again: somebody has discovered it anew.
                discovery.insist(key);
            } else if (schedule.isForgotten(key, loop.now())) {
                loop.within(STORE_DEADLINE, store.forget(key), _ -> {},
                        failure -> LOG.debug("{} could not be forgotten: {}", key, failure.getMessage()));
            } else if (view.observed(key).isEmpty() && !formerNames.test(key)) {
                discovery.know(key);
            }
        }
    }
}
