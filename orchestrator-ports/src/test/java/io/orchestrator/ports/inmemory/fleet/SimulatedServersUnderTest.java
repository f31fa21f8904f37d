package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.contract.Patience;
import io.orchestrator.ports.contract.ServersUnderTest;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;

/** A simulated source with two replicas. */
final class SimulatedServersUnderTest implements ServersUnderTest {
    private final VirtualTime time = new VirtualTime();
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db", 3301, 3, 0);
    private final SimulatedClients clients = new SimulatedClients(fleet, "clients", keys);
    private final Viewpoint viewpoint = fleet.viewpoint("node", time.process());

    @Override
    public InstanceKey source() {
        return keys.getFirst();
    }

    @Override
    public List<InstanceKey> replicas() {
        return keys.subList(1, 3);
    }

    @Override
    public boolean write(InstanceKey key) {
        long before = clients.count();
        clients.write(key);
        return time.runUntil(() -> clients.count() > before, Duration.ofSeconds(1));
    }

    @Override
    public void kill(InstanceKey key) {
        fleet.kill(key);
    }

    @Override
    public void shutDown(InstanceKey key) {
        fleet.shutDown(key);
    }

    @Override
    public void hang(InstanceKey key) {
        fleet.hang(key);
    }

    @Override
    public void resume(InstanceKey key) {
        fleet.resume(key);
    }

    @Override
    public void stopApplier(InstanceKey key) {
        fleet.stopApplier(key);
    }

    @Override
    public InstanceProber prober() {
        return viewpoint.prober();
    }

    @Override
    public InstanceActuator actuator() {
        return viewpoint.actuator();
    }

    @Override
    public ServerWatch watch() {
        return viewpoint.servers().watch();
    }

    @Override
    public Patience patience() {
        return new VirtualPatience(time);
    }

    @Override
    public Duration now() {
        return time.monotonic();
    }

    @Override
    public void close() {}
}
