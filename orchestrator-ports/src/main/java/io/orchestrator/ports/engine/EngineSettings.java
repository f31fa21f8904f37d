package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;

/**
 * What the engine is told once; {@link Tuning} holds what a reload may change.
 *
 * @param self this process
 * @param version build version, shown to other nodes
 * @param backend where the backend is, shown to other nodes
 * @param lease our leader lease
 * @param pollInterval {@code InstancePollSeconds}
 * @param discovers whether this node stands for election, probes and recovers ({@code --discovery})
 * @param seeds servers to begin with ({@code DiscoverySeeds})
 * @param command the command that this process was started for; empty for a service node, which others may send people to
 */
public record EngineSettings(NodeId self, String version, String backend, Duration lease, Duration pollInterval,
        boolean discovers, List<InstanceKey> seeds, String command) {
    /** The contract's lease towards owners that keep none of ours. */
    public static final Duration CONTRACT_LEASE = Duration.ofSeconds(5);

    public EngineSettings {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(pollInterval, "pollInterval");
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(command, "command");
    }

    /** Settings of a service node. */
    public EngineSettings(NodeId self, String version, String backend, Duration lease, Duration pollInterval,
            boolean discovers, List<InstanceKey> seeds) {
        this(self, version, backend, lease, pollInterval, discovers, seeds, "");
    }

    /** The same in a process that was started for a command. */
    public EngineSettings forCommand(String newCommand) {
        return new EngineSettings(self, version, backend, lease, pollInterval, discovers, seeds, newCommand);
    }

    public static EngineSettings of(NodeId self) {
        return new EngineSettings(self, "", "", Duration.ofSeconds(3), Duration.ofSeconds(5), true, List.of());
    }
}
