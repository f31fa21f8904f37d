package io.orchestrator.app.config.settings;

import java.util.Optional;

/**
 * Where a listener binds, {@code [host]:port} (config.md 7.14).
 *
 * @param host host name or address without brackets; empty means every interface
 * @param port 0 lets the system choose
 */
public record ListenAddress(String host, int port) {

    private static final int LARGEST_PORT = 65_535;

    public ListenAddress {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("not a TCP port: " + port);
        }
    }

    /** Empty when the text is not of the form {@code [host]:port} with a decimal port. */
    public static Optional<ListenAddress> parse(String text) {
        var colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        var port = Integer.parseInt(text.substring(colon + 1));
        var host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            return Optional.empty();
        }
        return port > LARGEST_PORT ? Optional.empty() : Optional.of(new ListenAddress(host, port));
    }

    /** Like {@link #parse}, for a text that was checked before. */
    static ListenAddress checked(String key, String text) {
        return parse(text).orElseThrow(
                () -> new IllegalArgumentException(key + ": expected [host]:port, found \"" + text + "\""));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
