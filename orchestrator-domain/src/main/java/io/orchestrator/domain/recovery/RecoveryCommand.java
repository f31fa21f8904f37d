package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/** The one thing a recovery does next. Its state is stored before the command runs, and it is answered by one event. */
public sealed interface RecoveryCommand {
    /** Runs hooks; answered by {@link RecoveryEvent.HooksRan}. */
    record RunHooks(HookPoint point) implements RecoveryCommand {}

    /** Reads a server on a fresh connection; answered by {@link RecoveryEvent.Looked}. */
    record Look(InstanceKey key, Duration deadline) implements RecoveryCommand {}

    /** Executes actions on several servers at once; answered by {@link RecoveryEvent.StepDone} when all have an outcome. */
    record RunStep(String name, List<ServerAction> actions, Duration deadline) implements RecoveryCommand {
        public RunStep {
            Objects.requireNonNull(name, "name");
            actions = List.copyOf(actions);
            Objects.requireNonNull(deadline, "deadline");
        }
    }

    /** Waits; answered by {@link RecoveryEvent.Waited}. */
    record Wait(Duration duration) implements RecoveryCommand {}

    /** Writes downtimes, detections and aliases; answered by {@link RecoveryEvent.BooksKept}. */
    record KeepBooks(List<BookEntry> entries) implements RecoveryCommand {
        public KeepBooks {
            entries = List.copyOf(entries);
        }
    }

    /** Resolves the recovery's row; answered by {@link RecoveryEvent.Resolved}. */
    record Resolve(RecoveryOutcome outcome, boolean keepsBlocking) implements RecoveryCommand {}

    /** Nothing: the recovery is over, the claim is given back. */
    record Finish() implements RecoveryCommand {}
}
