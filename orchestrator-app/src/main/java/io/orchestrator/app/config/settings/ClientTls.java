package io.orchestrator.app.config.settings;

/**
 * TLS towards a MySQL server.
 *
 * @param use when to use it
 * @param skipVerify do not verify the server's certificate; the client certificate is then not sent either
 * @param privateKeyFile path, empty when not given; must not be encrypted
 * @param certificateFile path of the client certificate, empty when not given
 * @param authorityFile path of a trust root that is used beside the system roots, empty when not given
 */
public record ClientTls(
        Use use, boolean skipVerify, String privateKeyFile, String certificateFile, String authorityFile) {

    /** When TLS is used. */
    public enum Use {
        /** Never. */
        OFF,
        /** Where a server refuses plain connections; the verdict is remembered. */
        WHERE_DEMANDED,
        /** Always. */
        ALWAYS
    }
}
