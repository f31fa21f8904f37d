package io.orchestrator.app.wiring;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.config.settings.GraphiteConfig;
import io.orchestrator.app.hook.HookSettings;
import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.probe.ClassificationQueries;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.ports.engine.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * The keys of config.md 7.3 to 7.7, 7.11 and 7.15, those of 7.2 that hold for monitored servers, too, and ours of hooks and write paths: another value than the default,
 * when a change of it is taken, and where it arrives.
 *
 * @param key its name
 * @param base what the file says beside it, as members of a JSON object
 * @param value another value than the default, as JSON
 * @param when a change is taken
 * @param arrives what that makes of the settings
 */
record KeysInUse(String key, String base, String value, When when, Function<KeysInUse.Settings, Object> arrives) {
    /** When a change of a key is taken. */
    enum When {
        RELOAD("reload"), RESTART("restart"), NEVER("no effect");

        private final String word;

        When(String word) {
            this.word = word;
        }

        /** In the documents. */
        String word() {
            return word;
        }
    }

    /** All that is made of a configuration. */
    record Settings(Configuration configuration) {
        Tuning tuning() {
            return EngineMapping.tuning(configuration);
        }

        DiscoverySettings discovery() {
            return tuning().probing().discovery();
        }

        NamingSettings naming() {
            return tuning().naming();
        }

        ProbeSettings probe() {
            return TargetMapping.probe(configuration);
        }

        ClassificationQueries queries() {
            return probe().queries();
        }

        ActuatorSettings actuator() {
            return TargetMapping.actuator(configuration);
        }

        Credentials account() {
            return TargetMapping.credentials(configuration);
        }

        TargetSettings target() {
            return TargetMapping.target(configuration);
        }

        ApiSettings api() {
            return HttpMapping.http(configuration, "node").api();
        }

        HookSettings hooks() {
            return HookMapping.settings(configuration);
        }

        Object backend() {
            return BackendSettings.from(configuration).engine();
        }

        Object graphite() {
            return GraphiteConfig.from(configuration);
        }
    }

    private static final String ALWAYS_TLS = "\"MySQLTopologyUseMutualTLS\": true";

    /** One of them alone is refused; of a key that is there twice the second value counts. */
    private static final String PAIR = ALWAYS_TLS
            + ", \"MySQLTopologySSLCertFile\": \"/a.pem\", \"MySQLTopologySSLPrivateKeyFile\": \"/b.pem\"";

    static List<KeysInUse> all(String credentialsFile) {
        return Stream.of(servers(credentialsFile), tls(), discovery(), classification(), names(), graphite(), hooks(),
                writePaths())
                .flatMap(List::stream)
                .toList();
    }

    private static KeysInUse live(String key, String value, Function<Settings, Object> arrives) {
        return new KeysInUse(key, "", value, When.RELOAD, arrives);
    }

    private static KeysInUse atStart(String key, String value, Function<Settings, Object> arrives) {
        return new KeysInUse(key, "", value, When.RESTART, arrives);
    }

    private static KeysInUse idle(String key, String value) {
        return new KeysInUse(key, "", value, When.NEVER, _ -> "");
    }

    private static String text(@Nullable Pattern pattern) {
        return pattern == null ? "" : pattern.pattern();
    }

    private static List<KeysInUse> servers(String credentialsFile) {
        return List.of(
                live("MySQLTopologyUser", "\"watcher\"", Settings::account),
                live("MySQLTopologyPassword", "\"secret\"", Settings::account),
                live("MySQLTopologyCredentialsConfigFile", "\"" + credentialsFile + "\"", Settings::account),
                live("MySQLTopologyMaxAllowedPacket", "7", Settings::target),
                live("MySQLConnectTimeoutSeconds", "7", s -> s.target().connectTimeout()),
                live("MySQLConnectionLifetimeSeconds", "7", s -> s.target().lifetime()),
                live("MySQLDiscoveryReadTimeoutSeconds", "7", s -> s.tuning().probing().deadline()),
                idle("MySQLTopologyReadTimeoutSeconds", "7"),
                live("DefaultInstancePort", "3307", s -> s.api().defaultInstancePort()),
                live("ReplicationCredentialsQuery", "\"select 1\"", s -> s.probe().credentialsByQuery()),
                live("UseSuperReadOnly", "true", Settings::actuator),
                live("VerifyReplicationFilters", "true", s -> s.tuning().recovery().promotion().verifyFilters()),
                live("LowerReplicaVersionAllowed", "true",
                        s -> s.tuning().recovery().promotion().lowerVersionAllowed()),
                live("ReasonableMaintenanceReplicationLagSeconds", "7",
                        s -> s.api().rendering().topology().reasonableMaintenanceLag()));
    }

