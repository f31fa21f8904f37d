package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of web, API and authentication (config.md 7.14). */
public final class WebKeys {

    /** TCP address of web/API. */
    public static final Key<String> LISTEN_ADDRESS = Key.text("ListenAddress", ":3000").restart();

    /** Unix socket; when set, TCP and TLS are not served. */
    public static final Key<String> LISTEN_SOCKET = Key.text("ListenSocket", "").restart();

    /** Prefix of every web/API route; normalised to one leading and no trailing slash. */
    public static final Key<String> URL_PREFIX = Key.text("URLPrefix", "").restart();

    /** Route of the status check. */
    public static final Key<String> STATUS_ENDPOINT = Key.text("StatusEndpoint", "/api/status").restart();

    /** With mutual TLS, demand a valid OU for the status check too. */
    public static final Key<Boolean> STATUS_OU_VERIFY = Key.flag("StatusOUVerify", false);

    /** Banner on every page. */
    public static final Key<String> WEB_MESSAGE = Key.text("WebMessage", "");

    /** Cut out of host names on cluster pages. */
    public static final Key<String> REMOVE_TEXT_FROM_HOSTNAME_DISPLAY = Key.text("RemoveTextFromHostnameDisplay", "");

    /**
     * Which identity is put before API messages: {@code FQDN}, {@code hostname}, {@code custom}, {@code
     * none} or empty.
     */
    public static final Key<String> PREPEND_MESSAGES_WITH_ORC_IDENTITY =
            Key.text("PrependMessagesWithOrcIdentity", "").restart();

    /** Identity for {@code custom} (and last fallback). */
    public static final Key<String> CUSTOM_ORC_IDENTITY = Key.text("CustomOrcIdentity", "").restart();

    /** Refuse every changing API call, whoever asks. */
    public static final Key<Boolean> READ_ONLY = Key.flag("ReadOnly", false);

    /**
     * Empty, {@code basic}, {@code multi}, {@code proxy}, {@code token}, {@code oauth}; case-insensitive;
     * unknown = none.
     */
    public static final Key<String> AUTHENTICATION_METHOD = Key.text("AuthenticationMethod", "").partly();

    /** User for basic/multi. */
    public static final Key<String> HTTP_AUTH_USER = Key.text("HTTPAuthUser", "").partly();

    /** Password for basic/multi; also sent by raft members to the leader. */
    public static final Key<String> HTTP_AUTH_PASSWORD = Key.text("HTTPAuthPassword", "").partly().secret();

    /** Header carrying the user in {@code proxy} mode; matched whatever its capitals. */
    public static final Key<String> AUTH_USER_HEADER = Key.text("AuthUserHeader", "X-Forwarded-User");

    /** Users allowed to change things in {@code proxy} mode; {@code *} = everyone. */
    public static final Key<List<String>> POWER_AUTH_USERS = Key.list("PowerAuthUsers", "*");

    /** Or members of these groups on the service host. */
    public static final Key<List<String>> POWER_AUTH_GROUPS = Key.list("PowerAuthGroups");

    /** A fresh token must be picked up within this time; in seconds. */
    public static final Key<Long> ACCESS_TOKEN_USE_EXPIRY_SECONDS = Key.unsigned("AccessTokenUseExpirySeconds", 60);

    /** Lifetime of a token, counted from generation; in minutes. */
    public static final Key<Long> ACCESS_TOKEN_EXPIRY_MINUTES = Key.unsigned("AccessTokenExpiryMinutes", 1440);

    /** Unused. */
    public static final Key<String> OAUTH_CLIENT_ID = Key.text("OAuthClientId", "").unused();

    /** Unused. */
    public static final Key<String> OAUTH_CLIENT_SECRET = Key.text("OAuthClientSecret", "").unused().secret();

    /** Unused. */
    public static final Key<List<String>> OAUTH_SCOPES = Key.list("OAuthScopes").unused();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            LISTEN_ADDRESS, LISTEN_SOCKET, URL_PREFIX, STATUS_ENDPOINT, STATUS_OU_VERIFY, WEB_MESSAGE,
            REMOVE_TEXT_FROM_HOSTNAME_DISPLAY, PREPEND_MESSAGES_WITH_ORC_IDENTITY, CUSTOM_ORC_IDENTITY,
            READ_ONLY, AUTHENTICATION_METHOD, HTTP_AUTH_USER, HTTP_AUTH_PASSWORD, AUTH_USER_HEADER,
            POWER_AUTH_USERS, POWER_AUTH_GROUPS, ACCESS_TOKEN_USE_EXPIRY_SECONDS,
            ACCESS_TOKEN_EXPIRY_MINUTES, OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, OAUTH_SCOPES);

    private WebKeys() {}
}
