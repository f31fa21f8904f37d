package io.orchestrator.ports.driven;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.naming.HostAddresses;

/**
 * What host names stand for ({@code hostname_resolve} and its history), addresses of hosts ({@code hostname_ips}), and virtual names of
 * servers ({@code hostname_unresolve}).
 */
public interface NameStore {
    /** Resolved name by name, sorted. */
    CompletionStage<Map<String, String>> resolved();

    /**
     * Keeps resolved names, as of now; of those that differ the history is kept, too, for ever.
     *
     * @param names resolved name by name, at most 200
     */
    CompletionStage<Void> writeResolved(Map<String, String> names);

    /** Forgets all resolved names; their history stays. */
    CompletionStage<Void> clearResolved();

    /** What these names stood for when they were last resolved to another, by name; names never resolved are left out. */
    CompletionStage<Map<String, String>> history(Collection<String> hostnames);

    /** Addresses by host name, sorted. */
    CompletionStage<Map<String, HostAddresses>> addresses();

    /** Keeps the addresses of hosts, at most 200. */
    CompletionStage<Void> writeAddresses(Map<String, HostAddresses> addresses);

    /** Virtual name by host name, sorted. */
    CompletionStage<Map<String, String>> unresolved();

    /** Gives a host the virtual name that replicas shall use; an empty one takes it away. */
    CompletionStage<Void> unresolve(String hostname, String virtualName);
}
