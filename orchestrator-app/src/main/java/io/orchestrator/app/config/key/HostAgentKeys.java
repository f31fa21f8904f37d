package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of host agents (config.md 7.16). */
public final class HostAgentKeys {

    /** Open the second listener and poll host agents. */
    public static final Key<Boolean> SERVE_AGENTS_HTTP = Key.flag("ServeAgentsHttp", false).partly();

    /** Address of the second listener. */
    public static final Key<String> AGENTS_SERVER_PORT = Key.text("AgentsServerPort", ":3001").restart();

    /** TLS on that listener (start) and towards host agents (live). */
    public static final Key<Boolean> AGENTS_USE_SSL = Key.flag("AgentsUseSSL", false).partly();

    /** Verify client certificates on that listener. */
    public static final Key<Boolean> AGENTS_USE_MUTUAL_TLS = Key.flag("AgentsUseMutualTLS", false).restart();

    /** Skip certificate verification. */
    public static final Key<Boolean> AGENT_SSL_SKIP_VERIFY = Key.flag("AgentSSLSkipVerify", false).restart();

    /** Key; passphrase prompt as for HTTPS, asked once if it is the same file. */
    public static final Key<String> AGENT_SSL_PRIVATE_KEY_FILE = Key.text("AgentSSLPrivateKeyFile", "").restart();

    /** Certificate. */
    public static final Key<String> AGENT_SSL_CERT_FILE = Key.text("AgentSSLCertFile", "").restart();

    /** CA for client certificates. */
    public static final Key<String> AGENT_SSL_CA_FILE = Key.text("AgentSSLCAFile", "").restart();

    /** Accepted OUs. */
    public static final Key<List<String>> AGENT_SSL_VALID_OUS = Key.list("AgentSSLValidOUs").restart();

    /** Age after which a host agent is polled again; in minutes. */
    public static final Key<Long> AGENT_POLL_MINUTES = Key.unsigned("AgentPollMinutes", 60);

    /** Host agents that have not submitted for this long are dropped (hourly job); in hours. */
    public static final Key<Long> UNSEEN_AGENT_FORGET_HOURS = Key.unsigned("UnseenAgentForgetHours", 6);

    /** A seed without progress for this long is marked failed (hourly job); in minutes. */
    public static final Key<Long> STALE_SEED_FAIL_MINUTES = Key.unsigned("StaleSeedFailMinutes", 60);

    /** Unused. */
    public static final Key<Long> SEED_ACCEPTABLE_BYTES_DIFF = Key.whole("SeedAcceptableBytesDiff", 8192).unused();

    /** Pause between telling the receiver to listen and the sender to send; in seconds. */
    public static final Key<Long> SEED_WAIT_SECONDS_BEFORE_SEND = Key.whole("SeedWaitSecondsBeforeSend", 2);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            SERVE_AGENTS_HTTP, AGENTS_SERVER_PORT, AGENTS_USE_SSL, AGENTS_USE_MUTUAL_TLS,
            AGENT_SSL_SKIP_VERIFY, AGENT_SSL_PRIVATE_KEY_FILE, AGENT_SSL_CERT_FILE, AGENT_SSL_CA_FILE,
            AGENT_SSL_VALID_OUS, AGENT_POLL_MINUTES, UNSEEN_AGENT_FORGET_HOURS, STALE_SEED_FAIL_MINUTES,
            SEED_ACCEPTABLE_BYTES_DIFF, SEED_WAIT_SECONDS_BEFORE_SEND);

    private HostAgentKeys() {}
}
