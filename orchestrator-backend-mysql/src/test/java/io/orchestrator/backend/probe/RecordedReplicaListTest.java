package io.orchestrator.backend.probe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How the replicas of each version are found (discovery.md 5.6). */
class RecordedReplicaListTest {
    private static final ProbeFilters.Compiled NO_FILTERS = ProbeFilters.NONE.compile();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44    | db3.example/3306
            mysql-8.0.21    | 10.0.0.7/3306 2001:db8::7/3306
            mysql-8.0.36    | ::1/3306
            mysql-9.7.0     | 2001:db8::9/3306
            percona-8.0.36  | db3/3306 backup1/3306
            mariadb-10.5.23 | db3/3306
            """)
    void clientsThatReadTheBinaryLogAreReplicas(String folder, String keys) {
        assertThat(ReplicaListReader.dumping(new Recorded(folder).rows("process-list"), 3306, NO_FILTERS))
                .containsExactlyElementsOf(keys(keys));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44    | db3.example/3306
            mysql-8.0.36    | db3/3307
            mysql-9.7.0     | 2001:db8::9/10113
            percona-8.0.36  | db3/3306
            mariadb-10.5.23 | db3/3306
            maxscale-1.1.0  | db4.example/3306
            """)
    void replicasThatRegisteredAreRead(String folder, String keys) {
        assertThat(ReplicaListReader.registered(new Recorded(folder).rows("replicas"), NO_FILTERS))
                .contains(keys(keys));
    }

    @Test
    void whereNoneSaidWhereItIsAnotherWayIsTried() {
        assertThat(ReplicaListReader.registered(new Recorded("mysql-8.0.21").rows("replicas"), NO_FILTERS)).isEmpty();
        assertThat(ReplicaListReader.registered(List.of(), NO_FILTERS)).isEmpty();
    }

    @Test
    void oneThatIsLeftOutHasSaidWhereItIs() {
        var filters = new ProbeFilters(List.of("db3"), List.of()).compile();

        assertThat(ReplicaListReader.registered(new Recorded("mysql-8.0.36").rows("replicas"), filters))
                .isEqualTo(Optional.of(List.of()));
    }

    /** discovery.md P-4: the performance schema has that table from 8.0.22 on. */
    @ParameterizedTest
    @CsvSource({"mysql-5.7.44,information_schema", "mysql-8.0.21,information_schema", "mysql-8.0.36,performance_schema",
            "mysql-8.4.3,performance_schema", "mysql-9.7.0,performance_schema", "percona-8.0.36,performance_schema",
            "mariadb-10.5.23,information_schema", "mariadb-11.4.4,information_schema"})
    void processListIsReadWhereItIsAndHurtsLeast(String folder, String schema) {
        assertThat(ReplicaListReader.processListQuery(new Recorded(folder).traits()))
                .contains(schema + ".processlist");
    }

    @Test
    void serversOfAnNdbClusterAreFoundByTheirAddress() {
        List<Row> rows = List.of(uri("mysql://10.0.0.1"), uri("mysql://db2:3307"), uri("mysql://[2001:db8::3]:3308/"),
                uri("mysql://2001:db8::4"), uri(""), uri("mysql://db2:x"));

        assertThat(ReplicaListReader.ofNdb(rows, 3306))
                .containsExactlyElementsOf(keys("10.0.0.1/3306 db2/3307 2001:db8::3/3308 2001:db8::4/3306"));
    }

    @ParameterizedTest
    @CsvSource({"5.7.44-ndb-7.6.28-cluster-gpl,true", "8.0.36-cluster,true", "8.0.36,false", "8.0.36-28,false"})
    void onlyServersOfNdbClustersAreAskedForOthers(String version, boolean ndb) {
        assertThat(ServerTraits.of(new ServerVersion(version), false, List.of()).isNdb()).isEqualTo(ndb);
    }

    private static Row uri(String uri) {
        return RecordedRows.row("service_URI: " + uri);
    }

    private static List<InstanceKey> keys(String text) {
        return Stream.of(text.split(" ")).map(key -> {
            int slash = key.indexOf('/');
            return new InstanceKey(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
        }).toList();
    }
}
