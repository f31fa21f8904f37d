package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/** What a recovery is told. */
public sealed interface RecoveryEvent {
    /**
     * Hooks of one point have run.
     *
     * @param reason why the first that failed did, on one line; empty when none failed or it is not known
     */
    record HooksRan(HookPoint point, boolean succeeded, String reason) implements RecoveryEvent {
        public HooksRan {
            Objects.requireNonNull(point, "point");
            Objects.requireNonNull(reason, "reason");
        }

        public HooksRan(HookPoint point, boolean succeeded) {
            this(point, succeeded, "");
        }
    }

    /** A server was looked at. */
    record Looked(InstanceKey key, Sight sight) implements RecoveryEvent {
        public Looked {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(sight, "sight");
        }
    }

    /** What a look saw. */
    sealed interface Sight {
        /** It answered. */
        record Answered(boolean readOnly, boolean replica) implements Sight {}

        /** Nobody listens at its address. */
        record Gone(String reason) implements Sight {}

        /** It refused the connection because it has too many: it lives, and tells nothing else. */
        record Crowded(String reason) implements Sight {}

        /** No answer in time, or none that could be read: it may be alive. */
        record Silent(String reason) implements Sight {}
    }

    /** All actions of a step have an outcome. */
    record StepDone(List<ActionOutcome> outcomes) implements RecoveryEvent {
        public StepDone {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** The wait is over. */
    record Waited() implements RecoveryEvent {}

    /** The books are kept; failures are sentences. */
    record BooksKept(List<String> failures) implements RecoveryEvent {
        public BooksKept {
            failures = List.copyOf(failures);
        }
    }

    /** The row is resolved. */
    record Resolved() implements RecoveryEvent {}
}
