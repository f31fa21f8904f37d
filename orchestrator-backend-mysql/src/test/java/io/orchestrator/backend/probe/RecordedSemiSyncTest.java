package io.orchestrator.backend.probe;

import io.orchestrator.domain.instance.SemiSync;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Semi-synchronous replication under the names of each version (discovery.md 3.4). */
class RecordedSemiSyncTest {
    /** An unsigned 64-bit timeout beyond our range means for ever. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44    | true  | false | false | false | false | 0 | 1 | 10000               | false | false
            mysql-8.0.21    | true  | false | false | false | false | 0 | 1 | 10000               | true  | true
            mysql-8.0.36    | true  | true  | true  | false | false | 0 | 1 | 10000               | true  | false
            mysql-8.4.3     | false | false | false | false | false | 0 | 0 | 0                   | false | false
            mysql-9.7.0     | true  | true  | true  | false | false | 0 | 1 | 10000               | false | false
            percona-8.0.36  | true  | false | false | true  | true  | 3 | 2 | 9223372036854775807 | false | false
            mariadb-10.5.23 | true  | false | false | false | false | 0 | 1 | 10000               | false | false
            mariadb-10.6.16 | true  | false | false | false | false | 0 | 1 | 10000               | true  | true
            mariadb-11.4.4  | true  | false | false | true  | true  | 2 | 1 | 10000               | false | false
            """)
    void variablesAndStatus(String folder, boolean available, boolean sourceNewNames, boolean replicaNewNames,
            boolean sourceEnabled, boolean sourceActive, int clients, int waitFor, long timeout, boolean replicaEnabled,
            boolean replicaActive) {
        assertThat(new Recorded(folder).snapshot().semiSync()).isEqualTo(new SemiSync(available, sourceNewNames,
                replicaNewNames, sourceEnabled, sourceActive, clients, waitFor, timeout, replicaEnabled,
                replicaActive));
    }
}
