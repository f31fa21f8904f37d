package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.stream.Stream;

import io.orchestrator.domain.instance.CommitProgress.Wait;
import io.orchestrator.domain.instance.ProbeWrite.Result;
import io.orchestrator.domain.instance.WriteHealth.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class WriteHealthTest {
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final Duration JUST_BEFORE = AFTER.minusMillis(1);

    record Case(String name, CommitProgress commits, @Nullable ProbeWrite write, Verdict verdict) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static CommitProgress waits(Wait wait, Duration stalledFor) {
        return new CommitProgress(wait, 3, Duration.ofHours(1), stalledFor);
    }

    private static ProbeWrite write(Result result, Duration standing) {
        return new ProbeWrite(result, Duration.ofSeconds(2), standing, 0, "why");
    }

    static Stream<Case> cases() {
        CommitProgress free = CommitProgress.FREE;
        return Stream.of(new Case("idle", free, null, Verdict.WELL),
                new Case("written", free, write(Result.WRITTEN, Duration.ZERO), Verdict.WELL),
                new Case("stalled for long enough", waits(Wait.COMMIT, AFTER), null, Verdict.STALLED),
                new Case("a commit that takes its time", waits(Wait.COMMIT, JUST_BEFORE), null, Verdict.WELL),
                new Case("load whose commits come and go", waits(Wait.COMMIT, Duration.ZERO),
                        write(Result.WRITTEN, Duration.ZERO), Verdict.WELL),
                new Case("waits for disk space", waits(Wait.DISK_SPACE, AFTER), null, Verdict.DISK_FULL),
                new Case("waited for disk space a moment", waits(Wait.DISK_SPACE, JUST_BEFORE), null, Verdict.WELL),
                new Case("told that the disk is full", free, write(Result.DISK_FULL, Duration.ZERO),
                        Verdict.DISK_FULL),
                new Case("told so while a lock is held", waits(Wait.READ_LOCK, AFTER),
                        write(Result.DISK_FULL, Duration.ZERO), Verdict.DISK_FULL),
                new Case("told of a read-only file system", free,
                        write(Result.READ_ONLY_FILE_SYSTEM, Duration.ZERO), Verdict.READ_ONLY_FILE_SYSTEM),
                new Case("a lock that somebody holds", waits(Wait.READ_LOCK, Duration.ofHours(1)),
                        write(Result.UNANSWERED, Duration.ofHours(1)), Verdict.LOCKED),
                new Case("semi-sync", waits(Wait.ACKNOWLEDGEMENT, Duration.ofHours(1)),
                        write(Result.UNANSWERED, Duration.ofHours(1)), Verdict.WAITS_FOR_ACKNOWLEDGEMENT),
                new Case("a write that does not return", free, write(Result.UNANSWERED, AFTER), Verdict.STALLED),
                new Case("a write that did not return once", free, write(Result.UNANSWERED, JUST_BEFORE),
                        Verdict.WELL),
                new Case("a server told to be read-only", free, write(Result.READ_ONLY_SERVER, AFTER), Verdict.WELL),
                new Case("a row that is locked", free, write(Result.LOCKED, AFTER), Verdict.WELL),
                new Case("a statement of no use", free, write(Result.REFUSED, AFTER), Verdict.WELL),
                new Case("no connection for it", free, write(Result.UNCONNECTED, AFTER), Verdict.WELL));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudged(Case given) {
        assertThat(new WriteHealth(given.commits(), given.write()).verdict(AFTER)).isEqualTo(given.verdict());
    }
}
