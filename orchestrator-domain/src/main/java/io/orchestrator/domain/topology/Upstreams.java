package io.orchestrator.domain.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * The one known server above each server (discovery.md 3.6): the primary for a secondary of a group, the source of the default
 * channel otherwise. A source that is detached, {@code _}, the server itself or not known counts as none.
 */
final class Upstreams {
    private final Map<InstanceKey, FleetLink> known = new TreeMap<>();
    private final Map<InstanceKey, InstanceKey> byOtherName = new HashMap<>();
    private final Map<String, InstanceKey> primaries = new HashMap<>();

    Upstreams(Collection<FleetLink> links, HostAliases aliases) {
        for (FleetLink link : links) {
            known.put(link.key(), link);
        }
        for (FleetLink link : known.values()) {
            InstanceKey other = aliases.resolve(link.key());
            if (!other.equals(link.key())) {
                byOtherName.putIfAbsent(other, link.key());
            }
            if (link.groupPrimary()) {
                primaries.putIfAbsent(link.group(), link.key());
            }
        }
    }

    /** Upstream by server, in the order of keys; {@link InstanceKey#NONE} where there is none. */
    Map<InstanceKey, InstanceKey> all() {
        Map<InstanceKey, InstanceKey> upstreams = new TreeMap<>();
        known.forEach((key, link) -> upstreams.put(key, upstreamOf(link)));
        return upstreams;
    }

    private InstanceKey upstreamOf(FleetLink link) {
        InstanceKey wanted = link.source();
        if (!link.group().isEmpty() && !link.groupPrimary()) {
            wanted = link.primary().isValid()
                    ? link.primary()
                    : primaries.getOrDefault(link.group(), link.source());
        }
        InstanceKey found = knownAs(wanted);
        return found.equals(link.key()) ? InstanceKey.NONE : found;
    }

    private InstanceKey knownAs(InstanceKey name) {
        if (!name.isValid()) {
            return InstanceKey.NONE;
        }
        return known.containsKey(name) ? name : byOtherName.getOrDefault(name, InstanceKey.NONE);
    }
}
