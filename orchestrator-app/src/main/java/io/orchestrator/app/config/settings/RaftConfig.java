package io.orchestrator.app.config.settings;

import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.RaftKeys.DEFAULT_RAFT_PORT;
import static io.orchestrator.app.config.key.RaftKeys.HTTP_ADVERTISE;
import static io.orchestrator.app.config.key.RaftKeys.RAFT_ADVERTISE;
import static io.orchestrator.app.config.key.RaftKeys.RAFT_BIND;
import static io.orchestrator.app.config.key.RaftKeys.RAFT_DATA_DIR;
import static io.orchestrator.app.config.key.RaftKeys.RAFT_ENABLED;
import static io.orchestrator.app.config.key.RaftKeys.RAFT_NODES;

/**
 * Consensus between nodes (config.md 7.13).
 *
 * @param enabled refused at start by this version
 * @param dataDirectory log and snapshots
 * @param bind {@code host[:port]} to listen on
 * @param advertise {@code host[:port]} that peers use
 * @param nodes all members, {@code host[:port]}
 * @param defaultPort for entries without a port
 * @param httpAdvertise URL under which peers reach our API; empty means computed
 */
public record RaftConfig(
        boolean enabled, String dataDirectory, String bind, String advertise, List<String> nodes,
        int defaultPort, String httpAdvertise) {

    public RaftConfig {
        nodes = List.copyOf(nodes);
    }

    /** The settings that configuration asks for. */
    public static RaftConfig from(Configuration configuration) {
        return new RaftConfig(
                configuration.get(RAFT_ENABLED), configuration.get(RAFT_DATA_DIR), configuration.get(RAFT_BIND),
                configuration.get(RAFT_ADVERTISE), configuration.get(RAFT_NODES),
                Units.count(configuration.get(DEFAULT_RAFT_PORT)), configuration.get(HTTP_ADVERTISE));
    }
}
