package io.orchestrator.app.config.settings;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.TlsKeys.MYSQL_TOPOLOGY_SSL_CA_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_TOPOLOGY_SSL_CERT_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_TOPOLOGY_SSL_PRIVATE_KEY_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_TOPOLOGY_SSL_SKIP_VERIFY;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_TOPOLOGY_USE_MIXED_TLS;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_TOPOLOGY_USE_MUTUAL_TLS;
import static io.orchestrator.app.config.key.TlsKeys.TLS_CACHE_TTL_FACTOR;
import static io.orchestrator.app.config.key.TopologyKeys.MYSQL_TOPOLOGY_PASSWORD;
import static io.orchestrator.app.config.key.TopologyKeys.MYSQL_TOPOLOGY_USER;

/**
 * How we log in on every managed server (config.md 7.3 and 7.4).
 *
 * @param user the account
 * @param password its password
 * @param tls TLS of the connection
 * @param tlsVerdictPolls for how many poll intervals a server stays known to demand TLS or not
 */
public record TopologyCredentials(String user, Secret password, ClientTls tls, int tlsVerdictPolls) {

    /** The settings that configuration asks for. */
    public static TopologyCredentials from(Configuration configuration) {
        return new TopologyCredentials(
                configuration.get(MYSQL_TOPOLOGY_USER), Secret.of(configuration.get(MYSQL_TOPOLOGY_PASSWORD)),
                new ClientTls(
                        use(configuration), configuration.get(MYSQL_TOPOLOGY_SSL_SKIP_VERIFY),
                        configuration.get(MYSQL_TOPOLOGY_SSL_PRIVATE_KEY_FILE),
                        configuration.get(MYSQL_TOPOLOGY_SSL_CERT_FILE),
                        configuration.get(MYSQL_TOPOLOGY_SSL_CA_FILE)),
                Units.count(configuration.get(TLS_CACHE_TTL_FACTOR)));
    }

    private static ClientTls.Use use(Configuration configuration) {
        if (configuration.get(MYSQL_TOPOLOGY_USE_MUTUAL_TLS)) {
            return ClientTls.Use.ALWAYS;
        }
        return configuration.get(MYSQL_TOPOLOGY_USE_MIXED_TLS) ? ClientTls.Use.WHERE_DEMANDED : ClientTls.Use.OFF;
    }
}