    private static List<KeysInUse> tls() {
        return List.of(
                live("MySQLTopologyUseMutualTLS", "true", s -> s.target().tls()),
                live("MySQLTopologyUseMixedTLS", "false", s -> s.target().tls()),
                new KeysInUse("MySQLTopologySSLSkipVerify", ALWAYS_TLS, "true", When.RESTART, s -> s.target().tls()),
                new KeysInUse("MySQLTopologySSLCertFile", PAIR, "\"/tls/cert.pem\"", When.RESTART,
                        s -> s.target().tls()),
                new KeysInUse("MySQLTopologySSLPrivateKeyFile", PAIR, "\"/tls/key.pem\"", When.RESTART,
                        s -> s.target().tls()),
                new KeysInUse("MySQLTopologySSLCAFile", ALWAYS_TLS, "\"/tls/ca.pem\"", When.RESTART,
                        s -> s.target().tls()),
                atStart("TLSCacheTTLFactor", "7", Settings::target),
                atStart("MySQLOrchestratorUseMutualTLS", "true", Settings::backend),
                atStart("MySQLOrchestratorSSLSkipVerify", "true", Settings::backend),
                atStart("MySQLOrchestratorSSLCertFile", "\"/tls/cert.pem\"", Settings::backend),
                atStart("MySQLOrchestratorSSLPrivateKeyFile", "\"/tls/key.pem\"", Settings::backend),
                atStart("MySQLOrchestratorSSLCAFile", "\"/tls/ca.pem\"", Settings::backend),
                idle("UseSSL", "true"), idle("UseMutualTLS", "true"), idle("SSLSkipVerify", "true"),
                idle("SSLPrivateKeyFile", "\"/tls/key.pem\""), idle("SSLCertFile", "\"/tls/cert.pem\""),
                idle("SSLCAFile", "\"/tls/ca.pem\""), idle("SSLValidOUs", "[\"ops\"]"));
    }

    private static List<KeysInUse> discovery() {
        return List.of(
                live("InstancePollSeconds", "7", s -> s.discovery().pollInterval()),
                live("DiscoverByShowSlaveHosts", "true", s -> s.probe().replicaListByStatement()),
                live("ReasonableInstanceCheckSeconds", "7", s -> s.tuning().analysis().hungAfter()),
                atStart("DiscoveryMaxConcurrency", "7", s -> s.tuning().probing().maxConcurrent()),
                idle("DiscoveryQueueCapacity", "7"),
                live("DiscoveryQueueMaxStatisticsSize", "7", s -> s.tuning().retention().samples().queue()),
                live("DiscoveryCollectionRetentionSeconds", "7", s -> s.tuning().retention().samples().probes()),
                atStart("DiscoverySeeds", "[\"db1\"]", s -> EngineMapping.seeds(s.configuration())),
                live("DeadInstancePollSecondsMultiplyFactor", "2", s -> s.discovery().sickFactor()),
                live("DeadInstancePollSecondsMax", "7", s -> s.discovery().sickMaximum()),
                atStart("DeadInstanceDiscoveryMaxConcurrency", "7", s -> s.tuning().probing().sick()),
                live("DeadInstanceDiscoveryLogsEnabled", "true", s -> s.tuning().probing().sick()),
                idle("BufferInstanceWrites", "true"),
                idle("InstanceWriteBufferSize", "7"),
                idle("InstanceFlushIntervalMilliseconds", "7"),
                live("SkipMaxScaleCheck", "false", s -> List.of(s.probe().findBinlogServers(), s.target())),
                live("UnseenInstanceForgetHours", "7", s -> s.tuning().retention().unseenForget()),
                atStart("SnapshotTopologiesIntervalHours", "7",
                        s -> s.tuning().retention().samples().topologiesEvery()),
                live("DiscoveryIgnoreReplicaHostnameFilters", "[\"x\"]",
                        s -> List.of(s.discovery().ignoredReplicas(), s.probe().filters().replicaHosts())),
                live("DiscoveryIgnoreMasterHostnameFilters", "[\"x\"]", s -> s.discovery().ignoredSources()),
                live("DiscoveryIgnoreHostnameFilters", "[\"x\"]", s -> s.discovery().ignored()),
                live("DiscoveryIgnoreReplicationUsernameFilters", "[\"x\"]",
                        s -> s.probe().filters().replicationUsers()),
                live("EnableDiscoveryFiltersLogs", "false", s -> s.probe().filters().told()));
    }

