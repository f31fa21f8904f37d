package io.orchestrator.backend.target;

import java.time.Duration;
import java.util.Objects;

/**
 * How monitored servers are connected to.
 *
 * @param connectTimeout for the TCP connection ({@code MySQLConnectTimeoutSeconds})
 * @param lifetime age at which a kept connection is replaced, zero = never ({@code MySQLConnectionLifetimeSeconds})
 * @param tlsVerdictLifetime how long a server stays known to insist on TLS, or not to ({@code TLSCacheTTLFactor})
 * @param operationsPerServer connections for operations at a time and server
 * @param tls encryption
 * @param binlogServers connect for probes also to MaxScale binlog servers, which do not understand what the driver asks first
 * @param maxPacket bytes of the largest packet; 0 = what each server allows ({@code MySQLTopologyMaxAllowedPacket})
 */
public record TargetSettings(Duration connectTimeout, Duration lifetime, Duration tlsVerdictLifetime,
        int operationsPerServer, TlsSettings tls, boolean binlogServers, int maxPacket) {
    /** The contract's defaults. */
    public static final TargetSettings DEFAULT =
            new TargetSettings(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(500), 3, TlsSettings.DEFAULT,
                    false, 0);

    public TargetSettings {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(lifetime, "lifetime");
        Objects.requireNonNull(tlsVerdictLifetime, "tlsVerdictLifetime");
        Objects.requireNonNull(tls, "tls");
        if (connectTimeout.isZero() || connectTimeout.isNegative()) {
            throw new IllegalArgumentException("the connect timeout must be above zero, not " + connectTimeout);
        }
        if (operationsPerServer < 1) {
            throw new IllegalArgumentException("at least one operation per server, not " + operationsPerServer);
        }
    }

    /** The same with other encryption. */
    public TargetSettings withTls(TlsSettings newTls) {
        return new TargetSettings(connectTimeout, lifetime, tlsVerdictLifetime, operationsPerServer, newTls,
                binlogServers, maxPacket);
    }

    /** The same, with or without binlog servers. */
    public TargetSettings withBinlogServers(boolean connectToThem) {
        return new TargetSettings(connectTimeout, lifetime, tlsVerdictLifetime, operationsPerServer, tls,
                connectToThem, maxPacket);
    }

    /** The same with another lifetime of what is known about TLS. */
    public TargetSettings withTlsVerdictLifetime(Duration newLifetime) {
        return new TargetSettings(connectTimeout, lifetime, newLifetime, operationsPerServer, tls, binlogServers,
                maxPacket);
    }

    /** The same with another limit on packets. */
    public TargetSettings withMaxPacket(int bytes) {
        return new TargetSettings(connectTimeout, lifetime, tlsVerdictLifetime, operationsPerServer, tls, binlogServers,
                bytes);
    }
}
