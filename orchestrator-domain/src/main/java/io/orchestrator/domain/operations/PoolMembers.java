package io.orchestrator.domain.operations;

import java.util.ArrayList;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;

/** Members of a pool as people and scripts write them (http-api.md 2.7, cli.md 10.8). */
public final class PoolMembers {
    private PoolMembers() {}

    /**
     * The keys in a list separated by commas or white space; none for an empty one.
     *
     * @param defaultPort of those without a port
     * @throws IllegalArgumentException with the contract's text when one of them is no address
     */
    public static List<InstanceKey> parse(String text, int defaultPort) {
        List<InstanceKey> members = new ArrayList<>();
        for (String one : text.split("[ ,\r\n\t]+", -1)) {
            if (!one.isEmpty()) {
                members.add(member(one, defaultPort));
            }
        }
        return List.copyOf(members);
    }

    private static InstanceKey member(String text, int defaultPort) {
        try {
            return InstanceKey.parse(text, defaultPort);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot parse address: " + text, e);
        }
    }
}
