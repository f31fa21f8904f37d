package io.orchestrator.it.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands without any service: one source and two replicas, everything known by {@code discover}. */
abstract class CommandsContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private ReplicationLab lab;
    private CommandLine commands;

    /** Configuration keys of the backend. */
    abstract Map<String, Object> backend(Path where);

    /** What the monitored servers are. */
    abstract ServerFlavor servers();

    @BeforeEach
    void deploy() throws IOException {
        lab = ReplicationLab.of(servers()).replicas(2).start();
        Map<String, Object> settings = new LinkedHashMap<>(backend(folder));
        settings.put("MySQLTopologyUser", Account.TOPOLOGY.user());
        settings.put("MySQLTopologyPassword", Account.TOPOLOGY.password());
        settings.put("MySQLConnectTimeoutSeconds", 2);
        settings.put("HostnameResolveMethod", "none");
        settings.put("MySQLHostnameResolveMethod", "");
        settings.put("RecoveryPeriodBlockSeconds", 5);
        settings.put("AuditToBackendDB", true);
        settings.put("ApplyMySQLPromotionAfterMasterFailover", true);
        Path file = Files.writeString(folder.resolve("orchestrator.conf.json"),
                JsonMapper.builder().build().writeValueAsString(settings));
        commands = new CommandLine(folder, file);
    }

    @AfterEach
    void end() {
        lab.close();
    }

    private static String key(RealServer server) {
        return server.key().display();
    }

    private void deployAndDiscover() {
        assertThat(commands.answer("-c", "redeploy-internal-db")).containsExactly("Redeployed internal db");
        lab.servers()
                .forEach(server -> assertThat(commands.answer("-c", "discover", "-i", key(server)))
                        .containsExactly(key(server)));
    }

    @Test
    void aBackendThatWasNotDeployedIsOneLine() {
        CommandLine.Outcome outcome = commands.run("-c", "topology", "-i", "nobody");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).last().asString().contains("FATAL");
    }

    @Test
    void aFleetIsDiscoveredAskedAboutAndForgotten() {
        deployAndDiscover();
        RealServer source = lab.source();
        RealServer replica = lab.replicas().getFirst();

        assertThat(commands.answer("-c", "clusters")).containsExactly(key(source));
        assertThat(commands.answer("-c", "which-cluster", "-i", key(replica))).containsExactly(key(source));
        assertThat(commands.answer("-c", "which-master", "-i", key(replica))).containsExactly(key(source));
        assertThat(commands.answer("-c", "which-replicas", "-i", key(source)))
                .containsExactlyInAnyOrderElementsOf(lab.replicas().stream().map(CommandsContract::key).toList());
        assertThat(commands.answer("-c", "topology", "-i", key(source))).hasSize(3)
                .anyMatch(line -> line.startsWith(key(source) + " "))
                .anyMatch(line -> line.startsWith("+ " + key(replica) + " "));
        assertThat(commands.answer("-c", "instance-status", "-i", key(replica))).singleElement()
                .asString()
                .startsWith("[")
                .endsWith("]");

        assertThat(commands.answer("-c", "begin-downtime", "-i", key(replica), "-reason", "test", "-owner", "me"))
                .containsExactly(key(replica));
        assertThat(commands.answer("-c", "which-downtimed-instances", "-i", key(source)))
                .containsExactly(key(replica));
        assertThat(commands.answer("-c", "end-downtime", "-i", key(replica))).containsExactly(key(replica));
        assertThat(commands.answer("-c", "begin-maintenance", "-i", key(replica), "-reason", "test"))
                .containsExactly(key(replica));
        assertThat(commands.answer("-c", "in-maintenance", "-i", key(replica))).containsExactly(key(replica));
        assertThat(commands.run("-c", "begin-maintenance", "-i", key(replica), "-reason", "test").status())
                .isEqualTo(1);
        commands.answer("-c", "end-maintenance", "-i", key(replica));
        commands.answer("-c", "tag", "-i", key(replica), "-tag", "role=spare");
        assertThat(commands.answer("-c", "tagged", "-tag", "role=spare")).containsExactly(key(replica));
        assertThat(commands.answer("-c", "access-token")).singleElement().asString().matches("[0-9a-f]{64}");
        assertThat(commands.answer("-c", "active-nodes")).anyMatch(line -> line.matches(".+:[0-9a-f]{64}"));

        assertThat(commands.answer("-c", "forget", "-i", key(replica))).containsExactly(key(replica));
        assertThat(commands.answer("-c", "all-instances")).doesNotContain(key(replica)).hasSize(2);
    }

    @Test
    void whoIsExplainedIsPromoted() {
        deployAndDiscover();
        RealServer source = lab.source();
        RealServer preferred = lab.replicas().getLast();
        commands.answer("-c", "register-candidate", "-i", key(preferred), "-promotion-rule", "prefer");

        assertThat(commands.answer("-c", "explain", "-i", key(source)))
                .anyMatch(line -> line.contains("as stored in the backend"))
                .anyMatch(line -> line.startsWith(key(source) + " would NOT be recovered: cluster ")
                        && line.contains("matches none of RecoverMasterClusterFilters"))
                .anyMatch(line -> line.startsWith("    1. " + key(preferred) + ": best of 2"));
        source.kill9();
        discoverAgain();

        assertThat(commands.answer("-c", "explain", "-i", key(source)))
                .anyMatch(line -> line.startsWith(key(source) + " fails now and is NOT recovered: "))
                .anyMatch(line -> line.startsWith("    1. " + key(preferred) + ": best of 2"));
        assertThat(commands.answer("-c", "recover", "-i", key(source))).containsExactly(key(preferred));
    }

    @Test
    void aDeadSourceIsRecoveredAndAcknowledged() {
        deployAndDiscover();
        RealServer source = lab.source();
        assertThat(commands.run("-c", "recover", "-i", key(source)).out()).isEmpty();
        source.kill9();
        discoverAgain();

        assertThat(commands.answer("-c", "replication-analysis"))
                .anyMatch(line -> line.startsWith(key(source) + " (cluster " + key(source) + "): DeadMaster"));
        List<String> promoted = commands.answer("-c", "recover", "-i", key(source));

        assertThat(promoted).singleElement().isIn(lab.replicas().stream().map(CommandsContract::key).toList());
        RealServer successor = lab.replicas()
                .stream()
                .filter(replica -> key(replica).equals(promoted.getFirst()))
                .findFirst()
                .orElseThrow();
        assertThat(successor.sql().find("select @@read_only")).contains("0");
        assertThat(commands.answer("-c", "ack-all-recoveries", "-reason", "seen"))
                .containsExactly("1 recoveries acknowledged");
    }

    @Test
    void aRecoveryThatIsInterruptedBeforeThePromotionIsRolledBack() {
        deployAndDiscover();
        RealServer source = lab.source();
        RealServer held = lab.replicas().getFirst();
        source.kill9();
        discoverAgain();
        // to stop its receiver takes as long as it hangs, which leaves time to interrupt
        held.sigstop();
        CommandLine.Running recovery = commands.start("-verbose", "-c", "recover", "-i", key(source));
        try {
            awaitSaid(recovery, "regrouping replicas");
            recovery.process().destroy();
            awaitSaid(recovery, "is rolled back, or finished");
        } finally {
            held.sigcont();
        }
        CommandLine.Outcome outcome = recovery.end();

        assertThat(outcome.err()).as("the last word")
                .anyMatch(line -> line.contains("NOTICE Interrupted:") && line.contains("rolled back"));
        assertThat(outcome.out()).isEmpty();
        lab.replicas().forEach(replica -> assertThat(replica.sql().find("select @@read_only")).contains("1"));
        assertThat(commands.answer("-c", "which-master", "-i", key(held))).containsExactly(key(source));
    }

    private static void awaitSaid(CommandLine.Running command, String words) {
        Await.until("the command to say '" + words + "'", LIMIT,
                () -> command.said().stream().anyMatch(line -> line.contains(words)),
                () -> String.join("\n", command.said()));
    }

    private void discoverAgain() {
        lab.servers().forEach(server -> commands.run("-c", "discover", "-i", key(server)));
    }
}
