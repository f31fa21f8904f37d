package io.orchestrator.ports.inmemory;

import java.util.HashMap;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.HostnameResolver;

/** Knows the names that probes have taught it; any other name is its own. */
public final class InMemoryResolver implements HostnameResolver {
    private final Map<InstanceKey, InstanceKey> names = new HashMap<>();

    @Override
    public synchronized InstanceKey resolve(InstanceKey key) {
        return names.getOrDefault(key, key);
    }

    @Override
    public synchronized void learn(InstanceKey probed, InstanceKey reported) {
        if (probed.equals(reported)) {
            names.remove(probed);
        } else {
            names.put(probed, reported);
        }
    }
}
