package io.orchestrator.app.config.settings;

import java.util.Locale;
import java.util.Optional;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.WebKeys.CUSTOM_ORC_IDENTITY;
import static io.orchestrator.app.config.key.WebKeys.PREPEND_MESSAGES_WITH_ORC_IDENTITY;
import static io.orchestrator.app.config.key.WebKeys.READ_ONLY;
import static io.orchestrator.app.config.key.WebKeys.REMOVE_TEXT_FROM_HOSTNAME_DISPLAY;
import static io.orchestrator.app.config.key.WebKeys.WEB_MESSAGE;

/**
 * What pages and API answers look like (config.md 7.14).
 *
 * @param message HTML banner on every page, empty for none
 * @param hiddenHostText text cut out of host names on cluster pages, empty for none
 * @param messageIdentity which identity goes before API messages
 * @param customIdentity the identity for {@link MessageIdentity#CUSTOM}, and the last fallback of the others
 * @param readOnly refuse every changing call, whoever asks
 */
public record WebConfig(
        String message, String hiddenHostText, MessageIdentity messageIdentity, String customIdentity,
        boolean readOnly) {

    /** Which identity goes before API messages. */
    public enum MessageIdentity {
        /** None. */
        NONE,
        /** Fully qualified host name. */
        FQDN,
        /** Host name. */
        HOSTNAME,
        /** The configured text. */
        CUSTOM;

        /** Empty when the contract has no such word; it then logs a warning and prefixes nothing. */
        public static Optional<MessageIdentity> parse(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "", "none" -> Optional.of(NONE);
                case "fqdn" -> Optional.of(FQDN);
                case "hostname" -> Optional.of(HOSTNAME);
                case "custom" -> Optional.of(CUSTOM);
                default -> Optional.empty();
            };
        }
    }

    /** The settings that configuration asks for. */
    public static WebConfig from(Configuration configuration) {
        return new WebConfig(
                configuration.get(WEB_MESSAGE), configuration.get(REMOVE_TEXT_FROM_HOSTNAME_DISPLAY),
                MessageIdentity.parse(configuration.get(PREPEND_MESSAGES_WITH_ORC_IDENTITY))
                        .orElse(MessageIdentity.NONE),
                configuration.get(CUSTOM_ORC_IDENTITY), configuration.get(READ_ONLY));
    }
}
