package io.orchestrator.app.command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InformationCommandsTest {
    private final CommandBench bench = new CommandBench();

    @BeforeEach
    void twoClusters() {
        bench.store("db1:3306", server("db1").reportsReplicas("db2", "db3").suggestsAlias("main"),
                server("db2").replicaOf("db1").readOnly(),
                server("db3").replicaOf("db1").readOnly().ioStopped());
        bench.store("other:3306", server("other"));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void clustersAreListedByName() {
        assertThat(bench.run("-c", "clusters")).containsExactly("db1:3306", "other:3306");
    }

    @Test
    void clustersAreListedWithTheirAliases() {
        assertThat(bench.run("-c", "clusters-alias")).hasSize(2).allMatch(line -> line.matches("[^\t]+\t[^\t]+"));
    }

    @Test
    void eachClusterHasOneWritableSource() {
        assertThat(bench.run("-c", "all-clusters-masters")).containsExactly("db1:3306", "other:3306");
    }

    @Test
    void instancesAreListedTopmostFirst() {
        assertThat(bench.run("-c", "all-instances")).containsExactly("db1:3306", "other:3306", "db2:3306", "db3:3306");
        assertThat(bench.run("-c", "bulk-instances")).containsExactly("db1:3306", "db2:3306", "db3:3306", "other:3306");
    }

    @Test
    void findTakesAnExpressionAndSearchAPiece() {
        assertThat(bench.run("-c", "find", "-pattern", "db[23]")).containsExactly("db2:3306", "db3:3306");
        assertThat(bench.run("-c", "search", "-pattern", "DB2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "search", "-pattern", " 3306 ")).hasSize(4);
        assertThatThrownBy(() -> bench.run("-c", "find")).hasMessage("No pattern given");
        assertThatThrownBy(() -> bench.run("-c", "find", "-pattern", "[")).isInstanceOf(CommandFailure.class)
                .hasMessageContaining("'['");
    }

    @Test
    void aClusterIsExplainedFromTheBackend() {
        assertThat(bench.run("-c", "explain", "-alias", "main")).first()
                .asString()
                .startsWith("Cluster main, db1:3306, as stored in the backend, ");
        assertThat(bench.run("-c", "explain", "-alias", "main"))
                .contains(
                        "db1:3306 would NOT be recovered: cluster db1:3306 matches none of RecoverMasterClusterFilters")
                .anyMatch(line -> line.startsWith("    1. db2:3306: best of 2"))
                .anyMatch(line -> line.startsWith("  Note: this process does not lead"));
        assertThat(bench.run("-c", "explain", "-i", "db3").get(1))
                .startsWith("db3:3306 would NOT be recovered: no server");
        assertThat(bench.run("-c", "explain", "-alias", "nothing", "-i", "db1").get(1)).startsWith("db1:3306 ");
        assertThatThrownBy(() -> bench.run("-c", "explain", "-alias", "nothing"))
                .hasMessage("Unable to determine cluster name. clusterHint=nothing");
        assertThatThrownBy(() -> bench.run("-c", "explain", "-i", "nobody"))
                .hasMessage("Instance not found: nobody:3306");
    }

    @Test
    void aTopologyIsATreeWithAlignedBrackets() {
        assertThat(bench.run("-c", "topology", "-i", "db2")).hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("db1:3306   [0s,ok,"))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("+ db2:3306 [0s,ok,"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("- db3:3306 [null,nonreplicating,"));
        assertThat(bench.run("-c", "topology-tabulated", "-alias", "db1:3306")).hasSize(3)
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 6);
    }

    @Test
    void theTreeOfAnUnknownClusterIsAnEmptyLine() {
        assertThat(String.join("", bench.run("-c", "topology", "-i", "nobody"))).isEmpty();
    }

    @Test
    void whichQuestionsAreAnsweredInOneLine() {
        assertThat(bench.run("-c", "which-cluster", "-i", "db3")).containsExactly("db1:3306");
        assertThat(bench.run("-c", "which-master", "-i", "db3")).containsExactly("db1:3306");
        assertThat(bench.run("-c", "which-master", "-i", "db1")).isEmpty();
        assertThat(bench.run("-c", "which-instance", "-i", "b2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "which-cluster-master", "-i", "db3")).containsExactly("db1:3306");
        assertThat(bench.run("-c", "which-cluster-instances", "-i", "db3"))
                .containsExactly("db1:3306", "db2:3306", "db3:3306");
    }

    @Test
    void replicasAreListedByNameAndNoneIsNoFailure() {
        assertThat(bench.run("-c", "which-replicas", "-i", "db1")).containsExactly("db2:3306", "db3:3306");
        assertThat(bench.run("-c", "which-slaves", "-i", "db1")).containsExactly("db2:3306", "db3:3306");
        assertThat(bench.run("-c", "which-replicas", "-i", "nobody")).isEmpty();
    }

    @Test
    void severalInstancesAreSeveralRuns() {
        assertThat(bench.run("-c", "which-master", "-i", "db2, db3")).containsExactly("db1:3306", "db1:3306");
    }

    @Test
    void anUnknownInstanceIsNamed() {
        assertThatThrownBy(() -> bench.run("-c", "which-master", "-i", "nobody"))
                .hasMessage("Instance not found: nobody:3306");
    }

    @Test
    void aMissingInstanceIsThisHostAndAMalformedOneIsRefused() {
        assertThatThrownBy(() -> bench.run("-c", "instance-status")).hasMessage("Instance not found: here:3306");
        assertThatThrownBy(() -> bench.run("-c", "instance-status", "-i", "db1:abc"))
                .hasMessage("Cannot deduce instance: db1:abc");
        assertThatThrownBy(() -> bench.run("-c", "which-cluster-instances", "-i", "db1:abc"))
                .hasMessage("Cannot deduce instance: db1:abc");
    }

    @Test
    void anAddressIsTakenWithAndWithoutBracketsAndShownWithout() {
        bench.store("::1:3307", server("[::1]:3307"), server("[::2]:3307").replicaOf("[::1]:3307").readOnly());

        for (String given : new String[] {"[::1]:3307", "::1:3307"}) {
            assertThat(bench.run("-c", "which-instance", "-i", given)).containsExactly("::1:3307");
            assertThat(bench.run("-c", "which-cluster-instances", "-i", given)).containsExactly("::1:3307", "::2:3307");
            assertThat(bench.run("-c", "can-replicate-from", "-i", "[::2]:3307", "-d", given))
                    .containsExactly("::1:3307");
            assertThat(bench.run("-c", "which-cluster", "-alias", given, "-i", "[::2]:3307"))
                    .containsExactly("::1:3307");
        }
        assertThat(bench.run("-c", "which-master", "-i", "::2:3307, [::2]:3307")).containsExactly("::1:3307",
                "::1:3307");
        assertThat(bench.run("-c", "topology", "-i", "[::2]:3307")).first().asString().startsWith("::1:3307   [0s,ok,");
        assertThatThrownBy(() -> bench.run("-c", "which-instance", "-i", "::1"))
                .hasMessage("Instance not found: ::1:3306");
    }

    @Test
    void anAddressIsNoPieceOfAnother() {
        bench.store("110.0.0.1:3306", server("110.0.0.1"));

        assertThatThrownBy(() -> bench.run("-c", "which-instance", "-i", "10.0.0.1"))
                .hasMessage("Instance not found: 10.0.0.1:3306");
        assertThat(bench.run("-c", "which-instance", "-i", "0.0.1")).containsExactly("110.0.0.1:3306");
    }

    @Test
    void theStatusOfAnInstanceIsTheBracket() {
        assertThat(bench.run("-c", "instance-status", "-i", "db2")).singleElement()
                .asString()
                .matches("\\[0s,ok,[0-9.]+,ro,ROW,>>,GTID]");
    }

    @Test
    void questionsAreAnsweredWithTheKeyOrNothing() {
        assertThat(bench.run("-c", "is-replicating", "-i", "db2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "is-replicating", "-i", "db3")).isEmpty();
        assertThat(bench.run("-c", "is-replication-stopped", "-i", "db2")).isEmpty();
        assertThat(bench.run("-c", "can-replicate-from", "-i", "db3", "-d", "db2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "can-replicate-from", "-i", "db3", "-d", "db3")).isEmpty();
        assertThatThrownBy(() -> bench.run("-c", "can-replicate-from", "-i", "db3"))
                .hasMessage("Cannot deduce target instance: ");
    }

    @Test
    void anUnknownClusterIsAnEmptyLineWhereScriptsTestForIt() {
        assertThat(String.join("", bench.run("-c", "which-cluster", "-i", "nobody"))).isEmpty();
        assertThatThrownBy(() -> bench.run("-c", "which-cluster-alias", "-i", "nobody"))
                .hasMessage("No cluster info found for ");
        assertThatThrownBy(() -> bench.run("-c", "which-cluster-master", "-i", "nobody"))
                .hasMessage("No writeable masters found for cluster ");
        assertThatThrownBy(() -> bench.run("-c", "get-cluster-heuristic-lag", "-i", "nobody"))
                .hasMessage("No instances found in GetInstancesMaxLag");
    }

    @Test
    void theLagOfAClusterIsInWholeSeconds() {
        assertThat(bench.run("-c", "get-cluster-heuristic-lag", "-i", "db1")).containsExactly("0");
        assertThat(bench.run("-c", "which-cluster-osc-replicas", "-i", "db1")).contains("db2:3306");
        assertThat(bench.run("-c", "which-cluster-gh-ost-replicas", "-i", "db1")).contains("db2:3306");
    }

    /** topology-ops.md 7.2. */
    @Test
    void anUnknownLagDoesNotCountAndWithoutAServerThereIsNoLag() {
        bench.store("m:3306", server("m").reportsReplicas("r"), server("r").replicaOf("m").unknownLag());

        assertThat(bench.run("-c", "get-cluster-heuristic-lag", "-i", "m")).containsExactly("0");
        assertThatThrownBy(() -> bench.run("-c", "get-cluster-heuristic-lag", "-i", "other"))
                .hasMessage("No instances found in GetInstancesMaxLag");
    }

    @Test
    void aCommandThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> bench.run("-c", "relocate", "-i", "db2", "-d", "db3"))
                .hasMessage("command 'relocate' is not available in this release");
    }

    @Test
    void aRecordedTopologyIsATreeOfNames() {
        assertThat(bench.run("-c", "topology", "-i", "db1", "-pattern", ".")).isEmpty();

        assertThat(bench.run("-c", "snapshot-topologies")).isEmpty();

        for (String command : new String[] {"topology", "topology-tabulated", "topology-tags"}) {
            assertThat(bench.run("-c", command, "-i", "db1", "-pattern", "^[0-9]+$"))
                    .containsExactly("db1:3306", "- db2:3306", "- db3:3306");
        }
        assertThat(bench.run("-c", "topology", "-i", "db1", "-pattern", "x")).isEmpty();
        assertThatThrownBy(() -> bench.run("-c", "topology", "-i", "db1", "-pattern", "["))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("'['");
    }
}
