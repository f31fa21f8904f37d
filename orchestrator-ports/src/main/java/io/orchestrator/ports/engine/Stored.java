package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.ports.driven.InstanceStore;

/**
 * What the store knows of the fleet.
 *
 * @param servers all of them
 * @param clusters names under which they were stored
 */
record Stored(List<ObservedInstance> servers, List<ClusterName> clusters) {
    Stored {
        servers = List.copyOf(servers);
        clusters = List.copyOf(clusters);
    }

    /** Reads it; {@code now} is this process' monotonic time. */
    static CompletionStage<Stored> read(InstanceStore store, Duration now) {
        return store.readAll(now).thenCombine(store.clusterNames(), Stored::new);
    }

    /** The same with one server as it is now. */
    Stored with(ObservedInstance server) {
        List<ObservedInstance> all =
                new ArrayList<>(servers.stream().filter(other -> !other.key().equals(server.key())).toList());
        all.add(server);
        return new Stored(all, clusters);
    }
}
