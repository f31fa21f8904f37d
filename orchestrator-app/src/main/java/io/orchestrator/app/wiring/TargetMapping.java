package io.orchestrator.app.wiring;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.settings.ClassificationConfig;
import io.orchestrator.app.config.settings.ClientTls;
import io.orchestrator.app.config.settings.DiscoveryConfig;
import io.orchestrator.app.config.settings.ResolvingConfig;
import io.orchestrator.app.config.settings.TopologyConfig;
import io.orchestrator.app.config.settings.TopologyCredentials;
import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.probe.ClassificationPatterns;
import io.orchestrator.backend.probe.ClassificationQueries;
import io.orchestrator.backend.probe.ProbeFilters;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import org.jspecify.annotations.Nullable;

/** From the contract's keys to the settings of the adapters that touch monitored servers. */
public final class TargetMapping {
    private static final Duration FALLBACK_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TLS_VERDICT_LIFETIME = Duration.ofSeconds(500);
    private static final int OPERATIONS_PER_SERVER = 3;
    private static final Duration LIST_EVERY = Duration.ofSeconds(10);
    private static final Duration CLASSIFY_EVERY = Duration.ofSeconds(60);

    private TargetMapping() {}

    /** How to connect. */
    public static TargetSettings target(Configuration configuration) {
        TopologyConfig topology = TopologyConfig.from(configuration);
        Duration connect = topology.connectTimeout().isZero() ? FALLBACK_CONNECT_TIMEOUT : topology.connectTimeout();
        return new TargetSettings(connect, topology.connectionLifetime(), TLS_VERDICT_LIFETIME, OPERATIONS_PER_SERVER,
                tls(TopologyCredentials.from(configuration).tls()),
                !DiscoveryConfig.from(configuration).skipMaxScaleCheck());
    }

    private static TlsSettings tls(ClientTls tls) {
        TlsSettings.Mode mode = switch (tls.use()) {
            case OFF -> TlsSettings.Mode.DISABLED;
            case WHERE_DEMANDED -> TlsSettings.Mode.MIXED;
            case ALWAYS -> tls.skipVerify() ? TlsSettings.Mode.REQUIRED : TlsSettings.Mode.VERIFY_IDENTITY;
        };
        return new TlsSettings(mode, file(tls.authorityFile()), file(tls.certificateFile()),
                file(tls.privateKeyFile()));
    }

    private static @Nullable Path file(String path) {
        return path.isEmpty() ? null : Path.of(path);
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
        return new ProbeSettings(method, queries(classes), patterns(classes),
                new ProbeFilters(discovery.ignoredReplicas(), discovery.ignoredReplicationUsers()),
                discovery.askForReplicaHosts(), LIST_EVERY, LIST_EVERY, CLASSIFY_EVERY, !discovery.skipMaxScaleCheck(),
                !TopologyConfig.from(configuration).replicationCredentialsQuery().isEmpty());
    }

    private static ClassificationQueries queries(ClassificationConfig classes) {
        return new ClassificationQueries(classes.clusterAliasQuery(), classes.clusterDomainQuery(),
                classes.instanceAliasQuery(), classes.dataCenterQuery(), classes.regionQuery(),
                classes.environmentQuery(),
                classes.promotionRuleQuery(), classes.semiSyncPriorityQuery(), "", classes.replicationLagQuery());
    }

    private static ClassificationPatterns patterns(ClassificationConfig classes) {
        return new ClassificationPatterns(Patterns.pattern(classes.dataCenterPattern()),
                Patterns.pattern(classes.regionPattern()),
                Patterns.pattern(classes.environmentPattern()));
    }
}