    private static List<KeysInUse> classification() {
        String query = "\"select 1\"";
        return List.of(
                live("ReplicationLagQuery", query, s -> s.queries().replicationLag()),
                live("SlaveLagQuery", query, s -> s.queries().replicationLag()),
                live("ClusterNameToAlias", "{\"db1\": \"shop\"}",
                        s -> s.tuning().aliasPatterns().stream().map(ClusterLabels.AliasPattern::alias).toList()),
                live("DetectClusterAliasQuery", query, s -> s.queries().clusterAlias()),
                live("DetectClusterDomainQuery", query, s -> s.queries().clusterDomain()),
                live("DetectInstanceAliasQuery", query, s -> s.queries().instanceAlias()),
                live("DetectPromotionRuleQuery", query, s -> s.queries().promotionRule()),
                live("DetectDataCenterQuery", query, s -> s.queries().dataCenter()),
                live("DetectRegionQuery", query, s -> s.queries().region()),
                live("DetectPhysicalEnvironmentQuery", query, s -> s.queries().physicalEnvironment()),
                live("DetectSemiSyncEnforcedQuery", query, s -> s.queries().semiSyncPriority()),
                live("DataCenterPattern", "\"(x)\"", s -> text(s.probe().patterns().dataCenter())),
                live("RegionPattern", "\"(x)\"", s -> text(s.probe().patterns().region())),
                live("PhysicalEnvironmentPattern", "\"(x)\"",
                        s -> text(s.probe().patterns().physicalEnvironment())),
                live("CandidateInstanceExpireMinutes", "7",
                        s -> List.of(s.tuning().retention().candidateExpire(), s.api().candidateLifetime())),
                live("SupportFuzzyPoolHostnames", "false", s -> s.api().fuzzyPoolNames()),
                live("InstancePoolExpiryMinutes", "7", s -> s.tuning().retention().registered().pools()),
                live("OSCIgnoreHostnameFilters", "[\"x\"]", s -> s.api().oscIgnored()),
                live("ProblemIgnoreHostnameFilters", "[\"x\"]", s -> s.api().problemIgnored()));
    }

    private static List<KeysInUse> names() {
        return List.of(
                live("HostnameResolveMethod", "\"cname\"", s -> s.naming().method()),
                live("MySQLHostnameResolveMethod", "\"none\"", s -> s.probe().hostnameMethod()),
                live("SkipBinlogServerUnresolveCheck", "false", s -> s.naming().trustBinlogServers()),
                live("ExpiryHostnameResolvesMinutes", "7",
                        s -> List.of(s.naming().lifetime(), s.tuning().retention().registered().names())),
                live("RejectHostnameResolvePattern", "\"x\"", s -> text(s.naming().reject())));
    }

    private static List<KeysInUse> graphite() {
        return List.of(
                atStart("GraphiteAddr", "\"graphite:2003\"", Settings::graphite),
                atStart("GraphitePath", "\"orc\"", Settings::graphite),
                atStart("GraphiteConvertHostnameDotsToUnderscores", "false", Settings::graphite),
                atStart("GraphitePollSeconds", "7", Settings::graphite));
    }

    private static KeysInUse hook(String key, HookPoint point) {
        return live(key, "[\"x\"]", s -> List.of(s.tuning().recovery().hooks(),
                s.hooks().commands().getOrDefault(point, List.of())));
    }

    private static List<KeysInUse> hooks() {
        String hook = "[\"x\"]";
        return List.of(
                live("ProcessesShellCommand", "\"sh\"", s -> s.hooks().shell()),
                live("ProcessesTimeoutSeconds", "7", s -> s.hooks().limit()),
                live("OnFailureDetectionProcessesTimeoutSeconds", "7", s -> s.hooks().detectionLimit()),
                hook("OnFailureDetectionProcesses", HookPoint.ON_FAILURE_DETECTION),
                hook("PreFailoverProcesses", HookPoint.PRE_FAILOVER),
                hook("PostMasterFailoverProcesses", HookPoint.POST_MASTER_FAILOVER),
                hook("PostFailoverProcesses", HookPoint.POST_FAILOVER),
                hook("PostUnsuccessfulFailoverProcesses", HookPoint.POST_UNSUCCESSFUL_FAILOVER),
                idle("PostIntermediateMasterFailoverProcesses", hook), idle("PreGracefulTakeoverProcesses", hook),
                idle("PostGracefulTakeoverProcesses", hook), idle("PostTakeMasterProcesses", hook));
    }

    private static List<KeysInUse> writePaths() {
        return List.of(
                live("WritePathPolicy", "\"observe\"", s -> s.tuning().analysis().writePath()),
                live("WritePathPolicyByCluster", "{\"shop\": \"act\"}", s -> s.tuning().analysis().writePath()),
                live("WritePathProbeStatement", "\"do 1\"", s -> s.probe().writes()),
                live("WritePathProbeMilliseconds", "7000", s -> s.probe().writes()),
                live("WritePathStalledMilliseconds", "7", s -> s.tuning().analysis().writePath().stalledAfter()));
    }

    @Override
    public String toString() {
        return key;
    }
}
