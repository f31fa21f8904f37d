package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.Objects;

/** What is done about one analysis, and why. */
public sealed interface RecoveryDecision {
    /** Sentence for people. */
    String reason();

    /** Nothing is registered. */
    record Ignore(String reason) implements RecoveryDecision {
        public Ignore {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The detection is registered, hooks run, nothing is recovered. */
    record DetectOnly(String reason) implements RecoveryDecision {
        public DetectOnly {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A recovery would be right, but something forbids it: the detection is registered, hooks run. */
    record Blocked(String reason) implements RecoveryDecision {
        public Blocked {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Too early to tell: the analysis is repeated after the delay. */
    record RecheckAfter(Duration delay, String reason) implements RecoveryDecision {
        public RecheckAfter {
            Objects.requireNonNull(delay, "delay");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Recover. */
    record Recover(String reason) implements RecoveryDecision {
        public Recover {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
