package io.orchestrator.domain.instance;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/** What became of one probe. */
public sealed interface ProbeOutcome {
    /** The key that was asked for. */
    InstanceKey probed();

    ProbeTimes times();

    /**
     * The server answered completely.
     *
     * @param probed the key asked for; the snapshot may carry another name
     * @param writes what was learned of the write path; null where it was not asked
     */
    record Seen(InstanceKey probed, InstanceSnapshot snapshot, ProbeTimes times, @Nullable WriteHealth writes)
            implements ProbeOutcome {
        /** An outcome that says nothing of the write path. */
        public Seen(InstanceKey probed, InstanceSnapshot snapshot, ProbeTimes times) {
            this(probed, snapshot, times, null);
        }

        /** The same with another picture. */
        public Seen with(InstanceSnapshot other) {
            return new Seen(probed, other, times, writes);
        }

        public Seen {
            Objects.requireNonNull(probed, "probed");
            Objects.requireNonNull(snapshot, "snapshot");
            Objects.requireNonNull(times, "times");
        }
    }

    /**
     * The server answered the basic variables and failed later (partial success of detection.md 2.1).
     *
     * @param writes what was learned of the write path before it failed; null where it was not asked, or did not answer
     */
    record PartlySeen(InstanceKey probed, ProbeFailure failure, ProbeTimes times, @Nullable WriteHealth writes)
            implements ProbeOutcome {
        /** An outcome that says nothing of the write path. */
        public PartlySeen(InstanceKey probed, ProbeFailure failure, ProbeTimes times) {
            this(probed, failure, times, null);
        }

        public PartlySeen {
            Objects.requireNonNull(probed, "probed");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(times, "times");
        }
    }

    /** The server did not answer. */
    record Unseen(InstanceKey probed, ProbeFailure failure, ProbeTimes times) implements ProbeOutcome {
        public Unseen {
            Objects.requireNonNull(probed, "probed");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(times, "times");
        }
    }
}
