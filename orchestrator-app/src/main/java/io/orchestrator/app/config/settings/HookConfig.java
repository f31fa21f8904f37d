package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.HookKeys.ON_FAILURE_DETECTION_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.ON_FAILURE_DETECTION_PROCESSES_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.HookKeys.POST_FAILOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.POST_GRACEFUL_TAKEOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.POST_INTERMEDIATE_MASTER_FAILOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.POST_MASTER_FAILOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.POST_TAKE_MASTER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.POST_UNSUCCESSFUL_FAILOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.PRE_FAILOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.PRE_GRACEFUL_TAKEOVER_PROCESSES;
import static io.orchestrator.app.config.key.HookKeys.PROCESSES_SHELL_COMMAND;
import static io.orchestrator.app.config.key.HookKeys.PROCESSES_TIMEOUT_SECONDS;

/**
 * Commands run around recoveries (config.md 7.11 and 8), each list in order.
 *
 * @param shell program that runs each command
 * @param limit for each process that is waited for; zero is without limit
 * @param detectionLimit for all detection hooks of one detection together; zero is without limit
 * @param onFailureDetection a failure holds nothing back
 * @param preGracefulTakeover a failure aborts
 * @param preFailover a failure aborts
 * @param postSourceFailover after a successful recovery of a source
 * @param postIntermediateFailover after a successful recovery of an intermediate source or group member
 * @param postFailover after any recovery with a successor
 * @param postUnsuccessfulFailover after any attempted recovery without one
 * @param postGracefulTakeover after a planned takeover
 * @param postTakeMaster after a successful take-master
 */
public record HookConfig(
        String shell, Duration limit, Duration detectionLimit, List<String> onFailureDetection,
        List<String> preGracefulTakeover,
        List<String> preFailover, List<String> postSourceFailover, List<String> postIntermediateFailover,
        List<String> postFailover, List<String> postUnsuccessfulFailover, List<String> postGracefulTakeover,
        List<String> postTakeMaster) {

    public HookConfig {
        onFailureDetection = List.copyOf(onFailureDetection);
        preGracefulTakeover = List.copyOf(preGracefulTakeover);
        preFailover = List.copyOf(preFailover);
        postSourceFailover = List.copyOf(postSourceFailover);
        postIntermediateFailover = List.copyOf(postIntermediateFailover);
        postFailover = List.copyOf(postFailover);
        postUnsuccessfulFailover = List.copyOf(postUnsuccessfulFailover);
        postGracefulTakeover = List.copyOf(postGracefulTakeover);
        postTakeMaster = List.copyOf(postTakeMaster);
    }

    /** The settings that configuration asks for. */
    public static HookConfig from(Configuration configuration) {
        return new HookConfig(
                configuration.get(PROCESSES_SHELL_COMMAND), Units.seconds(configuration.get(PROCESSES_TIMEOUT_SECONDS)),
                Units.seconds(configuration.get(ON_FAILURE_DETECTION_PROCESSES_TIMEOUT_SECONDS)),
                configuration.get(ON_FAILURE_DETECTION_PROCESSES),
                configuration.get(PRE_GRACEFUL_TAKEOVER_PROCESSES), configuration.get(PRE_FAILOVER_PROCESSES),
                configuration.get(POST_MASTER_FAILOVER_PROCESSES),
                configuration.get(POST_INTERMEDIATE_MASTER_FAILOVER_PROCESSES),
                configuration.get(POST_FAILOVER_PROCESSES), configuration.get(POST_UNSUCCESSFUL_FAILOVER_PROCESSES),
                configuration.get(POST_GRACEFUL_TAKEOVER_PROCESSES), configuration.get(POST_TAKE_MASTER_PROCESSES));
    }

    /** Not printed: may embed passwords (config.md 6). */
    @Override
    public String toString() {
        return "HookConfig[not shown]";
    }
}
