package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/** A leading node with a cluster of three, whose probes can be scripted. */
abstract class DiscoveryFixture {
    static final Duration POLL = Duration.ofSeconds(1);
    static final InstanceKey STRANGER = new InstanceKey("tool.example.com", 3306);

    final VirtualTime time = new VirtualTime();
    final VirtualPatience patience = new VirtualPatience(time);
    final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    final InstanceKey source = keys.getFirst();
    final InstanceKey replica = keys.getLast();
    final InMemoryBackend backend = new InMemoryBackend(time);
    final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    final List<ScriptedProbes> wrapped = new ArrayList<>();
    Tuning.Probing probing = probing(HostFilters.NONE, 300, 150);
    Tuning.Retention retention = Tuning.Retention.DEFAULT;

    static Tuning.Probing probing(HostFilters ignored, int most, int mostSick) {
        Tuning.Probing some = Tuning.Probing.DEFAULT;
        return new Tuning.Probing(Duration.ofSeconds(10), some.evidenceDeadline(), most,
                new Tuning.Sick(mostSick, true, true), some.watchSleep(), some.watched(), new DiscoverySettings(POLL, 1,
                        Duration.ofSeconds(300), ignored, HostFilters.NONE, HostFilters.NONE));
    }

    NodeBuilder node(String name) {
        return new NodeBuilder(time, fleet, backend).named(name)
                .polling(POLL)
                .auditing(audit)
                .tuned(() -> NodeBuilder.tuned(probing, retention))
                .probing(servers -> {
                    ScriptedProbes probes = new ScriptedProbes(time, servers);
                    wrapped.add(probes);
                    return probes;
                });
    }

    ScriptedProbes probes() {
        return wrapped.getFirst();
    }

    Orchestrator lead(InstanceKey... seeds) {
        Orchestrator node = node("leader").seeds(List.of(seeds)).start();
        patience.until("the node to lead", node.nodes()::isLeader);
        return node;
    }

    Orchestrator leadAll() {
        Orchestrator node = lead(source);
        patience.until("all servers to be seen", () -> seen(node).containsAll(keys));
        return node;
    }

    Fleet picture(Orchestrator node) {
        return patience.await(node.fleet().picture()).fleet();
    }

    List<InstanceKey> known(Orchestrator node) {
        return picture(node).instances().stream().map(FleetInstance::key).toList();
    }

    List<InstanceKey> seen(Orchestrator node) {
        return picture(node).instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .map(FleetInstance::key)
                .toList();
    }

    Set<InstanceKey> stored() {
        return patience.await(backend.stores().instances().keys());
    }

    List<InstanceKey> audited(String type) {
        return audit.entries().stream().filter(entry -> entry.type().equals(type)).map(AuditEntry::key).toList();
    }

    void name(InstanceKey neighbour) {
        probes().saying.put(source, snapshot -> {
            List<InstanceKey> replicas = new ArrayList<>(snapshot.replicas());
            replicas.add(neighbour);
            return snapshot.withReplicas(replicas);
        });
    }
}
