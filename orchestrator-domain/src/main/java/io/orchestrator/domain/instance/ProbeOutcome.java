package io.orchestrator.domain.instance;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/** What became of one probe. */
public sealed interface ProbeOutcome {
    /** The key that was asked for. */
    InstanceKey probed();

    ProbeTimes times();

    /**
     * The server answered completely.
     *
     * @param probed the key asked for; the snapshot may carry another name
     */
    record Seen(InstanceKey probed, InstanceSnapshot snapshot, ProbeTimes times) implements ProbeOutcome {
        public Seen {
            Objects.requireNonNull(probed, "probed");
            Objects.requireNonNull(snapshot, "snapshot");
            Objects.requireNonNull(times, "times");
        }
    }

    /** The server answered the basic variables and failed later (partial success of detection.md 2.1). */
    record PartlySeen(InstanceKey probed, ProbeFailure failure, ProbeTimes times) implements ProbeOutcome {
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
