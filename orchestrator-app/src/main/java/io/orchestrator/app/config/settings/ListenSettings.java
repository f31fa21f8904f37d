package io.orchestrator.app.config.settings;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.key.TlsKeys;
import io.orchestrator.app.config.key.WebKeys;

/**
 * Where web and API are served (config.md 7.14 and 7.4).
 *
 * @param address TCP address
 * @param socketFile unix socket; when not empty, TCP and TLS are not served
 * @param urlPrefix prefix of every route: empty, or one leading and no trailing slash
 * @param statusEndpoint route of the status check; see {@link #statusRoute()}
 * @param tls TLS of the listener
 * @param statusDemandsUnit with mutual TLS, demand a valid OU for the status check too
 */
public record ListenSettings(
        ListenAddress address, String socketFile, String urlPrefix, String statusEndpoint, ServerTls tls,
        boolean statusDemandsUnit) {

    /**
     * The settings that configuration asks for.
     *
     * @throws IllegalArgumentException when {@code ListenAddress} is not {@code [host]:port}; check it first with
     *     {@link ListenAddress#parse}
     */
    public static ListenSettings from(Configuration configuration) {
        var prefix = configuration.get(WebKeys.URL_PREFIX);
        return new ListenSettings(
                ListenAddress.checked(WebKeys.LISTEN_ADDRESS.name(), configuration.get(WebKeys.LISTEN_ADDRESS)),
                configuration.get(WebKeys.LISTEN_SOCKET), prefix.equals("/") ? "" : prefix,
                configuration.get(WebKeys.STATUS_ENDPOINT),
                new ServerTls(
                        configuration.get(TlsKeys.USE_SSL), configuration.get(TlsKeys.USE_MUTUAL_TLS),
                        configuration.get(TlsKeys.SSL_SKIP_VERIFY), configuration.get(TlsKeys.SSL_PRIVATE_KEY_FILE),
                        configuration.get(TlsKeys.SSL_CERT_FILE), configuration.get(TlsKeys.SSL_CA_FILE),
                        configuration.get(TlsKeys.SSL_VALID_OUS)),
                configuration.get(WebKeys.STATUS_OU_VERIFY));
    }

    /** The whole path of the status check: the prefix goes before the default endpoint only (config.md 7.14). */
    public String statusRoute() {
        return statusEndpoint.equals(WebKeys.STATUS_ENDPOINT.defaultValue()) ? urlPrefix + statusEndpoint
                : statusEndpoint;
    }
}
