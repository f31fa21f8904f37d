package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.WebKeys.ACCESS_TOKEN_EXPIRY_MINUTES;
import static io.orchestrator.app.config.key.WebKeys.ACCESS_TOKEN_USE_EXPIRY_SECONDS;
import static io.orchestrator.app.config.key.WebKeys.AUTHENTICATION_METHOD;
import static io.orchestrator.app.config.key.WebKeys.AUTH_USER_HEADER;
import static io.orchestrator.app.config.key.WebKeys.HTTP_AUTH_PASSWORD;
import static io.orchestrator.app.config.key.WebKeys.HTTP_AUTH_USER;
import static io.orchestrator.app.config.key.WebKeys.POWER_AUTH_GROUPS;
import static io.orchestrator.app.config.key.WebKeys.POWER_AUTH_USERS;

/**
 * Who may use the API (config.md 7.14).
 *
 * @param method how a caller proves who it is
 * @param user user of basic and multi
 * @param password password of basic and multi
 * @param userHeader header that carries the user with proxy; match it whatever its capitals (config.md 11, D15)
 * @param powerUsers users who may change things with proxy; {@code *} means everyone
 * @param powerGroups unix groups whose members may
 * @param tokenPickupTime within which a fresh token must be used first
 * @param tokenLifetime of a token, from its generation
 */
public record AuthConfig(
        Method method, String user, Secret password, String userHeader, List<String> powerUsers,
        List<String> powerGroups,
        Duration tokenPickupTime, Duration tokenLifetime) {

    /** How a caller proves who it is. */
    public enum Method {
        /** Not at all: everyone may do everything. */
        NONE,
        /** User and password. */
        BASIC,
        /** User and password, or {@code readonly} with any password. */
        MULTI,
        /** A proxy before us names the user in a header. */
        PROXY,
        /** A token issued by the command line. */
        TOKEN,
        /** Refuses every change. */
        OAUTH;

        static Method parse(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "basic" -> BASIC;
                case "multi" -> MULTI;
                case "proxy" -> PROXY;
                case "token" -> TOKEN;
                case "oauth" -> OAUTH;
                // the contract takes every other word for none
                default -> NONE;
            };
        }
    }

    public AuthConfig {
        powerUsers = List.copyOf(powerUsers);
        powerGroups = List.copyOf(powerGroups);
    }

    /** The settings that configuration asks for. */
    public static AuthConfig from(Configuration configuration) {
        return new AuthConfig(
                Method.parse(configuration.get(AUTHENTICATION_METHOD)), configuration.get(HTTP_AUTH_USER),
                Secret.of(configuration.get(HTTP_AUTH_PASSWORD)), configuration.get(AUTH_USER_HEADER),
                configuration.get(POWER_AUTH_USERS), configuration.get(POWER_AUTH_GROUPS),
                Units.seconds(configuration.get(ACCESS_TOKEN_USE_EXPIRY_SECONDS)),
                Units.minutes(configuration.get(ACCESS_TOKEN_EXPIRY_MINUTES)));
    }
}
