package io.orchestrator.backend.datasource;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.ports.driven.MetricsSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TransactionRetryTest {

    private static final TransactionRetry RETRY =
            new TransactionRetry(3, Duration.ofMillis(1), Duration.ofMillis(2));

    private final AtomicInteger attempts = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1213, 1205, 3101, 1180})
    void whatWasUndoneIsRepeated(int error) {
        String done =
                RETRY.run("Cannot write", Deadline.in(Duration.ofSeconds(5)), MetricsSink.NONE,
                        () -> failing(error, 2));

        assertThat(done).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1047, 1290, 1792, 1836, 1045, 1064})
    void nothingElseIsRepeated(int error) {
        BackendException failure = catchThrowableOfType(BackendException.class,
                () -> RETRY.run("Cannot write", Deadline.in(Duration.ofSeconds(5)), MetricsSink.NONE,
                        () -> failing(error, 2)));

        assertThat(failure).hasMessageContaining("(error " + error + ")");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aCommitThatFailsEachTimeMeansThatNothingCanBeWritten() {
        BackendException failure = catchThrowableOfType(BackendException.class,
                () -> RETRY.run("Cannot write", Deadline.in(Duration.ofSeconds(5)), MetricsSink.NONE,
                        () -> failing(1180, 9)));

        assertThat(failure.category()).isEqualTo(Category.NOT_WRITABLE);
        assertThat(attempts).hasValue(3);
    }

    private String failing(int error, int times) throws SQLException {
        if (attempts.incrementAndGet() <= times) {
            throw new SQLException("provoked", "HY000", error);
        }
        return "done";
    }
}
