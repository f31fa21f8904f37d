package io.orchestrator.domain.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ReplicaStatus;

/** Which servers a successful probe leads to (discovery.md 5.7). */
public final class Neighbours {
    private Neighbours() {}

    /** The outcome without the replicas that {@code DiscoveryIgnoreReplicaHostnameFilters} hides, under the names they go by (5.6). */
    public static ProbeOutcome withoutIgnored(ProbeOutcome outcome, DiscoverySettings settings) {
        if (!(outcome instanceof ProbeOutcome.Seen seen)) {
            return outcome;
        }
        List<InstanceKey> replicas = seen.snapshot().replicas();
        List<InstanceKey> shown =
                replicas.stream().filter(key -> !settings.ignoredReplicas().matches(key)).toList();
        return shown.size() == replicas.size() ? outcome
                : seen.with(seen.snapshot().withReplicas(shown));
    }

    /** Members of its group, then its replicas, then the sources of its channels; valid keys that no filter excludes, each once. */
    public static List<InstanceKey> of(InstanceSnapshot snapshot, DiscoverySettings settings) {
        List<InstanceKey> below = new ArrayList<>();
        if (snapshot.group() != null) {
            below.addAll(snapshot.group().members());
        }
        below.addAll(snapshot.replicas());
        LinkedHashSet<InstanceKey> found = new LinkedHashSet<>();
        below.stream().filter(key -> !settings.ignoredReplicas().matches(key)).forEachOrdered(found::add);
        snapshot.channels()
                .stream()
                .map(ReplicaStatus::source)
                .filter(key -> !settings.ignoredSources().matches(key))
                .forEachOrdered(found::add);
        found.removeIf(key -> !key.isValid() || key.equals(snapshot.key()) || settings.ignored().matches(key));
        return List.copyOf(found);
    }
}
