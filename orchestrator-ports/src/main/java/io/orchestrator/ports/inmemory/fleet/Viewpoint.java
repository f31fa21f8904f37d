package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.VirtualTime;

/** A simulated fleet as one process sees it. What it sends and hears, it sends and hears only while it runs. */
public final class Viewpoint {
    private final SimulatedFleet fleet;
    private final String place;
    private final VirtualTime.SimulatedProcess process;
    private final SimulatedProber prober;
    private final SimulatedActuator actuator;
    private final SimulatedWatch watch;
    private double lossOfAnswers;

    Viewpoint(SimulatedFleet fleet, String place, VirtualTime.SimulatedProcess process) {
        this.fleet = Objects.requireNonNull(fleet, "fleet");
        this.place = Objects.requireNonNull(place, "place");
        this.process = Objects.requireNonNull(process, "process");
        this.prober = new SimulatedProber(this);
        this.actuator = new SimulatedActuator(this);
        this.watch = new SimulatedWatch(this);
    }

    public World.Servers servers() {
        return new World.Servers(prober, actuator, watch);
    }

    public InstanceProber prober() {
        return prober;
    }

    public InstanceActuator actuator() {
        return actuator;
    }

    /** The tripwire. */
    SimulatedWatch watch() {
        return watch;
    }

    /** From now on this part of all answers to actions is lost; the statements are executed all the same. */
    public void loseAnswers(double part) {
        lossOfAnswers = part;
    }

    boolean losesAnswer(double dice) {
        return dice < lossOfAnswers;
    }

    SimulatedFleet fleet() {
        return fleet;
    }

    String place() {
        return place;
    }

    Duration now() {
        return fleet.time().monotonic();
    }

    VirtualTime.SimulatedProcess process() {
        return process;
    }

    /** Sends to a server. */
    void send(SimulatedServer server, Runnable arrive) {
        fleet.network().send(place, server.place, arrive);
    }

    /** Connects to a server. */
    void connect(SimulatedServer server, Runnable arrive) {
        fleet.network().connect(place, server.place, arrive);
    }

    /** A server's answer, taken up when this process runs. */
    void answer(SimulatedServer server, Runnable arrive) {
        fleet.network().send(server.place, place, () -> process.execute(arrive));
    }
}
