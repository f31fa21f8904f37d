package io.orchestrator.domain.topology;

import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * Other names of hosts: what the resolve table says (discovery.md 7, detection.md 3). A replica that names its source by the other
 * name belongs to it all the same.
 *
 * @param resolved resolved name by known host name; only entries that differ matter
 */
public record HostAliases(Map<String, String> resolved) {
    public static final HostAliases NONE = new HostAliases(Map.of());

    public HostAliases {
        resolved = Map.copyOf(resolved);
    }

    /** The key under which others know this server. */
    InstanceKey resolve(InstanceKey key) {
        String other = resolved.get(key.hostname());
        return other == null || other.equals(key.hostname()) ? key
                : new InstanceKey(Objects.requireNonNull(other), key.port());
    }
}
