package io.orchestrator.app.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.key.HostAgentKeys;
import io.orchestrator.app.config.settings.AuditConfig;
import io.orchestrator.app.config.settings.AuthConfig;
import io.orchestrator.app.config.settings.ClassificationConfig;
import io.orchestrator.app.config.settings.DetectionConfig;
import io.orchestrator.app.config.settings.DiscoveryConfig;
import io.orchestrator.app.config.settings.EvidenceConfig;
import io.orchestrator.app.config.settings.OperationLimits;
import io.orchestrator.app.config.settings.PseudoGtidConfig;
import io.orchestrator.app.config.settings.RecoveryConfig;
import io.orchestrator.app.config.settings.ResolvingConfig;
import io.orchestrator.app.config.settings.TopologyConfig;
import io.orchestrator.app.config.settings.WritePathConfig;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.detection.ConfirmationWindows;
import io.orchestrator.domain.detection.HostnamePatterns;
import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.detection.WritePathSettings;
import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.domain.promotion.PromotionPolicy;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Tuning;

/** From the contract's keys to the settings of the engine. */
public final class EngineMapping {
    /** Affirmed six times in it: a stall of 1.5 s fits in, and a killed leader is replaced within 3 s. */
    private static final Duration LEASE = Duration.ofMillis(2_400);
    private static final Duration EVIDENCE_DEADLINE = Duration.ofSeconds(1);

    private EngineMapping() {}

    /** What the engine is told once. */
    public static EngineSettings settings(Configuration configuration, NodeId self, String version, String backend,
            boolean discovers) {
        return new EngineSettings(self, version, backend, LEASE, DiscoveryConfig.from(configuration).pollInterval(),
                discovers,
                seeds(configuration));
    }

    /** {@code DiscoverySeeds}; one that is no key was told of when the configuration was read. */
    static List<InstanceKey> seeds(Configuration configuration) {
        int defaultPort = TopologyConfig.from(configuration).defaultPort();
        List<InstanceKey> seeds = new ArrayList<>();
        for (String seed : DiscoveryConfig.from(configuration).seeds()) {
            try {
                seeds.add(InstanceKey.parse(seed, defaultPort));
            } catch (IllegalArgumentException _) {
                // By contract it is left out.
            }
        }
        return List.copyOf(seeds);
    }

    /** What a reload may change. */
    public static Tuning tuning(Configuration configuration) {
        RecoveryConfig recovery = RecoveryConfig.from(configuration);
        DiscoveryConfig discovery = DiscoveryConfig.from(configuration);
        ClassificationConfig classes = ClassificationConfig.from(configuration);
        return new Tuning(analysis(configuration, recovery, discovery), recovery(configuration, recovery),
                probing(configuration, discovery),
                new Tuning.Retention(recovery.recoveryBlock(), DetectionConfig.from(configuration).detectionBlock(),
                        discovery.forgetAfter(), classes.candidateLifetime(),
                        AuditConfig.from(configuration).retention(),
                        new IntentStore.Lifetimes(AuthConfig.from(configuration).tokenLifetime(),
                                classes.poolLifetime(), ResolvingConfig.from(configuration).lifetime()),
                        new Tuning.Samples(discovery.metricsRetention(), discovery.queueSamples(),
                                discovery.snapshotInterval())),
                configuration.automaticRecoverySuspended(), patterns(classes), naming(configuration),
                new Tuning.Heeding(PseudoGtidConfig.from(configuration).automatic(),
                        configuration.get(HostAgentKeys.SERVE_AGENTS_HTTP)),
                evidence(configuration));
    }

    private static Tuning.Evidence evidence(Configuration configuration) {
        EvidenceConfig evidence = EvidenceConfig.from(configuration);
        return new Tuning.Evidence(evidence.restartReceiver(),
                new ConfirmationWindows(windows(evidence.failure(), evidence.failureByCluster()),
                        windows(evidence.shutdown(), evidence.shutdownByCluster())));
    }

    private static ConfirmationWindows.Windows windows(Duration otherwise, SortedMap<String, Duration> byCluster) {
        return new ConfirmationWindows.Windows(otherwise, byCluster.entrySet()
                .stream()
                .map(entry -> new ConfirmationWindows.Window(ClusterFilters.of(List.of(entry.getKey())),
                        entry.getValue()))
                .toList());
    }

    private static NamingSettings naming(Configuration configuration) {
        ResolvingConfig resolving = ResolvingConfig.from(configuration);
        ResolveMethod method = switch (resolving.method()) {
            case NONE -> ResolveMethod.NONE;
            case DEFAULT -> ResolveMethod.DEFAULT;
            case CNAME -> ResolveMethod.CNAME;
            case IP -> ResolveMethod.IP;
        };
        return new NamingSettings(method, resolving.lifetime(), Patterns.pattern(resolving.rejectPattern()),
                resolving.trustBinlogServerNames());
    }

