package io.orchestrator.app.config;

import java.util.List;

import io.orchestrator.app.config.key.Key;

/** What came of reading the files again. Unlike the reference, a bad file never ends the process (config.md 11, D7). */
public sealed interface ReloadOutcome {

    /**
     * The files are good.
     *
     * @param configuration the values to run with from now on; a key that needs a restart keeps its running value in it
     * @param changed keys whose running value changed
     * @param partly those of {@code changed} of which a part needs a restart
     * @param needRestart keys the files now set otherwise and whose running value stays until the next start
     * @param notices what to log, in order
     */
    record Reloaded(
            Configuration configuration, List<Key<?>> changed, List<Key<?>> partly, List<Key<?>> needRestart,
            List<Notice> notices) implements ReloadOutcome {
        public Reloaded {
            changed = List.copyOf(changed);
            partly = List.copyOf(partly);
            needRestart = List.copyOf(needRestart);
            notices = List.copyOf(notices);
        }
    }

    /**
     * The running configuration stays.
     *
     * @param faults every fault found; never empty
     */
    record Rejected(List<Fault> faults) implements ReloadOutcome {
        public Rejected {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a fault");
            }
        }
    }
}
