package io.orchestrator.backend;

import java.time.Duration;
import java.util.function.Supplier;

import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.actuate.TargetActuator;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.probe.TargetProber;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TargetThreads;
import io.orchestrator.backend.target.TargetWatch;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driven.TimeSource;

/** The three adapters that touch monitored servers, on shared connections and threads. */
public final class TargetAdapters implements AutoCloseable {
    /** Longer than anybody lets a healthy server wait for its next probe. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);
    private static final Duration IDLE_CHECK = Duration.ofMinutes(1);

    private final TargetThreads threads;
    private final TargetConnections connections;
    private final TargetProber prober;
    private final TargetActuator actuator;
    private final TargetWatch watch;

    /** Adapters of which nobody counts anything. */
    public TargetAdapters(TargetSettings target, ProbeSettings probe, ActuatorSettings actuate,
            Supplier<Credentials> credentials, TimeSource time) {
        this(target, probe, actuate, credentials, time, MetricsSink.NONE);
    }

    /**
     * @param target how to connect
     * @param probe what probes read
     * @param actuate how servers are changed
     * @param credentials the account on every monitored server, asked for at each connection
     * @param time the process' clocks
     * @param metrics where is counted what the contract counts of connections
     * @throws IllegalArgumentException when a certificate or key file cannot be used; the message names it
     */
    public TargetAdapters(TargetSettings target, ProbeSettings probe, ActuatorSettings actuate,
            Supplier<Credentials> credentials, TimeSource time, MetricsSink metrics) {
        connections = new TargetConnections(target, credentials, time, metrics);
        threads = new TargetThreads();
        prober = new TargetProber(probe, connections, threads, time);
        actuator = new TargetActuator(actuate, connections, threads, time);
        watch = new TargetWatch(connections, threads, time);
        threads.every(IDLE_CHECK, () -> endIdle(LONGEST_IDLE));
    }

    /** Ends probe connections that nothing has used for that long; done by itself after five minutes. */
    public void endIdle(Duration longest) {
        connections.endIdle(longest);
    }

    public InstanceProber prober() {
        return prober;
    }

    public InstanceActuator actuator() {
        return actuator;
    }

    public ServerWatch watch() {
        return watch;
    }

    /**
     * Takes what a reload of the configuration changed: for connections, probes and actions that begin from then on, and for kept
     * connections that do not fit any more.
     *
     * @throws IllegalArgumentException when a certificate or key file cannot be used; the message names it, and nothing has changed
     */
    public void reconfigure(TargetSettings target, ProbeSettings probe, ActuatorSettings actuate) {
        prepare(target, probe, actuate).run();
    }

    /**
     * The same in two steps, for somebody who changes more than this, or nothing.
     *
     * @return puts the settings into effect, and cannot fail
     * @throws IllegalArgumentException when a certificate or key file cannot be used; the message names it, and nothing has changed
     */
    public Runnable prepare(TargetSettings target, ProbeSettings probe, ActuatorSettings actuate) {
        Runnable connect = connections.prepare(target);
        return () -> {
            connect.run();
            prober.reconfigure(probe);
            actuator.reconfigure(actuate);
        };
    }

    /** Probe connections kept now; for metrics. */
    public long keptConnections() {
        return connections.keptConnections();
    }

    /** Watches that stand now; for metrics. */
    public int watches() {
        return watch.armed();
    }

    /** Threads that wait for a monitored server now; for metrics. */
    public int waitingThreads() {
        return threads.running();
    }

    /** Drops all that is kept for a server: probe connection, readings, watch. */
    public void forget(InstanceKey key) {
        watch.disarm(key);
        prober.forget(key);
    }

    /** Ends watches, then closes connections, then the timer. Work under way ends with its connection or deadline. */
    @Override
    public void close() {
        watch.close();
        connections.close();
        threads.close();
    }
}
