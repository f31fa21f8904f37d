package io.orchestrator.ports.inmemory.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;

/** Servers that may replicate from each other. */
final class SimulatedCluster {
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final List<ServerUuid> uuids = new ArrayList<>();

    void add(SimulatedServer server) {
        servers.add(server);
        uuids.add(server.uuid);
    }

    List<SimulatedServer> servers() {
        return servers;
    }

    List<ServerUuid> uuids() {
        return uuids;
    }

    int size() {
        return servers.size();
    }

    Optional<SimulatedServer> find(InstanceKey key) {
        for (SimulatedServer server : servers) {
            if (server.key.equals(key)) {
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }
}
