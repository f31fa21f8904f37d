package io.orchestrator.ports.driven;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What host names stand for ({@code hostname_resolve}), and virtual names of servers ({@code hostname_unresolve}). */
public interface NameStore {
    /** Resolved name by name, sorted. */
    CompletionStage<Map<String, String>> resolved();

    /** Forgets all resolved names. */
    CompletionStage<Void> clearResolved();

    /** Virtual name by host name, sorted. */
    CompletionStage<Map<String, String>> unresolved();

    /** Gives a host the virtual name that replicas shall use; an empty one takes it away. */
    CompletionStage<Void> unresolve(String hostname, String virtualName);
}
