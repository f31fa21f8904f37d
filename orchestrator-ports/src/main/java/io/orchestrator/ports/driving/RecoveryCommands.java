package io.orchestrator.ports.driving;

import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Acknowledgement;

/** Recoveries asked for by people, and their acknowledgement (recovery.md 15, 17). */
public interface RecoveryCommands {
    /** How a requested recovery went (recovery.md 15.1). */
    sealed interface Answer {
        /** No gate failed, but there was nothing to do: {@code Recovery not attempted}. */
        record NotAttempted(String reason) implements Answer {}

        /** A gate, or the recovery, failed with this text. */
        record Failed(String reason) implements Answer {}

        /** It ran and nobody was promoted: {@code Recovery attempted but no instance promoted}. */
        record NobodyPromoted() implements Answer {}

        /** It ran. */
        record Promoted(InstanceKey successor) implements Answer {}
    }

    /**
     * Recovers a server that the analysis reports, whatever downtime, filters and switch say.
     *
     * @param key the failed server
     * @param candidate whom to promote, {@link InstanceKey#NONE} to let the product choose
     * @param skipHooks run no hooks
     * @return completes when the recovery is over
     */
    CompletionStage<Answer> recover(InstanceKey key, InstanceKey candidate, boolean skipHooks);

    /** Acknowledges; the number of rows that changed. */
    CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement);

    CompletionStage<Void> disableRecoveries(boolean disabled);

    CompletionStage<Boolean> recoveriesDisabled();
}
