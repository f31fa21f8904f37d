package io.orchestrator.backend.probe;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.instance.GtidFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** GTID mode and sets of each version (discovery.md 3.3, P-5, P-14). */
class RecordedGtidTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4f22fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String C = "5a33fa47-71ca-11e1-9e33-c80aa9429562";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44   | OFF           | false | ''                                           | ''
            mysql-8.0.21   | ON            | true  | A:1-20,B:1-3                                 | A:1-5
            mysql-8.0.36   | ON            | true  | A:1-18                                       | ''
            mysql-8.4.3    | ON            | true  | aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee:1-40    | ''
            mysql-9.7.0    | ON            | true  | A:1-4:blue:1-2:green:7,C:red:1-3             | C:red:1-2
            percona-8.0.36 | ON_PERMISSIVE | true  | B:1-9                                        | ''
            """)
    void setsOfMySql(String folder, String mode, boolean supports, String executed, String purged) {
        GtidFacts gtid = new Recorded(folder).snapshot().gtid();

        assertThat(gtid.mode()).isEqualTo(mode);
        assertThat(gtid.supportsOracleGtid()).isEqualTo(supports);
        assertThat(gtid.executed()).isEqualTo(GtidSet.mysql(spelled(executed)));
        assertThat(gtid.purged()).isEqualTo(GtidSet.mysql(spelled(purged)));
    }

    private static String spelled(String set) {
        return set.replace("A:", A + ":").replace("B:", B + ":").replace("C:", C + ":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mariadb-10.5.23 | 0-1-12
            mariadb-10.6.16 | 0-1-12
            mariadb-10.11.6 | 0-1-12,1-8-3
            mariadb-11.4.4  | ''
            """)
    void positionsOfMariaDb(String folder, String positions) {
        GtidFacts gtid = new Recorded(folder).snapshot().gtid();

        assertThat(gtid.mode()).isEmpty();
        assertThat(gtid.supportsOracleGtid()).isFalse();
        assertThat(gtid.executed()).isEqualTo(GtidSet.mariadb(positions));
    }
}
