package io.orchestrator.app.command;

import java.time.Duration;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.naming.ResolveMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangingCommandsTest {
    private final CommandBench bench = new CommandBench();

    @BeforeEach
    void oneCluster() {
        bench.store("db1:3306", server("db1").reportsReplicas("db2"), server("db2").replicaOf("db1").readOnly());
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void aDowntimeIsListedUntilItIsEnded() {
        assertThat(bench.run("-c", "begin-downtime", "-i", "db2", "-reason", "why", "-duration", "2h"))
                .containsExactly("db2:3306");

        assertThat(bench.run("-c", "which-downtimed-instances", "-i", "db1")).containsExactly("db2:3306");
        bench.backend.advance(Duration.ofMinutes(119));
        assertThat(bench.run("-c", "which-downtimed-instances", "-i", "db1")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "end-downtime", "-i", "db2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "which-downtimed-instances", "-i", "db1")).isEmpty();
        assertThat(bench.run("-c", "end-downtime", "-i", "db2")).containsExactly("db2:3306");
    }

    @Test
    void aDowntimeNeedsAReasonAndADuration() {
        assertThatThrownBy(() -> bench.run("-c", "begin-downtime", "-i", "db2")).hasMessage("--reason option required");
        assertThatThrownBy(() -> bench.run("-c", "begin-downtime", "-i", "db2", "-reason", "x", "-duration", "soon"))
                .hasMessage("Cannot parse simple time: soon");
    }

    @Test
    void aForgottenInstanceIsGone() {
        assertThat(bench.run("-c", "forget", "-i", "db2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "all-instances")).containsExactly("db1:3306");
        assertThatThrownBy(() -> bench.run("-c", "forget", "-i", "db2"))
                .hasMessage("ForgetInstance(): instance db2:3306 not found");
        assertThatThrownBy(() -> bench.run("-c", "forget")).hasMessage("Cannot deduce instance: ");
    }

    @Test
    void anInstanceIsForgottenByAPieceOfItsNameAndUnderTheNameItIsKnownBy() {
        bench.backend.names().writeResolved(Map.of("db2", "db1")).toCompletableFuture().join();

        assertThat(bench.run("-c", "which-instance", "-i", "db2")).containsExactly("db1:3306");
        assertThat(bench.run("-c", "forget", "-i", "b2")).containsExactly("db2:3306");
    }

    @Test
    void aServerIsDiscoveredUnderTheNameThatTheGivenOneStandsForAndNotByAPiece() {
        bench.backend.names().writeResolved(Map.of("10.0.0.9", "new.example.com")).toCompletableFuture().join();

        assertThatThrownBy(() -> bench.run("-c", "discover", "-i", "10.0.0.9")).isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> bench.run("-c", "discover", "-i", "b1")).isInstanceOf(CommandFailure.class);

        assertThat(bench.probed).containsExactly("new.example.com:3306", "b1:3306");
    }

    @Test
    void aNameThatCannotBeResolvedIsRefusedUnlessItIsThatOfAKnownServer() {
        bench.naming = new NamingSettings(ResolveMethod.CNAME, Duration.ofHours(1), null, true);

        assertThatThrownBy(() -> bench.run("-c", "begin-downtime", "-i", "nobody", "-reason", "why"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("Cannot deduce instance: nobody: ");
        assertThatThrownBy(() -> bench.run("-c", "discover", "-i", "db2")).isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("Cannot deduce instance: db2: ");
        assertThatThrownBy(() -> bench.run("-c", "can-replicate-from", "-i", "db2", "-d", "nobody"))
                .hasMessage("Cannot deduce target instance: nobody:3306");
        assertThat(bench.run("-c", "begin-downtime", "-i", "db2", "-reason", "why")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "forget", "-i", "db2")).containsExactly("db2:3306");
    }

    @Test
    void aServerThatDoesNotAnswerIsNotDiscovered() {
        assertThatThrownBy(() -> bench.run("-c", "discover", "-i", "new:3307"))
                .hasMessage("nobody listens on new:3307");
        assertThat(bench.probed).containsExactly("new:3307");
    }

    @Test
    void aPromotionRuleIsRegistered() {
        assertThat(bench.run("-c", "register-candidate", "-i", "db2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "bulk-promotion-rules")).containsExactly("db2:3306 prefer");
        bench.run("-c", "register-candidate", "-i", "db2", "-promotion-rule", "must_not");
        bench.run("-c", "register-candidate", "-i", "db1", "-promotion-rule", "neutral");
        bench.run("-c", "register-candidate", "-i", "unknown:3307", "-promotion-rule", "prefer_not");
        assertThat(bench.run("-c", "bulk-promotion-rules")).containsExactly("db1:3306 neutral", "db2:3306 must_not",
                "unknown:3307 prefer_not");
    }

    @Test
    void maintenanceIsALock() {
        assertThat(bench.run("-c", "in-maintenance", "-i", "db2")).isEmpty();
        assertThat(bench.run("-c", "begin-maintenance", "-i", "db2", "-reason", "why")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "in-maintenance", "-i", "db2")).containsExactly("db2:3306");
        assertThatThrownBy(() -> bench.run("-c", "begin-maintenance", "-i", "db2", "-reason", "again")).hasMessage(
                "Cannot begin maintenance for instance: db2:3306; maintenance reason: again");
        assertThat(bench.run("-c", "end-maintenance", "-i", "db2")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "in-maintenance", "-i", "db2")).isEmpty();
    }

    @Test
    void theGlobalSwitchIsSetClearedAndShown() {
        assertThat(bench.run("-c", "check-global-recoveries")).containsExactly("OK: Global recoveries disabled: false");
        assertThat(bench.run("-c", "disable-global-recoveries"))
                .containsExactly("OK: Orchestrator recoveries DISABLED globally");
        assertThat(bench.run("-c", "check-global-recoveries")).containsExactly("OK: Global recoveries disabled: true");
        assertThat(bench.run("-c", "enable-global-recoveries"))
                .containsExactly("OK: Orchestrator recoveries ENABLED globally");
    }

    @Test
    void acknowledgementsNeedAReasonAndAreCounted() {
        for (String command : new String[] {"ack-all-recoveries", "ack-cluster-recoveries",
                "ack-instance-recoveries"}) {
            assertThatThrownBy(() -> bench.run("-c", command, "-i", "db1"))
                    .hasMessage("--reason option required (comment your ack)");
            assertThat(bench.run("-c", command, "-i", "db1", "-reason", "seen"))
                    .containsExactly("0 recoveries acknowledged");
        }
    }

    @Test
    void nothingWrongIsNothingToRecover() {
        assertThat(bench.run("-c", "replication-analysis")).noneMatch(line -> line.contains("DeadMaster"));
        assertThat(bench.run("-c", "recover", "-i", "db1")).isEmpty();
    }

    @Test
    void whatIsWrongIsListedWithItsClusterUnlessInDowntime() {
        bench.store("m:3306", server("m").down(), server("r").replicaOf("m").ioStopped().readOnly());

        assertThat(bench.run("-c", "replication-analysis"))
                .anyMatch(line -> line.startsWith("m:3306 (cluster m:3306): DeadMaster"));
        bench.run("-c", "begin-downtime", "-i", "m", "-reason", "why");
        assertThat(bench.run("-c", "replication-analysis")).noneMatch(line -> line.startsWith("m:3306 "));
    }

    @Test
    void aRecoveryThatPromotesNobodyFailsAndSaysWhy() {
        bench.store("m:3306", server("m").down(), server("r").replicaOf("m").ioStopped().readOnly());

        assertThatThrownBy(() -> bench.run("-c", "recover", "-i", "m")).isInstanceOf(CommandFailure.class);
        assertThat(bench.backend.unresolved()).isEmpty();
        assertThat(bench.run("-c", "ack-all-recoveries", "-reason", "seen"))
                .containsExactly("1 recoveries acknowledged");
    }

    @Test
    void tagsAreGivenAskedForAndTaken() {
        assertThat(bench.run("-c", "tag", "-i", "db1", "-tag", "role=source")).containsExactly("db1:3306");
        bench.run("-c", "tag", "-i", "db2", "-tag", "role=replica");
        bench.run("-c", "tag", "-i", "db2", "-tag", "spare");

        assertThat(bench.run("-c", "tags", "-i", "db2")).containsExactly("role=replica", "spare=");
        assertThat(bench.run("-c", "tag-value", "-i", "db2", "-tag", "role")).containsExactly("replica");
        assertThat(bench.run("-c", "tag-value", "-i", "db2", "-tag", "none")).isEmpty();
        assertThat(bench.run("-c", "tagged", "-tag", "role")).containsExactly("db1:3306", "db2:3306");
        assertThat(bench.run("-c", "tagged", "-tag", "role,~spare")).containsExactly("db1:3306");
        assertThat(bench.run("-c", "tagged", "-tag", "~role=source")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "tagged", "-tag", "!spare=old")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "topology-tags", "-i", "db1")).last()
                .asString()
                .endsWith(" [role=replica,spare]");
        assertThat(bench.run("-c", "untag", "-i", "db2", "-tag", "role=other")).isEmpty();
        assertThat(bench.run("-c", "untag", "-i", "db2", "-tag", "role")).containsExactly("db2:3306");
        assertThat(bench.run("-c", "untag-all", "-tag", "role=source")).containsExactly("db1:3306");
    }

    @Test
    void wrongTagsAreRefused() {
        assertThatThrownBy(() -> bench.run("-c", "tag", "-i", "db1")).hasMessage("Unable to parse tag: ");
        assertThatThrownBy(() -> bench.run("-c", "untag", "-i", "db1", "-tag", "~role"))
                .hasMessage("Untag: does not support negation");
        assertThatThrownBy(() -> bench.run("-c", "untag-all", "-tag", "role"))
                .hasMessageStartingWith("Untag: either indicate an instance or a tag value.");
    }

    @Test
    void aPoolIsReplacedAsAWhole() {
        assertThat(bench.run("-c", "submit-pool-instances", "-pool", "p", "-i", "db1, b2:3306")).isEmpty();

        assertThat(bench.run("-c", "cluster-pool-instances")).containsExactly("db1:3306\tdb1:3306\tp\tdb1:3306",
                "db1:3306\tdb1:3306\tp\tdb2:3306");
        assertThat(bench.run("-c", "which-heuristic-cluster-pool-instances", "-i", "db1", "-pool", "p"))
                .containsExactly("db1:3306", "db2:3306");
        assertThat(bench.run("-c", "which-heuristic-cluster-pool-instances", "-i", "db1", "-pool", "q")).isEmpty();
        bench.run("-c", "submit-pool-instances", "-pool", "p");
        assertThat(bench.run("-c", "cluster-pool-instances")).isEmpty();
        assertThatThrownBy(() -> bench.run("-c", "submit-pool-instances")).hasMessage("Please submit --pool");
    }

    @Test
    void virtualNamesAreRegisteredAndShown() {
        assertThat(bench.run("-c", "register-hostname-unresolve", "-i", "db1", "-hostname", "vip"))
                .containsExactly("db1:3306");
        assertThat(bench.run("-c", "show-unresolve-hosts")).containsExactly("db1 vip");
        bench.run("-c", "deregister-hostname-unresolve", "-i", "db1");
        assertThat(bench.run("-c", "show-unresolve-hosts")).isEmpty();
    }

    @Test
    void resolvedNamesAreShownCompletedByAndForgotten() {
        bench.backend.names().writeResolved(Map.of("10.0.0.1", "db1")).toCompletableFuture().join();

        assertThat(bench.run("-c", "show-resolve-hosts")).containsExactly("10.0.0.1 db1");
        assertThat(bench.run("-c", "register-hostname-unresolve", "-i", "10.0.0.1", "-hostname", "vip"))
                .containsExactly("db1:3306");
        assertThat(bench.run("-c", "reset-hostname-resolve-cache"))
                .containsExactly("hostname resolve cache cleared");
        assertThat(bench.run("-c", "show-resolve-hosts")).isEmpty();
    }

    @Test
    void resolveConnectsAndNamesTheHost() {
        bench.network.host("db1", "db1.example.com", HostAddresses.NONE);
        bench.network.listen(new InstanceKey("db1", 3306));

        assertThat(bench.run("-c", "resolve", "-i", "db1")).containsExactly("db1.example.com:3306");
        assertThatThrownBy(() -> bench.run("-c", "resolve", "-i", "db2")).isInstanceOf(CommandFailure.class)
                .hasMessage("dial tcp db2:3306: connect: connection refused");
        assertThatThrownBy(() -> bench.run("-c", "resolve")).isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("Cannot deduce instance");
        assertThat(bench.run("-c", "reset-hostname-resolve-cache")).containsExactly("hostname resolve cache cleared");
    }

    @Test
    void anAccessTokenIs64HexDigits() {
        assertThat(bench.run("-c", "access-token")).singleElement().asString().matches("[0-9a-f]{64}");
    }

    @Test
    void theWriterOfADomainIsStoredAndShown() {
        bench.store("dom:3306", server("dom").classification(
                new Classification("", "", "", "", "", "main.example.com", null, 0, false)));
        assertThatThrownBy(() -> bench.run("-c", "which-heuristic-domain-instance", "-i", "dom"))
                .hasMessageStartingWith("No instance is stored under the domain main.example.com");

        assertThat(bench.run("-c", "set-heuristic-domain-instance", "-i", "dom")).containsExactly("dom:3306");

        assertThat(bench.run("-c", "which-heuristic-domain-instance", "-i", "dom")).containsExactly("dom:3306");
        assertThatThrownBy(() -> bench.run("-c", "which-heuristic-domain-instance", "-i", "db2"))
                .hasMessage("Cannot find domain name for cluster db1:3306");
    }

    @Test
    void errantTransactionsAreReadFromTheServerItself() {
        assertThatThrownBy(() -> bench.run("-c", "which-gtid-errant", "-i", "db2"))
                .hasMessage("nobody listens on db2:3306");
        assertThat(bench.probed).containsExactly("db2:3306");
        assertThatThrownBy(() -> bench.run("-c", "which-gtid-errant", "-i", "nobody"))
                .hasMessage("Instance not found: nobody:3306");
    }
}
