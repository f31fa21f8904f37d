package io.orchestrator.it.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Hooks of the built service when a source dies (recovery.md 14, fault 36). */
class HooksIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DEAD = "DeadMaster";

    @TempDir private Path folder;

    /** What one hook wrote: which list it stands in, and what it was told. */
    private record Told(String list, Map<String, String> values) {
        static Told of(String line) {
            String[] words = line.split(" ", -1);
            Map<String, String> values = new HashMap<>();
            for (String word : List.of(words).subList(1, words.length)) {
                String[] pair = word.split("=", 2);
                values.put(pair[0], pair[1]);
            }
            return new Told(words[0], values);
        }

        String value(String name) {
            return values.getOrDefault(name, "(none)");
        }
    }

    private String writing(String list) {
        return "echo " + list + " type={failureType} failed={failedHost}:{failedPort} alias={failureClusterAlias}"
                + " replicas={countReplicas} uid=$ORC_RECOVERY_UID attempt=$ORC_ATTEMPT success={isSuccessful}"
                + " successor=$ORC_SUCCESSOR_HOST:$ORC_SUCCESSOR_PORT at=$ORC_SUCCESSOR_BINLOG_COORDINATES"
                + " literal={successorHost} lost={countLostReplicas} >> " + folder.resolve("told");
    }

    private Map<String, Object> settings(String preFailover) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("InstancePollSeconds", 1);
        settings.put("RecoveryPeriodBlockSeconds", 3600);
        settings.put("FailureDetectionPeriodBlockMinutes", 60);
        settings.put("OnFailureDetectionProcesses", List.of("sleep 1", writing("detection")));
        settings.put("PreFailoverProcesses", List.of(preFailover));
        settings.put("PostMasterFailoverProcesses", List.of(writing("master")));
        settings.put("PostFailoverProcesses", List.of("exit 9", writing("failover"), "sleep 20 &"));
        settings.put("PostUnsuccessfulFailoverProcesses", List.of(writing("unsuccessful")));
        return settings;
    }

    /** What hooks were told of the death of the source; other codes may come before it. */
    private List<Told> told() {
        Path file = folder.resolve("told");
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().map(Told::of).filter(t -> t.value("type").startsWith(DEAD)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode awaitRecovery(ServiceProcess service) {
        Await.until("the recovery to be over", LIMIT,
                () -> !service.get("audit-recovery").path(0).path("RecoveryEndTimestamp").asString("").isEmpty(),
                () -> service.logTail(30));
        return service.get("audit-recovery").path(0);
    }

    private static void discover(ServiceProcess service, ReplicationLab lab) {
        service.discover(lab.source().key());
        Await.until("all replicas to be seen", LIMIT,
                () -> service.replicating(lab.source().key()) == lab.replicas().size(), () -> service.logTail(20));
    }

    private static List<String> steps(ServiceProcess service, String uid) {
        List<String> steps = new ArrayList<>();
        service.get("audit-recovery-steps/" + uid).forEach(step -> steps.add(step.path("Message").asString()));
        return steps;
    }

    @ServerTest
    void hooks_are_told_in_order_what_happened(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                ServiceProcess service = ServiceProcess.start(folder, settings(writing("pre")))) {
            discover(service, lab);

            lab.source().kill9();

            JsonNode recovery = awaitRecovery(service);
            List<Told> told = told();
            assertThat(told).extracting(Told::list).containsExactly("detection", "pre", "master", "failover");
            RealServer promoted = Aftermath.writable(lab.replicas()).getFirst();
            String uid = recovery.path("UID").asString();
            assertThat(told)
                    .allSatisfy(t -> assertThat(t.values()).containsEntry("failed", lab.source().key().display())
                            .containsEntry("alias", "scenario")
                            .containsEntry("replicas", "2")
                            .containsEntry("attempt", "1")
                            .containsEntry("lost", "0"));
            assertThat(told.subList(0, 2)).allSatisfy(t -> assertThat(t.values()).containsEntry("success", "false")
                    .containsEntry("successor", ":")
                    .containsEntry("literal", "{successorHost}"));
            assertThat(told.subList(1, 4)).extracting(t -> t.value("uid")).containsOnly(uid);
            assertThat(told.getFirst().value("uid")).isNotEqualTo(uid);
            assertThat(told.subList(2, 4)).allSatisfy(t -> {
                assertThat(t.values()).containsEntry("success", "true")
                        .containsEntry("successor", promoted.key().display())
                        .containsEntry("literal", promoted.key().hostname());
                assertThat(t.value("at")).matches("\\S+\\.\\d+:\\d+");
            });
            assertSteps(service, told.getFirst().value("uid"), uid);
        }
    }

    private static void assertSteps(ServiceProcess service, String detection, String recovery) {
        assertThat(steps(service, detection)).startsWith("Running 2 OnFailureDetectionProcesses hooks",
                "Running OnFailureDetectionProcesses hook 1 of 2: sleep ...")
                .endsWith("done running OnFailureDetectionProcesses hooks");
        List<String> steps = steps(service, recovery);
        assertThat(String.join("\n", steps)).containsSubsequence("Running 1 PreFailoverProcesses hooks",
                "done running PreFailoverProcesses hooks", "last look", "successfully promoted",
                "Running 1 PostMasterFailoverProcesses hooks", "done running PostMasterFailoverProcesses hooks",
                "Running 3 PostFailoverProcesses hooks", "hook 1 of 3 failed", "(exit status 9)",
                "Completed PostFailoverProcesses hook 2 of 3", "hook 3 of 3 (async): sleep ...",
                "done running PostFailoverProcesses hooks", "PostFailoverProcesses failed; the recovery goes on");
        assertThat(service.get("audit-failure-detection"))
                .filteredOn(d -> d.path("AnalysisEntry").path("Analysis").asString().startsWith(DEAD))
                .hasSize(1);
        assertThat(service.logTail(500)).contains("topology_recovery: Running 1 PreFailoverProcesses hooks");
    }

    @ServerTest
    void a_hook_that_fails_before_the_recovery_ends_it(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                ServiceProcess service = ServiceProcess.start(folder, settings("echo not today; exit 3"))) {
            discover(service, lab);

            lab.source().kill9();

            JsonNode recovery = awaitRecovery(service);
            assertThat(recovery.path("IsSuccessful").asBoolean()).isFalse();
            assertThat(recovery.path("AllErrors").path(0).asString()).startsWith("PreFailoverProcesses failed")
                    .contains("(exit status 3) not today");
            assertThat(told()).extracting(Told::list).containsExactly("detection", "unsuccessful");
            assertThat(Aftermath.writable(lab.replicas())).isEmpty();
        }
    }

    @ServerTest
    void a_hook_that_hangs_is_killed_and_the_service_goes_on(ServerFlavor flavor) {
        Map<String, Object> settings = settings("true");
        settings.put("OnFailureDetectionProcesses", List.of("trap '' TERM; echo $$ > " + folder.resolve("hanging")
                + "; while :; do sleep 0.1; done", writing("never")));
        settings.put("OnFailureDetectionProcessesTimeoutSeconds", 2);
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                ServiceProcess service = ServiceProcess.start(folder, settings)) {
            discover(service, lab);

            lab.source().kill9();

            JsonNode recovery = awaitRecovery(service);
            assertThat(recovery.path("IsSuccessful").asBoolean()).isTrue();
            assertThat(told()).extracting(Told::list).containsExactly("master", "failover");
            assertThat(isAlive(line("hanging"))).isFalse();
            assertThat(service.logTail(500)).contains("killed with its children");
        }
    }

    private String line(String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }
}
