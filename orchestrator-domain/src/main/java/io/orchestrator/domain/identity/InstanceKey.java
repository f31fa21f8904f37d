package io.orchestrator.domain.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Identity of one database server: the host name and port it is known by (discovery.md 1). Equality is exact and
 * case-sensitive; the order is host name, then port. Invalid keys (empty host, {@code _}, detached, port 0) can be represented,
 * because replicas report them; {@link #isValid()} tells.
 *
 * @param hostname host name or address, may be empty, may begin with {@code //} when detached
 * @param port TCP port, 0 when unknown
 */
public record InstanceKey(String hostname, int port) implements Comparable<InstanceKey> {
    /** The key of "no server": what a server that replicates from nobody reports as its source. */
    public static final InstanceKey NONE = new InstanceKey("", 0);

    private static final String DETACH_MARK = "//";
    private static final int FULL_ADDRESS_GROUPS = 8;
    private static final int GROUP_DIGITS = 4;
    private static final Comparator<InstanceKey> ORDER = Comparator.comparing(InstanceKey::hostname)
            .thenComparingInt(InstanceKey::port);

    public InstanceKey {
        Objects.requireNonNull(hostname, "hostname");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of " + hostname + " is not between 0 and 65535");
        }
    }

    /**
     * Reads {@code host:port}, {@code host}, {@code [v6]:port} or a bare IPv6 address; also an IPv6 address and a port without brackets,
     * as {@link #display()} writes them, where no address could end so: nine groups, or a last one of five digits.
     *
     * @param text what a user or a configuration file wrote
     * @param defaultPort the port when the text names none ({@code DefaultInstancePort})
     * @throws IllegalArgumentException when the port is not a number or the host is empty; the message quotes the text
     */
    public static InstanceKey parse(String text, int defaultPort) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("no host name in an empty instance key");
        }
        if (trimmed.startsWith("[")) {
            int close = trimmed.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("no closing bracket in instance key '" + text + "'");
            }
            String address = address(trimmed.substring(1, close), text);
            String rest = trimmed.substring(close + 1);
            if (rest.isEmpty()) {
                return new InstanceKey(address, defaultPort);
            }
            return new InstanceKey(address, portOf(rest.startsWith(":") ? rest.substring(1) : "", text));
        }
        int firstColon = trimmed.indexOf(':');
        if (firstColon < 0) {
            return new InstanceKey(trimmed, defaultPort);
        }
        if (trimmed.indexOf(':', firstColon + 1) >= 0) {
            return parseBareAddress(trimmed, text, defaultPort);
        }
        if (firstColon == 0) {
            throw new IllegalArgumentException("no host name in instance key '" + text + "'");
        }
        return new InstanceKey(trimmed.substring(0, firstColon), portOf(trimmed.substring(firstColon + 1), text));
    }

    /**
     * All that a text may mean, what {@link #parse} reads first. A bare IPv6 address with a short last group of digits may as well be an
     * address and a port, as {@link #display()} writes them: whoever knows the servers takes the reading that is one of them.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static List<InstanceKey> readings(String text, int defaultPort) {
        InstanceKey first = parse(text, defaultPort);
        String trimmed = text.trim();
        if (!first.hostname().equals(trimmed) || first.hostname().indexOf(':') < 0) {
            return List.of(first);
        }
        return withPort(trimmed).map(second -> List.of(first, second)).orElseGet(() -> List.of(first));
    }

    /** An address without brackets and a port; empty where nothing that is left could be an address. */
    private static Optional<InstanceKey> withPort(String text) {
        int lastColon = text.lastIndexOf(':');
        String address = text.substring(0, lastColon);
        String digits = text.substring(lastColon + 1);
        boolean whole = address.indexOf(':') >= 0 && (address.endsWith("::") || !address.endsWith(":"));
        if (!whole || digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new InstanceKey(address, Integer.parseInt(digits)));
    }

    private static InstanceKey parseBareAddress(String trimmed, String text, int defaultPort) {
        if (trimmed.startsWith(DETACH_MARK)) {
            return parseBareAddress(trimmed.substring(DETACH_MARK.length()), text, defaultPort).detached();
        }
        int lastColon = trimmed.lastIndexOf(':');
        String last = trimmed.substring(lastColon + 1);
        boolean digits = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean ninth = trimmed.chars().filter(c -> c == ':').count() == FULL_ADDRESS_GROUPS && !trimmed.contains("::");
        if (digits && (ninth || last.length() > GROUP_DIGITS)) {
            return new InstanceKey(address(trimmed.substring(0, lastColon), text), portOf(last, text));
        }
        return new InstanceKey(address(trimmed, text), defaultPort);
    }

    /** An IPv6 address; what comes after its percent sign, the zone, is not looked at. */
    private static String address(String address, String whole) {
        int zone = address.indexOf('%');
        String groups = zone < 0 ? address : address.substring(0, zone);
        if (groups.indexOf(':') < 0
                || !groups.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("'" + address + "' in '" + whole + "' is not an IPv6 address");
        }
        return address;
    }

    /** A host name as it is in a key: an IPv6 address without the brackets that URLs and some servers put around it. */
    public static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int portOf(String digits, String whole) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + digits + "' in instance key '" + whole + "' is not a port", e);
        }
    }

    /** Whether a server can be reached under this key: host name neither empty, nor {@code _}, nor detached; port above 0. */
    public boolean isValid() {
        return !hostname.isEmpty() && !hostname.equals("_") && !isDetached() && port > 0;
    }

    /** Whether the host name carries the {@code //} mark of a detached replica. */
    public boolean isDetached() {
        return hostname.startsWith(DETACH_MARK);
    }

    /** This key with the {@code //} mark. */
    public InstanceKey detached() {
        return isDetached() ? this : new InstanceKey(DETACH_MARK + hostname, port);
    }

    /** This key without the {@code //} mark. */
    public InstanceKey reattached() {
        return isDetached() ? new InstanceKey(hostname.substring(DETACH_MARK.length()), port) : this;
    }

    /** The canonical text {@code host:port}, without brackets for IPv6; also the default cluster name. */
    public String display() {
        return hostname + ":" + port;
    }

    /** Whether {@link #display()} is that text, without making it. */
    public boolean isDisplayedAs(String text) {
        int host = hostname.length();
        return text.length() > host + 1 && text.charAt(host) == ':' && text.startsWith(hostname)
                && text.substring(host + 1).equals(Integer.toString(port));
    }

    @Override
    public int compareTo(InstanceKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return display();
    }
}
