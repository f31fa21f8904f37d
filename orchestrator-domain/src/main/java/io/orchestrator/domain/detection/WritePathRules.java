package io.orchestrator.domain.detection;

import java.util.List;

import io.orchestrator.domain.instance.WriteHealth;

/**
 * Rules of ours between 8b and 9 of the ordinary ladder: sources that answer and cannot write. They can match only where
 * {@link WritePathSettings} asks for it. The contract's codes for sources that cannot be read, and for those that lack acknowledgements,
 * come before: those stall commits, too.
 */
final class WritePathRules {
    static final List<Rule> RULES = List.of(
            new Rule("W1", AnalysisCode.DISK_FULL_MASTER, (e, _) -> says(e, WriteHealth.Verdict.DISK_FULL),
                    e -> "the source answers, but has no disk space left: " + Words.writes(e.further().writes())),
            new Rule("W2", AnalysisCode.READ_ONLY_FILE_SYSTEM_MASTER,
                    (e, _) -> says(e, WriteHealth.Verdict.READ_ONLY_FILE_SYSTEM),
                    e -> "the source answers, but its file system takes no writes: "
                            + Words.writes(e.further().writes())),
            new Rule("W3", AnalysisCode.WRITE_STALLED_MASTER, (e, _) -> says(e, WriteHealth.Verdict.STALLED),
                    e -> "the source answers, but does not finish what is written: "
                            + Words.writes(e.further().writes())));

    private WritePathRules() {}

    private static boolean says(Evidence e, WriteHealth.Verdict verdict) {
        Evidence.WritePath writes = e.further().writes();
        boolean answers = e.check().valid() || e.check().partial();
        return writes != null && writes.verdict() == verdict && e.role().master() && e.replicas().count() > 0
                && answers && !e.readOnly();
    }
}
