package io.orchestrator.http.server;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.live.AnalysisStreams;

/**
 * What the HTTP server takes from the configuration.
 *
 * @param listen where it listens
 * @param gate who may ask and who may change
 * @param api what the routes need
 * @param deadlines how long an answer may take
 * @param tokens how long access tokens are good for
 * @param streams how many clients may read events, and how they are looked after
 */
public record HttpSettings(Listen listen, Gate gate, ApiSettings api, Deadlines deadlines, Tokens tokens,
        AnalysisStreams.Limits streams) {
    public HttpSettings {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(deadlines, "deadlines");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(streams, "streams");
    }

    /** With the ordinary limits for clients that read events. */
    public HttpSettings(Listen listen, Gate gate, ApiSettings api, Deadlines deadlines, Tokens tokens) {
        this(listen, gate, api, deadlines, tokens, AnalysisStreams.Limits.DEFAULT);
    }

    /**
     * How long access tokens are good for, counted from their making (http-api.md 1.8).
     *
     * @param pickUp in which one can be exchanged for its cookie
     * @param lifetime of the cookie
     */
    public record Tokens(Duration pickUp, Duration lifetime) {
        public static final Tokens DEFAULT = new Tokens(Duration.ofSeconds(60), Duration.ofDays(1));

        public Tokens {
            Objects.requireNonNull(pickUp, "pickUp");
            Objects.requireNonNull(lifetime, "lifetime");
        }
    }

    /**
     * Where the server listens and what its answers begin with (http-api.md 1.1, 1.5, 1.6).
     *
     * @param host name or address, empty for all
     * @param port TCP port, 0 for any free one
     * @param urlPrefix prefix of all paths: empty, or with a leading and without a trailing slash
     * @param statusEndpoint {@code StatusEndpoint}: {@value #DEFAULT_STATUS}, or a whole path without the prefix
     * @param identity who answers, put before every message; empty for nobody
     */
    public record Listen(String host, int port, String urlPrefix, String statusEndpoint, String identity) {
        /** The status check's path when nothing else is configured; the prefix goes before it. */
        public static final String DEFAULT_STATUS = "/api/status";

        public Listen {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(identity, "identity");
            if (!urlPrefix.isEmpty() && (!urlPrefix.startsWith("/") || urlPrefix.endsWith("/"))) {
                throw new IllegalArgumentException("URL prefix '" + urlPrefix
                        + "' must be empty, or have a leading and no trailing slash");
            }
            if (!statusEndpoint.startsWith("/")) {
                throw new IllegalArgumentException("status endpoint '" + statusEndpoint + "' must begin with a slash");
            }
        }

        /** As a user writes it: {@code host:port}, {@code :port} for all addresses. */
        String address() {
            return host + ":" + port;
        }

        String statusPath() {
            return statusEndpoint.equals(DEFAULT_STATUS) ? urlPrefix + DEFAULT_STATUS : statusEndpoint;
        }
    }

    /**
     * How long an answer may take before the client is told that there is none yet; the work goes on.
     *
     * @param ordinary for most routes
     * @param recovery for routes that wait for a recovery
     */
    public record Deadlines(Duration ordinary, Duration recovery) {
        public static final Deadlines DEFAULT = new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(30));

        public Deadlines {
            Objects.requireNonNull(ordinary, "ordinary");
            Objects.requireNonNull(recovery, "recovery");
        }
    }
}
