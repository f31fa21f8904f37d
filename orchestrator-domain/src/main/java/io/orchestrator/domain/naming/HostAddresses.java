package io.orchestrator.domain.naming;

import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Addresses of a host, as text ({@code hostname_ips}).
 *
 * @param ipv4 the last IPv4 address, empty when there is none
 * @param ipv6 the last IPv6 address in its short form, empty when there is none
 */
public record HostAddresses(String ipv4, String ipv6) {
    public static final HostAddresses NONE = new HostAddresses("", "");

    private static final int V4_BYTES = 4;
    private static final int V6_GROUPS = 8;

    public HostAddresses {
        Objects.requireNonNull(ipv4, "ipv4");
        Objects.requireNonNull(ipv6, "ipv6");
    }

    /**
     * Of all addresses the last of each kind.
     *
     * @param addresses 4 or 16 bytes each, in the order in which the resolver gave them
     */
    public static HostAddresses lastOf(List<byte[]> addresses) {
        String v4 = "";
        String v6 = "";
        for (byte[] address : addresses) {
            if (address.length == V4_BYTES) {
                v4 = dotted(address);
            } else {
                v6 = grouped(address);
            }
        }
        return new HostAddresses(v4, v6);
    }

    public boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    /** The IPv4 address, else the IPv6 address; empty when there is neither. */
    public String preferred() {
        return ipv4.isEmpty() ? ipv6 : ipv4;
    }

    private static String dotted(byte[] address) {
        StringJoiner text = new StringJoiner(".");
        for (byte part : address) {
            text.add(Integer.toString(Byte.toUnsignedInt(part)));
        }
        return text.toString();
    }

    /** As RFC 5952 has it: the longest run of at least two zero groups is left out. */
    private static String grouped(byte[] address) {
        int[] groups = new int[V6_GROUPS];
        for (int i = 0; i < V6_GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(address[2 * i]) << 8 | Byte.toUnsignedInt(address[2 * i + 1]);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < V6_GROUPS; i++) {
            int end = i;
            while (end < V6_GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (start < 0) {
            return joined(groups, 0, V6_GROUPS);
        }
        return joined(groups, 0, start) + "::" + joined(groups, start + length, V6_GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
