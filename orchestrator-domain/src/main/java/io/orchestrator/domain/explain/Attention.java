package io.orchestrator.domain.explain;

import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/** Makes the analyzer look at a server in maintenance, which it leaves out. */
final class Attention {
    private Attention() {}

    static Topology withoutMaintenance(Topology topology, InstanceKey key) {
        FleetInstance member = topology.members().get(key);
        if (member == null || !member.annotations().inMaintenance()) {
            return topology;
        }
        Map<InstanceKey, FleetInstance> members = new TreeMap<>(topology.members());
        members.put(key, member.annotated(member.annotations().withMaintenance(false)));
        return new Topology(topology.name(), topology.alias(), topology.domain(), members);
    }
}
