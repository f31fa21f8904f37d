package io.orchestrator.app.config;

import java.util.List;

/** What came of reading the files at start. */
public sealed interface LoadOutcome {

    /**
     * All files are good.
     *
     * @param configuration the values to run with
     * @param notices what to log, in order
     */
    record Loaded(Configuration configuration, List<Notice> notices) implements LoadOutcome {
        public Loaded {
            notices = List.copyOf(notices);
        }
    }

    /**
     * Nothing may start.
     *
     * @param faults every fault found in all files, in reading order; never empty
     */
    record Rejected(List<Fault> faults) implements LoadOutcome {
        public Rejected {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a fault");
            }
        }
    }
}
