package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * How a recovery ended (recovery.md 16.1).
 *
 * @param successful somebody was promoted, or what was to be repaired is repaired
 * @param successor the promoted server, {@link InstanceKey#NONE} when nobody was
 * @param successorAlias its instance alias, may be empty
 * @param lost replicas that will not follow the successor
 * @param participants servers that were changed
 * @param errors what went wrong, one sentence each
 * @param coordinates where the successor's binary log stood right before it was made writable; null when that is not known
 */
public record RecoveryOutcome(boolean successful, InstanceKey successor, String successorAlias, List<InstanceKey> lost,
        List<InstanceKey> participants, List<String> errors, @Nullable BinlogCoordinates coordinates) {
    public RecoveryOutcome {
        Objects.requireNonNull(successor, "successor");
        Objects.requireNonNull(successorAlias, "successorAlias");
        lost = lost.stream().distinct().sorted().toList();
        participants = participants.stream().distinct().sorted().toList();
        errors = List.copyOf(errors);
    }

    /** An outcome of which no coordinates are known. */
    public RecoveryOutcome(boolean successful, InstanceKey successor, String successorAlias, List<InstanceKey> lost,
            List<InstanceKey> participants, List<String> errors) {
        this(successful, successor, successorAlias, lost, participants, errors, null);
    }

    public static RecoveryOutcome failed(String error) {
        return new RecoveryOutcome(false, InstanceKey.NONE, "", List.of(), List.of(), List.of(error));
    }
}
