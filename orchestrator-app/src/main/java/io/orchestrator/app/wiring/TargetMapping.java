package io.orchestrator.app.wiring;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.settings.ClassificationConfig;
import io.orchestrator.app.config.settings.ClientTls;
import io.orchestrator.app.config.settings.DiscoveryConfig;
import io.orchestrator.app.config.settings.PseudoGtidConfig;
import io.orchestrator.app.config.settings.ResolvingConfig;
import io.orchestrator.app.config.settings.TopologyConfig;
import io.orchestrator.app.config.settings.TopologyCredentials;
import io.orchestrator.app.config.settings.WritePathConfig;
import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.probe.ClassificationPatterns;
import io.orchestrator.backend.probe.ClassificationQueries;
import io.orchestrator.backend.probe.ProbeFilters;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.probe.WriteTrial;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import org.jspecify.annotations.Nullable;

/** From the contract's keys to the settings of the adapters that touch monitored servers. */
public final class TargetMapping {
    private static final Duration FALLBACK_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final double LONGEST_SECONDS = 1e10;
    private static final int OPERATIONS_PER_SERVER = 3;
    private static final Duration LIST_EVERY = Duration.ofSeconds(10);
    private static final Duration CLASSIFY_EVERY = Duration.ofSeconds(60);

    private TargetMapping() {}

    /** How to connect. */
    public static TargetSettings target(Configuration configuration) {
        TopologyConfig topology = TopologyConfig.from(configuration);
        Duration connect = topology.connectTimeout().isZero() ? FALLBACK_CONNECT_TIMEOUT : topology.connectTimeout();
        DiscoveryConfig discovery = DiscoveryConfig.from(configuration);
        TopologyCredentials credentials = TopologyCredentials.from(configuration);
        return new TargetSettings(connect, topology.connectionLifetime(),
                times(discovery.pollInterval(), credentials.tlsVerdictPolls()), OPERATIONS_PER_SERVER,
                tls(credentials.tls()), !discovery.skipMaxScaleCheck(), Math.max(0, topology.maxAllowedPacket()));
    }

    /**
     * Makes ready what a configuration that was read again says of monitored servers.
     *
     * @return puts it into effect
     * @throws UnsupportedSettingException when a certificate or key file cannot be used; the message names it, and nothing has changed
     */
    static Runnable prepare(TargetAdapters targets, Configuration read) {
        try {
            return targets.prepare(target(read), probe(read), actuator(read));
        } catch (IllegalArgumentException e) {
            throw new UnsupportedSettingException(String.valueOf(e.getMessage()));
        }
    }

    /** Absurd factors give a long time, and no error. */
    private static Duration times(Duration interval, int factor) {
        return Duration.ofSeconds((long) Math.min(LONGEST_SECONDS, (double) interval.toSeconds() * factor));
    }

    /**
     * The files count only where the server's certificate is verified, and the client's only with mutual TLS and as a pair (discovery.md
     * 5.2). In mixed mode the file of authorities is what switches verification on: servers whose certificate nobody vouches for were
     * never verified there.
     */
    private static TlsSettings tls(ClientTls tls) {
        return switch (tls.use()) {
            case OFF -> TlsSettings.of(TlsSettings.Mode.DISABLED);
            case WHERE_DEMANDED -> new TlsSettings(TlsSettings.Mode.MIXED, tls.skipVerify() ? null : authority(tls),
                    null, null);
            case ALWAYS -> tls.skipVerify() ? TlsSettings.of(TlsSettings.Mode.REQUIRED) : verifying(tls);
        };
    }

    private static TlsSettings verifying(ClientTls tls) {
        boolean pair = !tls.certificateFile().isEmpty() && !tls.privateKeyFile().isEmpty();
        return new TlsSettings(TlsSettings.Mode.VERIFY_IDENTITY, authority(tls),
                pair ? Path.of(tls.certificateFile()) : null, pair ? Path.of(tls.privateKeyFile()) : null);
    }

    private static @Nullable Path authority(ClientTls tls) {
        return tls.authorityFile().isEmpty() ? null : Path.of(tls.authorityFile());
    }

    /** The account on monitored servers. */
    public static Credentials credentials(Configuration configuration) {
        TopologyCredentials credentials = TopologyCredentials.from(configuration);
        return new Credentials(credentials.user(), credentials.password().reveal());
    }

    /** How servers are changed. */
    public static ActuatorSettings actuator(Configuration configuration) {
        return new ActuatorSettings(TopologyConfig.from(configuration).useSuperReadOnly());
    }

    /** What probes read. */
    public static ProbeSettings probe(Configuration configuration) {
        DiscoveryConfig discovery = DiscoveryConfig.from(configuration);
        ProbeSettings.HostnameMethod method = switch (ResolvingConfig.from(configuration).serverIdentity()) {
            case NONE -> ProbeSettings.HostnameMethod.PROBED;
            case HOSTNAME -> ProbeSettings.HostnameMethod.HOSTNAME;
            case REPORT_HOST -> ProbeSettings.HostnameMethod.REPORT_HOST;
        };
        ClassificationConfig classes = ClassificationConfig.from(configuration);
        WritePathConfig writes = WritePathConfig.from(configuration);
        return new ProbeSettings(method, queries(classes, PseudoGtidConfig.from(configuration)), patterns(classes),
                new ProbeFilters(discovery.ignoredReplicas(), discovery.ignoredReplicationUsers(),
                        discovery.logFiltered()),
                discovery.askForReplicaHosts(), LIST_EVERY, LIST_EVERY, CLASSIFY_EVERY, !discovery.skipMaxScaleCheck(),
                !TopologyConfig.from(configuration).replicationCredentialsQuery().isEmpty(),
                new WriteTrial(writes.statement(), writes.statementDeadline()));
    }

    private static ClassificationQueries queries(ClassificationConfig classes, PseudoGtidConfig pseudoGtid) {
        return new ClassificationQueries(classes.clusterAliasQuery(), classes.clusterDomainQuery(),
                classes.instanceAliasQuery(), classes.dataCenterQuery(), classes.regionQuery(),
                classes.environmentQuery(), classes.promotionRuleQuery(), classes.semiSyncPriorityQuery(),
                // Where entries are injected, the table of injections tells, not the server.
                pseudoGtid.automatic() ? "" : pseudoGtid.detectQuery(), classes.replicationLagQuery());
    }

    private static ClassificationPatterns patterns(ClassificationConfig classes) {
        return new ClassificationPatterns(Patterns.pattern(classes.dataCenterPattern()),
                Patterns.pattern(classes.regionPattern()),
                Patterns.pattern(classes.environmentPattern()));
    }
}
