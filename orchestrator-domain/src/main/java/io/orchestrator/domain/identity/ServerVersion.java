package io.orchestrator.domain.identity;

import java.util.Objects;

/**
 * A server's version text, compared numerically token by token (discovery.md 3.8).
 *
 * @param text {@code @@version} verbatim; empty when the server was never read
 */
public record ServerVersion(String text) {
    public static final ServerVersion UNKNOWN = new ServerVersion("");
    /** What the contract shows and stores of a server that is known by name only (discovery.md 6.6). */
    public static final ServerVersion NEVER_SEEN = new ServerVersion("Unknown");

    public ServerVersion {
        Objects.requireNonNull(text, "text");
    }

    /** First two dot-separated tokens ({@code 8.0}, {@code 10.11}); {@code 0.0} when there are fewer. */
    public String major() {
        String[] tokens = text.split("\\.", -1);
        return tokens.length < 2 ? "0.0" : tokens[0] + "." + tokens[1];
    }

    /** Whether this version is at least {@code major.minor.patch}; suffixes such as {@code -log} are ignored. */
    public boolean isAtLeast(int major, int minor, int patch) {
        int[] wanted = {major, minor, patch};
        for (int i = 0; i < wanted.length; i++) {
            int own = number(i);
            if (own != wanted[i]) {
                return own > wanted[i];
            }
        }
        return true;
    }

    /** Negative when this major version is lower than the other's, 0 when equal, positive when higher. */
    public int compareMajor(ServerVersion other) {
        int first = Integer.compare(number(0), other.number(0));
        return first != 0 ? first : Integer.compare(number(1), other.number(1));
    }

    /** The number that a token begins with; asked for with every probe, so that nothing is allocated. */
    private int number(int index) {
        int at = 0;
        for (int i = 0; i < index; i++) {
            at = text.indexOf('.', at) + 1;
            if (at == 0) {
                return 0;
            }
        }
        int value = 0;
        for (; at < text.length() && value <= 100_000; at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                break;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
