package io.orchestrator.backend.actuate;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetThreads;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.TimeSource;

/** Changes monitored servers over JDBC, each action on a virtual thread and a connection of its own. */
public final class TargetActuator implements InstanceActuator {
    private final TargetConnections connections;
    private final TargetThreads threads;
    private final TimeSource time;
    private volatile ActuatorSettings settings;

    public TargetActuator(ActuatorSettings settings, TargetConnections connections, TargetThreads threads,
            TimeSource time) {
        this.settings = settings;
        this.connections = connections;
        this.threads = threads;
        this.time = time;
    }

    /** Takes other settings; they hold from the next action on. */
    public void reconfigure(ActuatorSettings newSettings) {
        settings = newSettings;
    }

    @Override
    public CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline) {
        var run = new ActionRun(action, proof, deadline, settings, connections, time);
        return threads.within(deadline, run::run, run::onDeadline);
    }
}
