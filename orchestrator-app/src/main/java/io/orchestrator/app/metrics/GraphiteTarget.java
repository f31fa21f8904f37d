package io.orchestrator.app.metrics;

import java.time.Duration;
import java.util.Objects;

/**
 * Where metrics are sent to, as lines of text (discovery.md 10.1).
 *
 * @param host name or address of the Graphite server
 * @param port its TCP port for plain text
 * @param prefix begins each name; a dot follows it
 * @param interval between two sends; positive
 */
public record GraphiteTarget(String host, int port, String prefix, Duration interval) {
    private static final String HOSTNAME = "{hostname}";
    private static final int HIGHEST_PORT = 65_535;

    public GraphiteTarget {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(prefix, "prefix");
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be positive, not " + interval);
        }
    }

    /**
     * From the contract's keys.
     *
     * @param address {@code GraphiteAddr}, {@code host:port}
     * @param path {@code GraphitePath}; {@code {hostname}} stands for this node
     * @param hostname this node's
     * @param dotsToUnderscores {@code GraphiteConvertHostnameDotsToUnderscores}
     * @param interval {@code GraphitePollSeconds}
     * @throws IllegalArgumentException when the address is none
     */
    public static GraphiteTarget of(String address, String path, String hostname, boolean dotsToUnderscores,
            Duration interval) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon).replaceAll("^\\[|]$", "");
        String node = dotsToUnderscores ? hostname.replace('.', '_') : hostname;
        return new GraphiteTarget(host.isEmpty() ? "localhost" : host, port(address, colon),
                path.replace(HOSTNAME, node), interval);
    }

    private static int port(String address, int colon) {
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (colon >= 0 && port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException("GraphiteAddr must be host:port, not '" + address + "'");
    }
}