    private static AnalysisSettings analysis(Configuration configuration, RecoveryConfig recovery,
            DiscoveryConfig discovery) {
        DetectionConfig detection = DetectionConfig.from(configuration);
        return new AnalysisSettings(discovery.checkTolerance(), detection.reasonableLag(),
                detection.lockedSemiSyncDelay(),
                recovery.exactSemiSyncReplicas(), recovery.recoverReadOnlySource(), detection.analyseOnlySuspects(),
                HostnamePatterns.of(detection.ignoredHosts()), ClusterFilters.of(recovery.sourceClusters()),
                ClusterFilters.of(recovery.intermediateClusters()), EvidenceConfig.from(configuration).groupPrimaries(),
                writePath(WritePathConfig.from(configuration)));
    }

    private static WritePathSettings writePath(WritePathConfig writes) {
        return new WritePathSettings(policy(writes.policy()), writes.byCluster()
                .entrySet()
                .stream()
                .map(entry -> new WritePathSettings.ByCluster(ClusterFilters.of(List.of(entry.getKey())),
                        policy(entry.getValue())))
                .toList(), writes.stalledAfter());
    }

    /** What is none was refused when the file was read. */
    private static WritePathPolicy policy(String text) {
        return WritePathPolicy.named(text).orElseThrow(() -> new IllegalStateException("no policy is called " + text));
    }

    private static RecoverySettings recovery(Configuration configuration, RecoveryConfig recovery) {
        TopologyConfig topology = TopologyConfig.from(configuration);
        PromotionPolicy promotion =
                new PromotionPolicy(recovery.preventCrossDataCenter(), recovery.preventCrossRegion(),
                        HostFilters.of(recovery.promotionIgnored())::matches, recovery.failOnLag(),
                        recovery.failOnUnappliedLogs(), topology.lowerReplicaVersionAllowed(),
                        topology.verifyReplicationFilters());
        RecoverySettings defaults = RecoverySettings.DEFAULT;
        return new RecoverySettings(promotion, recovery.applyPromotion(), recovery.detachLostReplicas(),
                recovery.detachFromFailedHost(), recovery.delayOnUnappliedLogs(),
                defaults.lookDeadline(), defaults.actionDeadline(), OperationLimits.from(configuration).bulkWait(),
                defaults.promotionExpiry(), defaults.verifyInterval(), HookMapping.points(configuration));
    }

    private static Tuning.Probing probing(Configuration configuration, DiscoveryConfig discovery) {
        TopologyConfig topology = TopologyConfig.from(configuration);
        Duration deadline = topology.connectTimeout().plus(topology.discoveryReadTimeout());
        return new Tuning.Probing(deadline.isZero() ? Duration.ofMinutes(1) : deadline, EVIDENCE_DEADLINE,
                discovery.workers(), sick(discovery), EvidenceConfig.from(configuration).pulse(), _ -> true,
                new DiscoverySettings(discovery.pollInterval(), discovery.deadBackOffFactor(),
                        discovery.deadBackOffCap(),
                        HostFilters.of(discovery.ignoredInstances()), HostFilters.of(discovery.ignoredReplicas()),
                        HostFilters.of(discovery.ignoredSources())));
    }

    /** Without workers of their own, sick servers get half as many again as the others have. */
    private static Tuning.Sick sick(DiscoveryConfig discovery) {
        int workers = discovery.deadWorkers() > 0 ? discovery.deadWorkers() : Math.max(1, discovery.workers() / 2);
        return new Tuning.Sick(workers, discovery.logDeadInstances(), discovery.logFiltered());
    }

    /** Empty patterns, and what is none, give no alias (config.md 7.6). */
    private static List<ClusterLabels.AliasPattern> patterns(ClassificationConfig classes) {
        List<ClusterLabels.AliasPattern> patterns = new ArrayList<>();
        // The contract's order is undefined; one that is always the same surprises less.
        new TreeMap<>(classes.clusterNameToAlias()).forEach((text, alias) -> {
            Pattern name = Patterns.pattern(text);
            if (name != null) {
                patterns.add(new ClusterLabels.AliasPattern(name, alias));
            }
        });
        return List.copyOf(patterns);
    }

    /** How servers are judged and drawn. */
    public static TopologySettings topology(Configuration configuration) {
        TopologyConfig topology = TopologyConfig.from(configuration);
        return new TopologySettings(DiscoveryConfig.from(configuration).pollInterval(),
                DetectionConfig.from(configuration).reasonableLag(), topology.maintenanceLag(),
                topology.lowerReplicaVersionAllowed(), topology.verifyReplicationFilters());
    }
}
