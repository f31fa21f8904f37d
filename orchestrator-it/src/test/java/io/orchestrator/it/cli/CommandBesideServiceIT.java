package io.orchestrator.it.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.scenario.Aftermath;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands with the configuration file of a service that runs: on one file of an embedded database, and on one schema of a server. */
class CommandBesideServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder;

    /** Where both keep what they know. */
    enum Backend {
        SQLITE,
        MYSQL;

        /** Keys beside those of every service; it recovers nothing by itself. */
        Map<String, Object> settings() {
            Map<String, Object> settings = new HashMap<>(switch (this) {
                case SQLITE -> Map.of();
                case MYSQL -> ServerBackends.fresh(ServerFlavor.MYSQL);
            });
            settings.put("RecoverMasterClusterFilters", List.of());
            settings.put("InstancePollSeconds", 1);
            return settings;
        }
    }

    private static String key(RealServer server) {
        return server.key().display();
    }

    private CommandLine commands() {
        return new CommandLine(folder, folder.resolve("orchestrator.conf.json"));
    }

    private static void awaitTopology(ServiceProcess service, ReplicationLab lab) {
        service.discover(lab.source().key());
        Await.until("two replicas", LIMIT, () -> service.replicating(lab.source().key()) == 2,
                () -> service.logTail(20));
    }

    @ParameterizedTest
    @EnumSource
    void each_sees_at_once_what_the_other_did(Backend backend) {
        try (ReplicationLab lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(2).start();
                ServiceProcess service = ServiceProcess.start(folder, backend.settings())) {
            awaitTopology(service, lab);
            CommandLine commands = commands();
            RealServer replica = lab.replicas().getFirst();

            Await.until("the journal to hold all three", LIMIT,
                    () -> commands.answer("-c", "all-instances").size() == 3);
            assertThat(commands.answer("-c", "which-replicas", "-i", key(lab.source())))
                    .containsExactlyInAnyOrderElementsOf(
                            lab.replicas().stream().map(CommandBesideServiceIT::key).toList());
            commands.answer("-c", "begin-downtime", "-i", key(replica), "-owner", "me", "-reason", "test");

            Await.until("the service to know of the downtime", Duration.ofSeconds(5),
                    () -> service.get("downtimed").size() == 1);
            service.get("end-downtime/" + replica.key().hostname() + "/" + replica.port());
            assertThat(commands.answer("-c", "which-downtimed-instances", "-i", key(replica)))
                    .doesNotContain(key(replica));
            assertThat(service.log()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_recovery_of_a_killed_command_is_finished_by_the_leader(Backend backend) {
        try (ReplicationLab lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(2).start();
                ServiceProcess service = ServiceProcess.start(folder, backend.settings())) {
            awaitTopology(service, lab);
            RealServer held = lab.replicas().getFirst();
            lab.source().kill9();
            // As a command sees it: what the service has in memory is in the backend a moment later.
            Await.until("a command to see a dead source", LIMIT, () -> commands().answer("-c", "replication-analysis")
                    .stream()
                    .anyMatch(line -> line.contains("DeadMaster")), () -> service.logTail(20));
            // to stop its receiver takes as long as it hangs, which leaves time to kill
            held.sigstop();
            CommandLine.Running recovery = commands().start("-verbose", "-c", "recover", "-i", key(lab.source()));
            try {
                Await.until("the command to be in the middle", LIMIT,
                        () -> recovery.said().stream().anyMatch(line -> line.contains("regrouping replicas")),
                        () -> String.join("\n", recovery.said()));
                recovery.process().destroyForcibly();
            } finally {
                held.sigcont();
            }
            assertThat(recovery.end().out()).isEmpty();

            Await.until("the leader to have promoted one", LIMIT,
                    () -> Aftermath.writable(lab.replicas()).size() == 1, () -> service.logTail(40));
            RealServer promoted = Aftermath.writable(lab.replicas()).getFirst();
            Aftermath.awaitFollowing(promoted, lab.replicas().stream().filter(r -> r != promoted).toList());
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
            assertThat(commands().answer("-c", "ack-all-recoveries", "-reason", "seen"))
                    .containsExactly("1 recoveries acknowledged");
        }
    }
}
