package io.orchestrator.app.wiring;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.settings.AuthConfig;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.config.settings.ClassificationConfig;
import io.orchestrator.app.config.settings.DetectionConfig;
import io.orchestrator.app.config.settings.DiscoveryConfig;
import io.orchestrator.app.config.settings.ListenSettings;
import io.orchestrator.app.config.settings.RecoveryConfig;
import io.orchestrator.app.config.settings.TopologyConfig;
import io.orchestrator.app.config.settings.WebConfig;
import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.http.auth.Authentication;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.http.wire.Rendering;

/** From the contract's keys to the settings of the HTTP server. */
final class HttpMapping {
    private HttpMapping() {}

    static HttpSettings http(Configuration configuration, String hostname) {
        ListenSettings listen = ListenSettings.from(configuration);
        WebConfig web = WebConfig.from(configuration);
        AuthConfig auth = AuthConfig.from(configuration);
        return new HttpSettings(
                new HttpSettings.Listen(listen.address().host(), listen.address().port(), listen.urlPrefix(),
                        listen.statusEndpoint(), identity(web, hostname)),
                new Gate(authentication(auth), web.readOnly()), api(configuration, hostname),
                HttpSettings.Deadlines.DEFAULT, new HttpSettings.Tokens(auth.tokenPickupTime(), auth.tokenLifetime()));
    }

    private static String identity(WebConfig web, String hostname) {
        return switch (web.messageIdentity()) {
            case NONE -> "";
            case FQDN, HOSTNAME -> hostname;
            case CUSTOM -> web.customIdentity();
        };
    }

    /** Why the configured way to prove who one is cannot be had; empty when it can. */
    static Optional<String> unsupportedAuthentication(Configuration configuration) {
        AuthConfig.Method method = AuthConfig.from(configuration).method();
        return switch (method) {
            case NONE, BASIC, MULTI, TOKEN -> Optional.empty();
            case PROXY, OAUTH -> Optional.of(unsupported(method));
        };
    }

    private static String unsupported(AuthConfig.Method method) {
        return "AuthenticationMethod " + method.name().toLowerCase(Locale.ROOT)
                + " is not available in this release: use basic, multi, token or none";
    }

    private static Authentication authentication(AuthConfig auth) {
        return switch (auth.method()) {
            case NONE -> new Authentication.None();
            case BASIC -> new Authentication.Basic(auth.user(), auth.password().reveal(), false);
            case MULTI -> new Authentication.Basic(auth.user(), auth.password().reveal(), true);
            case TOKEN -> new Authentication.Token();
            case PROXY, OAUTH -> throw new UnsupportedSettingException(unsupported(auth.method()));
        };
    }

    private static ApiSettings api(Configuration configuration, String hostname) {
        RecoveryConfig recovery = RecoveryConfig.from(configuration);
        ClassificationConfig classification = ClassificationConfig.from(configuration);
        DiscoveryConfig discovery = DiscoveryConfig.from(configuration);
        BackendTimes times = switch (BackendSettings.from(configuration).engine()) {
            case BackendSettings.Sqlite _ -> BackendTimes.SQLITE;
            case BackendSettings.Mysql _ -> new BackendTimes(BackendTimes.Backend.MYSQL, ZoneOffset.UTC);
        };
        RecoveryFilters filters = RecoveryFilters.of(recovery.intermediateClusters(), recovery.sourceClusters(),
                DetectionConfig.from(configuration).ignoredHosts());
        return new ApiSettings(
                new Rendering(EngineMapping.topology(configuration), times, ZoneId.systemDefault(), filters),
                TopologyConfig.from(configuration).defaultPort(),
                Patterns.hosts(classification.problemIgnored()), classification.fuzzyPoolHosts(),
                classification.candidateLifetime(), hostname,
                Patterns.hosts(configuration.get(ClassificationKeys.OSC_IGNORE_HOSTNAME_FILTERS)),
                new ApiSettings.WriteBuffer(discovery.writeBufferSize(), discovery.flushInterval()));
    }
}
