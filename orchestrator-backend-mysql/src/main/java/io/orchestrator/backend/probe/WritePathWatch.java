package io.orchestrator.backend.probe;

import java.time.Duration;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.WriteHealth;
import org.jspecify.annotations.Nullable;

/** Looks at the write path of one server as long as somebody wants it: with each probe, and by writes on trial beside them. */
final class WritePathWatch {
    /** A server that does not finish commits keeps each session that asks for the place of its binary log, too, until the disk is back. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final CommitTracker commits = new CommitTracker();
    private final WriteTrials trials;
    private volatile @Nullable Duration unanswered;
    private volatile boolean waits;

    WritePathWatch(WriteTrials trials) {
        this.trials = trials;
    }

    /**
     * Takes what one probe read.
     *
     * @param variables of the server
     * @param sessions what {@link CommitQuery} asked
     * @param asked when that was asked for
     * @param received when it was there
     * @param trial what is written on trial
     * @return what is known by now; null of a server that is read-only
     */
    @Nullable
    WriteHealth observe(Row variables, Row sessions, Duration asked, Duration received, WriteTrial trial) {
        if (VariablesReader.isReadOnly(variables)) {
            commits.forget();
            return null;
        }
        CommitProgress progress = commits.observe(variables, sessions, asked, received);
        waits = switch (progress.waitingFor()) {
            case COMMIT, DISK_SPACE -> true;
            case NOTHING, READ_LOCK, ACKNOWLEDGEMENT -> false;
        };
        boolean tries = !trial.statement().isEmpty();
        if (tries) {
            trials.begin(trial);
        }
        return new WriteHealth(progress, tries ? trials.last() : null);
    }

    /** What a probe asked after that was not answered in time. */
    void unanswered(Duration now) {
        unanswered = now;
    }

    /** Whether it would not be answered now either: commits wait still, and it is not long ago. */
    boolean isUnanswered(Duration now) {
        Duration last = unanswered;
        return waits && last != null && now.minus(last).compareTo(ASKED_AGAIN_AFTER) < 0;
    }
}
