package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.probe.ProbeFilters;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.inmemory.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From keys to the adapters of monitored servers (config.md 7.3 to 7.6, 7.8; discovery.md 5.1, 5.2). */
class TargetMappingTest {
    @TempDir Path folder;

    private Configuration configuration(String json) throws IOException {
        return WrittenFile.loaded(folder, json);
    }

    private TargetSettings target(String json) throws IOException {
        return TargetMapping.target(configuration(json));
    }

    private ProbeSettings probe(String json) throws IOException {
        return TargetMapping.probe(configuration(json));
    }

    @Test
    void theContractsDefaultsAreTheAdapters() throws IOException {
        assertThat(target("{}")).isEqualTo(TargetSettings.DEFAULT);
        assertThat(probe("{}")).isEqualTo(ProbeSettings.DEFAULT);
    }

    /** config.md 11, D3: the factor counts, as it was meant to. */
    @ParameterizedTest
    @CsvSource({"5,100,500", "1,100,100", "30,2,60", "5,0,0", "5,9999999999,10000000000"})
    void verdictsOnTlsLastSomePolls(int poll, long factor, long seconds) throws IOException {
        assertThat(target("{\"InstancePollSeconds\": " + poll + ", \"TLSCacheTTLFactor\": " + factor + "}")
                .tlsVerdictLifetime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,0", "1048576,1048576"})
    void limitOnPacketsIsOnesOwnOrTheServers(int configured, int bytes) throws IOException {
        assertThat(target("{\"MySQLTopologyMaxAllowedPacket\": " + configured + "}").maxPacket()).isEqualTo(bytes);
    }

    /** The files need not exist where they do not count. */
    @Test
    void filesCountOnlyWithVerification() throws IOException {
        String files = "\"MySQLTopologySSLCAFile\": \"ca\", \"MySQLTopologySSLCertFile\": \"cert\", "
                + "\"MySQLTopologySSLPrivateKeyFile\": \"key\"";

        assertThat(target("{" + files + "}").tls()).as("our certificate is for mutual TLS")
                .isEqualTo(new TlsSettings(TlsSettings.Mode.MIXED, Path.of("ca"), null, null));
        assertThat(target("{\"MySQLTopologySSLSkipVerify\": true, " + files + "}").tls())
                .isEqualTo(TlsSettings.of(TlsSettings.Mode.MIXED));
        assertThat(target("{\"MySQLTopologyUseMixedTLS\": false, " + files + "}").tls())
                .isEqualTo(TlsSettings.of(TlsSettings.Mode.DISABLED));
        assertThat(target("{\"MySQLTopologyUseMutualTLS\": true, \"MySQLTopologySSLSkipVerify\": true, " + files + "}")
                .tls()).isEqualTo(TlsSettings.of(TlsSettings.Mode.REQUIRED));
        assertThat(target("{\"MySQLTopologyUseMutualTLS\": true, " + files + "}").tls())
                .isEqualTo(new TlsSettings(TlsSettings.Mode.VERIFY_IDENTITY, Path.of("ca"), Path.of("cert"),
                        Path.of("key")));
        assertThat(target("{\"MySQLTopologyUseMutualTLS\": true, \"MySQLTopologySSLCertFile\": \"cert\"}").tls())
                .as("half a pair")
                .isEqualTo(TlsSettings.of(TlsSettings.Mode.VERIFY_IDENTITY));
    }

    @Test
    void fileThatCannotBeUsedRefusesAReload() throws IOException {
        Configuration read = configuration("{\"MySQLTopologyUseMutualTLS\": true, \"MySQLTopologySSLCAFile\": \""
                + folder.resolve("none.pem") + "\"}");
        try (TargetAdapters targets = new TargetAdapters(TargetSettings.DEFAULT, ProbeSettings.DEFAULT,
                ActuatorSettings.DEFAULT, () -> new Credentials("", ""), new SystemTime())) {
            assertThatThrownBy(() -> TargetMapping.prepare(targets, read))
                    .isInstanceOf(UnsupportedSettingException.class)
                    .hasMessageContaining("none.pem");
        }
    }

    @Test
    void pseudoGtidIsAskedForUnlessTheTableOfInjectionsTells() throws IOException {
        String query = "\"DetectPseudoGTIDQuery\": \"select 5\"";

        assertThat(probe("{" + query + "}").queries().pseudoGtid()).isEqualTo("select 5");
        assertThat(probe("{\"AutoPseudoGTID\": true, " + query + "}").queries().pseudoGtid()).isEmpty();
        assertThat(EngineMapping.tuning(configuration("{" + query + "}")).heeding()).isEqualTo(Tuning.Heeding.NOTHING);
        assertThat(EngineMapping.tuning(configuration("{\"AutoPseudoGTID\": true, \"ServeAgentsHttp\": true}"))
                .heeding()).isEqualTo(new Tuning.Heeding(true, true));
    }

    @ParameterizedTest
    @CsvSource({"ReplicationLagQuery", "SlaveLagQuery"})
    void eitherNameOfTheLagQueryCounts(String key) throws IOException {
        assertThat(probe("{\"" + key + "\": \"select 7\"}").queries().replicationLag()).isEqualTo("select 7");
    }

    @Test
    void userFiltersAreToldUnlessThatIsSwitchedOff() throws IOException {
        String filter = "\"DiscoveryIgnoreReplicationUsernameFilters\": [\"repl\"]";

        assertThat(probe("{" + filter + "}").filters()).isEqualTo(new ProbeFilters(List.of(), List.of("repl"), true));
        assertThat(probe("{\"EnableDiscoveryFiltersLogs\": false, " + filter + "}").filters())
                .isEqualTo(new ProbeFilters(List.of(), List.of("repl"), false));
    }

    @Test
    void aliasPatternsThatAreNoneGiveNoAlias() throws IOException {
        assertThat(EngineMapping.tuning(configuration("""
                {"ClusterNameToAlias": {"": "empty", "(": "broken", "(?P<x>db)[[:digit:]]": "main"}}"""))
                .aliasPatterns())
                .extracting(ClusterLabels.AliasPattern::alias)
                .containsExactly("main");
    }

    /** discovery.md 5.8: an invalid pattern never matches, and stops nothing. */
    @Test
    void patternsThatAreNoneFindNothing() throws IOException {
        Configuration configuration = configuration("""
                {"DataCenterPattern": "(", "DiscoveryIgnoreHostnameFilters": ["(", "db1", "10.0.0.1"],
                 "PromotionIgnoreHostnameFilters": ["["]}""");

        assertThat(TargetMapping.probe(configuration).patterns().dataCenter()).isNull();
        var ignored = EngineMapping.tuning(configuration).probing().discovery().ignored();
        assertThat(ignored.matches(new InstanceKey("db1", 3306))).isTrue();
        assertThat(ignored.matches(new InstanceKey("10.0.0.1", 3306))).isTrue();
        assertThat(ignored.matches(new InstanceKey("(", 3306))).isFalse();
        assertThat(configuration.automaticRecoverySuspended()).isNotEmpty();
    }
}
