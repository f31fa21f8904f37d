package io.orchestrator.ports.driving;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.PoolStore;

/** Pools of servers, submitted by whoever runs them (http-api.md 2.7, cli.md 10.8). */
public interface PoolCommands {
    /**
     * Replaces all members of a pool.
     *
     * @param members none empties it
     * @param fuzzy complete a host name where it is a piece of one known server's ({@code SupportFuzzyPoolHostnames})
     */
    CompletionStage<Void> submit(String pool, List<InstanceKey> members, boolean fuzzy);

    /** All members by pool, host name and port. */
    CompletionStage<List<PoolStore.Member>> members();
}
