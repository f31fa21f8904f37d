package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.HostAgentKeys.AGENTS_SERVER_PORT;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENTS_USE_MUTUAL_TLS;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENTS_USE_SSL;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENT_POLL_MINUTES;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENT_SSL_CA_FILE;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENT_SSL_CERT_FILE;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENT_SSL_PRIVATE_KEY_FILE;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENT_SSL_SKIP_VERIFY;
import static io.orchestrator.app.config.key.HostAgentKeys.AGENT_SSL_VALID_OUS;
import static io.orchestrator.app.config.key.HostAgentKeys.SEED_WAIT_SECONDS_BEFORE_SEND;
import static io.orchestrator.app.config.key.HostAgentKeys.SERVE_AGENTS_HTTP;
import static io.orchestrator.app.config.key.HostAgentKeys.STALE_SEED_FAIL_MINUTES;
import static io.orchestrator.app.config.key.HostAgentKeys.UNSEEN_AGENT_FORGET_HOURS;

/**
 * Host agents (config.md 7.16).
 *
 * @param enabled open the second listener and poll host agents
 * @param address of that listener
 * @param useTls TLS on that listener and towards host agents
 * @param mutualTls verify client certificates there
 * @param skipVerify do not verify certificates
 * @param privateKeyFile path, empty when not given
 * @param certificateFile path, empty when not given
 * @param authorityFile path, empty when not given
 * @param validOrganisationalUnits accepted OUs
 * @param pollInterval age after which a host agent is polled again
 * @param forgetAfter unseen host agents are dropped after this
 * @param seedTimeout a seed without progress fails after this
 * @param seedPause between telling the receiver to listen and the sender to send
 */
public record HostAgentConfig(
        boolean enabled, ListenAddress address, boolean useTls, boolean mutualTls, boolean skipVerify,
        String privateKeyFile, String certificateFile, String authorityFile,
        List<String> validOrganisationalUnits, Duration pollInterval, Duration forgetAfter,
        Duration seedTimeout, Duration seedPause) {

    public HostAgentConfig {
        validOrganisationalUnits = List.copyOf(validOrganisationalUnits);
    }

    /** The settings that configuration asks for. */
    public static HostAgentConfig from(Configuration configuration) {
        return new HostAgentConfig(
                configuration.get(SERVE_AGENTS_HTTP),
                ListenAddress.checked(AGENTS_SERVER_PORT.name(), configuration.get(AGENTS_SERVER_PORT)),
                configuration.get(AGENTS_USE_SSL), configuration.get(AGENTS_USE_MUTUAL_TLS),
                configuration.get(AGENT_SSL_SKIP_VERIFY), configuration.get(AGENT_SSL_PRIVATE_KEY_FILE),
                configuration.get(AGENT_SSL_CERT_FILE), configuration.get(AGENT_SSL_CA_FILE),
                configuration.get(AGENT_SSL_VALID_OUS), Units.minutes(configuration.get(AGENT_POLL_MINUTES)),
                Units.hours(configuration.get(UNSEEN_AGENT_FORGET_HOURS)),
                Units.minutes(configuration.get(STALE_SEED_FAIL_MINUTES)),
                Units.seconds(configuration.get(SEED_WAIT_SECONDS_BEFORE_SEND)));
    }
}
