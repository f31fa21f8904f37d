package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import org.jspecify.annotations.Nullable;

/** The leader row in the backend (ha-shared-backend.md 3), wire-compatible with the reference, and our lease row beside it. */
public interface LeaderStore {
    /**
     * One attempt to be, or stay, leader: fills a vacancy; affirms the own row; takes an expired one over when allowed. Counted by
     * matched rows or by reading back, so that two affirmations in one second both count.
     *
     * @param self this process
     * @param lease lease of ours that the affirmation starts
     * @param takeOver the row that this node has seen unchanged for its whole lease and may displace if the backend, too, says it is
     *     expired, or that it was affirmed at a time that is yet to come; null when it may not displace anybody. A row whose owner
     *     keeps no lease of ours expires after the contract's 5 s
     * @param contractLease the contract's lease, 5 s
     * @return the row after the attempt
     */
    CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease);

    /** Reads the row without standing for election. */
    CompletionStage<LeaderRow> read();

    /** Expires the own row at once, so that another node can lead without waiting; nothing happens when it is not the own row. */
    CompletionStage<Void> handOver(NodeId self);

    /** Takes the row whoever holds it ({@code grab-election}). */
    CompletionStage<Void> grab(NodeId self);

    /** Deletes the row, so that the next attempt of any node wins ({@code reelect}). */
    CompletionStage<Void> reelect();
}
