package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class AuthConfigTest {

    @Test
    void hasTheContractsDefaults() {
        assertThat(AuthConfig.from(configuration("{}"))).isEqualTo(new AuthConfig(
                AuthConfig.Method.NONE, "", Secret.of(""), "X-Forwarded-User", List.of("*"), List.of(),
                Duration.ofMinutes(1), Duration.ofDays(1)));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = AuthConfig.from(configuration("""
                {
                  "AuthenticationMethod": "proxy",
                  "HTTPAuthUser": "me",
                  "HTTPAuthPassword": "hunter2",
                  "AuthUserHeader": "X-User",
                  "PowerAuthUsers": ["a"],
                  "PowerAuthGroups": ["b"],
                  "AccessTokenUseExpirySeconds": 5,
                  "AccessTokenExpiryMinutes": 7
                }"""));

        assertThat(settings).isEqualTo(new AuthConfig(
                AuthConfig.Method.PROXY, "me", Secret.of("hunter2"), "X-User", List.of("a"), List.of("b"),
                Duration.ofSeconds(5), Duration.ofMinutes(7)));
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void takesAMethodInAnyCapitalsAndAnUnknownOneForNone() {
        assertThat(AuthConfig.from(configuration("{\"AuthenticationMethod\": \"Basic\"}")).method())
                .isEqualTo(AuthConfig.Method.BASIC);
        assertThat(AuthConfig.from(configuration("{\"AuthenticationMethod\": \"ldap\"}")).method())
                .isEqualTo(AuthConfig.Method.NONE);
    }
}
