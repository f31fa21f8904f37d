package io.orchestrator.app.config.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class ResolvingConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = ResolvingConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new ResolvingConfig(
                ResolvingConfig.Method.DEFAULT, ResolvingConfig.ServerIdentity.HOSTNAME, true, Duration.ofHours(1),
                ""));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = ResolvingConfig.from(configuration("""
                {
                  "HostnameResolveMethod": "ip",
                  "MySQLHostnameResolveMethod": "none",
                  "SkipBinlogServerUnresolveCheck": false,
                  "ExpiryHostnameResolvesMinutes": 64,
                  "RejectHostnameResolvePattern": "text 4"
                }"""));

        assertThat(settings).isEqualTo(new ResolvingConfig(
                ResolvingConfig.Method.IP, ResolvingConfig.ServerIdentity.NONE, false, Duration.ofMinutes(64),
                "text 4"));
    }

    @Test
    void takesTheLegacySpellingsOfAMethod() {
        var settings = ResolvingConfig.from(configuration("""
                {"HostnameResolveMethod": "CNAME", "MySQLHostnameResolveMethod": "report_host"}"""));

        assertThat(settings.method()).isEqualTo(ResolvingConfig.Method.CNAME);
        assertThat(settings.serverIdentity()).isEqualTo(ResolvingConfig.ServerIdentity.REPORT_HOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -5})
    void letsNoNameExpireWithinAMinute(long minutes) {
        var settings = ResolvingConfig.from(configuration("{\"ExpiryHostnameResolvesMinutes\": " + minutes + "}"));

        assertThat(settings.lifetime()).isEqualTo(Duration.ofMinutes(1));
    }
}
