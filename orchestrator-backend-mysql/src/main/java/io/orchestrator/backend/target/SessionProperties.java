package io.orchestrator.backend.target;

import java.time.Duration;
import java.util.Properties;

/**
 * The driver's settings. All that would cost a round trip or a statement on the server is off: a connection costs one statement
 * beyond the handshake and those the purpose asks for.
 */
final class SessionProperties {
    private static final String OF_AN_OPERATION = "wait_timeout=2,time_zone='+00:00'";
    private static final int MAX_MILLIS = 600_000;

    private final TargetSettings settings;
    private final PemStores stores;

    /** @throws IllegalArgumentException naming a certificate or key file that cannot be used */
    SessionProperties(TargetSettings settings) {
        this(settings, PemStores.of(settings.tls()));
    }

    private SessionProperties(TargetSettings settings, PemStores stores) {
        this.settings = settings;
        this.stores = stores;
    }

    /**
     * The same of other settings; files are read anew only where other ones are named.
     *
     * @throws IllegalArgumentException naming a certificate or key file that cannot be used
     */
    SessionProperties with(TargetSettings others) {
        return others.tls().equals(settings.tls()) ? new SessionProperties(others, stores)
                : new SessionProperties(others);
    }

    TargetSettings settings() {
        return settings;
    }

    /**
     * Whether a connection that was made with others is as good as one made with these.
     *
     * @param others what it was made with
     * @param encrypted whether it is encrypted
     */
    boolean accepts(SessionProperties others, boolean encrypted) {
        boolean inClearAsEver = !encrypted && switch (settings.tls().mode()) {
            case DISABLED, MIXED -> true;
            case PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> false;
        };
        return settings.maxPacket() == others.settings.maxPacket()
                && (inClearAsEver || settings.tls().equals(others.settings.tls()));
    }

    /** Whether the configured mode encrypts by itself; says nothing for the mixed mode. */
    boolean configuredTls() {
        return settings.tls().mode() != TlsSettings.Mode.DISABLED;
    }

    Properties of(SessionPurpose purpose, Credentials credentials, Duration left, boolean encrypted) {
        var all = new Properties();
        all.setProperty("user", credentials.user());
        all.setProperty("password", credentials.password());
        // A caching_sha2_password account on a plain connection asks for the server's key (discovery.md 5.1).
        all.setProperty("allowPublicKeyRetrieval", "true");
        Duration toConnect = left.compareTo(settings.connectTimeout()) < 0 ? left : settings.connectTimeout();
        all.setProperty("connectTimeout", millis(toConnect));
        all.setProperty("socketTimeout", millis(left));
        all.setProperty("tcpKeepAlive", "true");
        all.setProperty("characterEncoding", "UTF-8");
        all.setProperty("connectionCollation", "utf8mb4_general_ci");
        all.setProperty("characterSetResults", "UTF-8");
        // A probe reads row by row, for which the driver would set a longer net_write_timeout each time.
        all.setProperty("netTimeoutForStreamingResults", "0");
        // Our sockets read ahead; the driver's own buffer of 16 KiB lasts as long as the connection.
        all.setProperty("socketFactory", KeptSockets.class.getName());
        all.setProperty("useReadAheadInput", "false");
        all.setProperty("connectionAttributes", "none");
        all.setProperty("cacheServerConfiguration", "true");
        all.setProperty("useLocalSessionState", "true");
        all.setProperty("elideSetAutoCommits", "true");
        all.setProperty("useServerPrepStmts", "false");
        all.setProperty("useInformationSchema", "false");
        all.setProperty("detectCustomCollations", "false");
        all.setProperty("zeroDateTimeBehavior", "CONVERT_TO_NULL");
        all.setProperty("dontTrackOpenResources", "true");
        if (settings.maxPacket() > 0) {
            all.setProperty("maxAllowedPacket", Integer.toString(settings.maxPacket()));
        }
        switch (purpose) {
            case PROBE -> all.setProperty("allowMultiQueries", "true");
            case OPERATION -> all.setProperty("sessionVariables", OF_AN_OPERATION);
            case SCRIPT -> {
                all.setProperty("allowMultiQueries", "true");
                all.setProperty("sessionVariables", OF_AN_OPERATION);
            }
            case WATCH -> {
                // Nothing more.
            }
        }
        addTls(all, encrypted);
        return all;
    }

    private void addTls(Properties all, boolean encrypted) {
        all.setProperty("sslMode", switch (settings.tls().mode()) {
            case DISABLED -> "DISABLED";
            case MIXED -> !encrypted ? "DISABLED" : settings.tls().caFile() == null ? "REQUIRED" : "VERIFY_IDENTITY";
            case PREFERRED -> "PREFERRED";
            case REQUIRED -> "REQUIRED";
            case VERIFY_CA -> "VERIFY_CA";
            case VERIFY_IDENTITY -> "VERIFY_IDENTITY";
        });
        if (encrypted) {
            stores.addTo(all);
        }
    }

    private static String millis(Duration duration) {
        return Long.toString(Math.clamp(duration.toMillis(), 1, MAX_MILLIS));
    }
}
