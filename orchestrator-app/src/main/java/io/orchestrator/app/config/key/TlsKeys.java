package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of TLS towards servers, backend and clients (config.md 7.4). */
public final class TlsKeys {

    /** Always use TLS towards managed servers. */
    public static final Key<Boolean> MYSQL_TOPOLOGY_USE_MUTUAL_TLS = Key.flag("MySQLTopologyUseMutualTLS", false);

    /** Probe once without TLS; if the server answers error 3159 or 'access denied', use TLS from then on. */
    public static final Key<Boolean> MYSQL_TOPOLOGY_USE_MIXED_TLS = Key.flag("MySQLTopologyUseMixedTLS", true);

    /** Do not verify the server certificate. */
    public static final Key<Boolean> MYSQL_TOPOLOGY_SSL_SKIP_VERIFY =
            Key.flag("MySQLTopologySSLSkipVerify", false).restart();

    /** Client certificate (PEM); loaded only with mutual TLS on, verification on and both files given. */
    public static final Key<String> MYSQL_TOPOLOGY_SSL_CERT_FILE = Key.text("MySQLTopologySSLCertFile", "").restart();

    /** Private key for that certificate; must not be encrypted. */
    public static final Key<String> MYSQL_TOPOLOGY_SSL_PRIVATE_KEY_FILE =
            Key.text("MySQLTopologySSLPrivateKeyFile", "").restart();

    /** Trust root for the certificates of managed servers, beside the system roots. */
    public static final Key<String> MYSQL_TOPOLOGY_SSL_CA_FILE = Key.text("MySQLTopologySSLCAFile", "").restart();

    /** Lifetime of the mixed-TLS verdict in poll intervals; without effect by the contract, honoured here from the start on. */
    public static final Key<Long> TLS_CACHE_TTL_FACTOR = Key.unsigned("TLSCacheTTLFactor", 100).unused();

    /** Use TLS towards the backend. */
    public static final Key<Boolean> MYSQL_ORCHESTRATOR_USE_MUTUAL_TLS =
            Key.flag("MySQLOrchestratorUseMutualTLS", false).partly();

    /** Do not verify the certificate of the backend. */
    public static final Key<Boolean> MYSQL_ORCHESTRATOR_SSL_SKIP_VERIFY =
            Key.flag("MySQLOrchestratorSSLSkipVerify", false).restart();

    /** Client certificate for the backend; loaded when verification is on and both files are given. */
    public static final Key<String> MYSQL_ORCHESTRATOR_SSL_CERT_FILE =
            Key.text("MySQLOrchestratorSSLCertFile", "").restart();

    /** Private key for it; must not be encrypted. */
    public static final Key<String> MYSQL_ORCHESTRATOR_SSL_PRIVATE_KEY_FILE =
            Key.text("MySQLOrchestratorSSLPrivateKeyFile", "").restart();

    /** Trust root for the certificate of the backend, beside the system roots. */
    public static final Key<String> MYSQL_ORCHESTRATOR_SSL_CA_FILE =
            Key.text("MySQLOrchestratorSSLCAFile", "").restart();

    /** Serve web/API over HTTPS on {@code ListenAddress} (not on a unix socket). */
    public static final Key<Boolean> USE_SSL = Key.flag("UseSSL", false).restart();

    /**
     * Verify client certificates when given, and reject (HTTP 401) every request whose verified chain
     * carries none of the allowed OUs.
     */
    public static final Key<Boolean> USE_MUTUAL_TLS = Key.flag("UseMutualTLS", false).restart();

    /** Skip certificate verification in the HTTPS listener's TLS settings and in the raft HTTP client. */
    public static final Key<Boolean> SSL_SKIP_VERIFY = Key.flag("SSLSkipVerify", false).restart();

    /** HTTPS private key; if encrypted, the passphrase is asked on the terminal at start. */
    public static final Key<String> SSL_PRIVATE_KEY_FILE = Key.text("SSLPrivateKeyFile", "").restart();

    /** HTTPS certificate. */
    public static final Key<String> SSL_CERT_FILE = Key.text("SSLCertFile", "").restart();

    /** CA for client certificates; for the raft HTTP client it is the server trust root. */
    public static final Key<String> SSL_CA_FILE = Key.text("SSLCAFile", "").restart();

    /** Accepted organisational units with mutual TLS. */
    public static final Key<List<String>> SSL_VALID_OUS = Key.list("SSLValidOUs").restart();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            MYSQL_TOPOLOGY_USE_MUTUAL_TLS, MYSQL_TOPOLOGY_USE_MIXED_TLS, MYSQL_TOPOLOGY_SSL_SKIP_VERIFY,
            MYSQL_TOPOLOGY_SSL_CERT_FILE, MYSQL_TOPOLOGY_SSL_PRIVATE_KEY_FILE,
            MYSQL_TOPOLOGY_SSL_CA_FILE, TLS_CACHE_TTL_FACTOR, MYSQL_ORCHESTRATOR_USE_MUTUAL_TLS,
            MYSQL_ORCHESTRATOR_SSL_SKIP_VERIFY, MYSQL_ORCHESTRATOR_SSL_CERT_FILE,
            MYSQL_ORCHESTRATOR_SSL_PRIVATE_KEY_FILE, MYSQL_ORCHESTRATOR_SSL_CA_FILE, USE_SSL,
            USE_MUTUAL_TLS, SSL_SKIP_VERIFY, SSL_PRIVATE_KEY_FILE, SSL_CERT_FILE, SSL_CA_FILE,
            SSL_VALID_OUS);

    private TlsKeys() {}
}
