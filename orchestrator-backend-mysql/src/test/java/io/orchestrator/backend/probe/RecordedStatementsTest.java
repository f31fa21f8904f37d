package io.orchestrator.backend.probe;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a probe asks each version (discovery.md 2; P-1, P-2: by number, from the version that takes the words). */
class RecordedStatementsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44    | SHOW SLAVE STATUS; SHOW MASTER STATUS
            mysql-8.0.21    | SHOW SLAVE STATUS; SHOW MASTER STATUS
            mysql-8.0.36    | SHOW REPLICA STATUS; SHOW MASTER STATUS
            percona-8.0.36  | SHOW REPLICA STATUS; SHOW MASTER STATUS
            mysql-9.7.0     | SHOW REPLICA STATUS; SHOW BINARY LOG STATUS
            mariadb-10.5.23 | SHOW ALL SLAVES STATUS; SHOW MASTER STATUS
            mariadb-10.6.16 | SHOW ALL SLAVES STATUS; SHOW MASTER STATUS
            mariadb-10.11.6 | SHOW ALL SLAVES STATUS; SHOW MASTER STATUS
            mariadb-11.4.4  | SHOW ALL SLAVES STATUS; SHOW MASTER STATUS
            """)
    void routineProbeIsThreeStatementsInTheWordsOfTheVersion(String folder, String afterVariables) {
        ProbeScript script = ProbeScript.of(new Recorded(folder).traits(), false, false);

        assertThat(script.parts()).hasSize(3);
        assertThat(script.text()).startsWith("SELECT @@global.hostname AS hostname, ").endsWith("; " + afterVariables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-5.7.44", "mysql-8.0.21", "mysql-9.7.0", "mariadb-10.11.6", "percona-8.0.36"})
    void onlyVariablesThatTheServerHasAreSelected(String folder) {
        Recorded server = new Recorded(folder);
        String select = ProbeScript.of(server.traits(), false, false).text().split(";", -1)[0];

        assertThat(ServerTraits.WANTED).allSatisfy(name -> assertThat(select.contains("@@global." + name + " "))
                .as(name)
                .isEqualTo(server.variables().has(name)));
        assertThat(select).doesNotContain("master_info_repository").doesNotContain("performance_schema");
    }

    @ParameterizedTest
    @CsvSource({"mysql-5.7.44,true,false", "mysql-8.0.21,true,true", "mysql-8.0.36,true,true", "mysql-9.7.0,true,true",
            "mariadb-10.11.6,false,false"})
    void evidenceIsOneStatementMoreWhereThePerformanceSchemaTellsIt(String folder, boolean told, boolean applying) {
        ProbeScript script = ProbeScript.of(new Recorded(folder).traits(), false, true);

        assertThat(script.parts().contains(ProbeScript.Part.HEARTBEATS)).isEqualTo(told);
        assertThat(script.text().contains("applying_transaction_original_commit_timestamp")).isEqualTo(applying);
        assertThat(script.text()).doesNotContain("global_status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-8.4.3"})
    void memberOfAGroupIsAskedForItsGroupToo(String folder) {
        assertThat(ProbeScript.of(new Recorded(folder).traits(), false, false).parts()).containsExactly(
                ProbeScript.Part.VARIABLES, ProbeScript.Part.REPLICA_STATUS, ProbeScript.Part.BINARY_LOG_STATUS,
                ProbeScript.Part.GROUP_MEMBERS);
    }
}
