package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * How a recovery ended (recovery.md 16.1).
 *
 * @param successful somebody was promoted, or what was to be repaired is repaired
 * @param successor the promoted server, {@link InstanceKey#NONE} when nobody was
 * @param successorAlias its instance alias, may be empty
 * @param lost replicas that will not follow the successor
 * @param participants servers that were changed
 * @param errors what went wrong, one sentence each
 */
public record RecoveryOutcome(boolean successful, InstanceKey successor, String successorAlias, List<InstanceKey> lost,
        List<InstanceKey> participants, List<String> errors) {
    public RecoveryOutcome {
        Objects.requireNonNull(successor, "successor");
        Objects.requireNonNull(successorAlias, "successorAlias");
        lost = lost.stream().distinct().sorted().toList();
        participants = participants.stream().distinct().sorted().toList();
        errors = List.copyOf(errors);
    }

    public static RecoveryOutcome failed(String error) {
        return new RecoveryOutcome(false, InstanceKey.NONE, "", List.of(), List.of(), List.of(error));
    }
}
