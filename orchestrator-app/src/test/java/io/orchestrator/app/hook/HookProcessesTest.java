package io.orchestrator.app.hook;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.contract.HookRunnerContract;
import io.orchestrator.ports.driven.HookRunner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** recovery.md 14.2 with a real shell; what becomes of hooks that do not end is tested in {@link HookLimitsTest}. */
class HookProcessesTest extends HookRunnerContract {
    @TempDir Path folder;
    private HookBench bench;

    @BeforeEach
    void bench() {
        bench = new HookBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    protected HookRunner withoutHooks() {
        return bench.hooks();
    }

    @Override
    protected HookRunner succeedingAt(HookPoint point) {
        return bench.at(point, "echo {failedHost} >> hosts").hooks();
    }

    @Override
    protected HookRunner failingAt(HookPoint point) {
        return bench.at(point, "exit 1").hooks();
    }

    @Override
    protected List<String> recordedHosts() {
        return bench.lines("hosts");
    }

    @Test
    void hooksRunInOrderAndEachIsTold() {
        bench.at(HookPoint.PRE_FAILOVER, "echo one >> ran", "echo two >> ran; echo said");

        HookRunner.Result result = bench.run(HookPoint.PRE_FAILOVER);

        assertThat(result).isEqualTo(new HookRunner.Result(true, List.of()));
        assertThat(bench.lines("ran")).containsExactly("one", "two");
        assertThat(bench.steps()).containsExactly("Running 2 PreFailoverProcesses hooks",
                "Running PreFailoverProcesses hook 1 of 2: cd ...",
                "Completed PreFailoverProcesses hook 1 of 2 in T",
                "Running PreFailoverProcesses hook 2 of 2: cd ...",
                "Completed PreFailoverProcesses hook 2 of 2 in T",
                "Output of PreFailoverProcesses hook 2 of 2: said",
                "done running PreFailoverProcesses hooks");
    }

    @Test
    void whereNoneAreConfiguredThatIsTold() {
        bench.run(HookPoint.POST_FAILOVER);

        assertThat(bench.steps()).containsExactly("No PostFailoverProcesses hooks to run");
    }

    @Test
    void theFirstThatFailsIsTheLastWhereItHoldsBackWhatFollows() {
        bench.at(HookPoint.PRE_FAILOVER, "echo why; echo not >&2; exit 3", "touch second");

        HookRunner.Result result = bench.run(HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.failures())
                .containsExactly("PreFailoverProcesses hook 1 of 2 failed: (exit status 3) why not");
        assertThat(bench.has("second")).isFalse();
        assertThat(bench.steps()).endsWith(
                "Execution of PreFailoverProcesses hook 1 of 2 failed in T with error: (exit status 3) why\nnot",
                "Not running further PreFailoverProcesses hooks", "done running PreFailoverProcesses hooks");
    }

    @Test
    void afterARecoveryAllRunWhateverFails() {
        bench.at(HookPoint.POST_FAILOVER, "exit 1", "touch second", "exit 2");

        HookRunner.Result result = bench.run(HookPoint.POST_FAILOVER);

        assertThat(bench.has("second")).isTrue();
        assertThat(result.failures()).hasSize(2).first().asString().contains("hook 1 of 3 failed: (exit status 1)");
    }

    @Test
    void anAmpersandAtTheEndIsNotWaitedForAndItsFailureChangesNothing() {
        bench.at(HookPoint.PRE_FAILOVER, "while [ ! -e go ]; do sleep 0.02; done; touch went; exit 7 &", "touch next");

        HookRunner.Result result = bench.run(HookPoint.PRE_FAILOVER);
        boolean early = bench.has("went");
        bench.write("go");

        assertThat(result.succeeded()).isTrue();
        assertThat(early).isFalse();
        assertThat(bench.has("next")).isTrue();
        Awaitility.await()
                .untilAsserted(() -> assertThat(bench.steps()).contains(
                        "Running PreFailoverProcesses hook 1 of 2 (async): cd ...",
                        "Execution of PreFailoverProcesses hook 1 of 2 (async) failed in T"
                                + " with error: (exit status 7)"));
        assertThat(bench.has("went")).isTrue();
    }

    @Test
    void valuesAreInTheEnvironmentAndThoseUnknownAreNot() {
        bench.value("failureClusterAlias", "a 'b' $c")
                .at(HookPoint.PRE_FAILOVER, "env | grep ^ORC_ | grep -v ^ORC_HOOK_ID= | sort > env");

        bench.run(HookPoint.PRE_FAILOVER);

        assertThat(bench.lines("env")).containsExactly("ORC_ATTEMPT=1", "ORC_FAILED_HOST=db1.example.com",
                "ORC_FAILED_PORT=3306", "ORC_FAILURE_CLUSTER_ALIAS=a 'b' $c", "ORC_FAILURE_TYPE=DeadMaster",
                "ORC_IS_SUCCESSFUL=false", "ORC_RECOVERY_UID=1:ab");
    }

    @Test
    void whatIsInAValueIsNeverRun() {
        bench.value("failureClusterAlias", "shop\"; touch one; '; touch two; $(touch three)`touch four`\ntouch five")
                .at(HookPoint.PRE_FAILOVER,
                        "echo \"{failureClusterAlias}\" '{failureClusterAlias}' {failureClusterAlias}",
                        "printf %s \"$ORC_FAILURE_CLUSTER_ALIAS\" > whole");

        HookRunner.Result result = bench.run(HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isTrue();
        assertThat(List.of("one", "two", "three", "four", "five")).noneMatch(bench::has);
        assertThat(bench.steps()).anyMatch(step -> step.startsWith("PreFailoverProcesses hook 1 of 2: characters of"
                + " {failureClusterAlias} that a shell could interpret were replaced by _"));
        assertThat(String.join("\n", bench.lines("whole"))).isEqualTo(bench.values().get("failureClusterAlias"));
    }

    @Test
    void noSecretOfACommandIsTold() {
        bench.plainAt(HookPoint.POST_FAILOVER, "curl-not-there -u me:hunter2", "PASSWORD=hunter2 true",
                "PASSWORD='x hunter2 y' true", "echo hunter2 (", "true \"$(echo hunter2)\"");

        HookRunner.Result result = bench.run(HookPoint.POST_FAILOVER);

        assertThat(bench.steps()).noneMatch(step -> step.contains("hunter2"))
                .contains("Running PostFailoverProcesses hook 1 of 5: curl-not-there ...",
                        "Running PostFailoverProcesses hook 2 of 5: true ...",
                        "Running PostFailoverProcesses hook 3 of 5: (not shown)");
        assertThat(result.failures()).hasSize(2).noneMatch(failure -> failure.contains("hunter2"));
    }

    @Test
    void theCommandStandsInAFileThatNobodyElseReadsAndThatGoes() {
        bench.at(HookPoint.PRE_FAILOVER, "stat -c %a \"$0\" > mode; echo \"$0\" > name");

        bench.run(HookPoint.PRE_FAILOVER);

        assertThat(bench.lines("mode")).containsExactly("600");
        assertThat(bench.lines("name")).singleElement()
                .satisfies(name -> assertThat(Path.of(name)).doesNotExist()
                        .extracting(path -> path.getFileName().toString())
                        .asString()
                        .startsWith("orchestrator-process-cmd-"));
    }

    @Test
    void aShellThatIsNotThereIsAFailureThatSaysSo() {
        bench.shell("no-such-shell").at(HookPoint.PRE_FAILOVER, "true");

        HookRunner.Result result = bench.run(HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.failures()).singleElement()
                .asString()
                .contains("(not started) ProcessesShellCommand \"no-such-shell\" cannot be run");
    }

    @Test
    void anotherShellIsGivenTheFile() {
        // One that would print the command as it is has it cut out of what is told.
        bench.shell("base64").plainAt(HookPoint.POST_FAILOVER, "for no shell: {failedHost} {notKnown}");

        bench.run(HookPoint.POST_FAILOVER);

        String given = Base64.getEncoder()
                .encodeToString("for no shell: db1.example.com {notKnown}".getBytes(StandardCharsets.UTF_8))
                .replaceAll("=+$", "");
        assertThat(bench.steps()).anyMatch(step -> step.startsWith("Output of PostFailoverProcesses hook 1 of 1: ")
                && step.contains(given.substring(0, given.length() - 2)));
    }

    @Test
    void aTakeMasterIsToldByArgumentsAndInTheLogOnly() {
        bench.value("successorHost", "db2:3306")
                .value("failedHost", "db1:3306")
                .at(HookPoint.POST_TAKE_MASTER, "echo $1 $2 $ORC_SUCCESSOR_HOST $ORC_FAILED_HOST {failedHost} > told;"
                        + " env | grep ^ORC_ | grep -vc ^ORC_HOOK_ID= > count");

        bench.run(HookPoint.POST_TAKE_MASTER);

        assertThat(bench.lines("told")).containsExactly("db2:3306 db1:3306 db2:3306 db1:3306 {failedHost}");
        assertThat(bench.lines("count")).containsExactly("2");
        assertThat(bench.steps()).isEmpty();
    }

    @Test
    void aChangeOfTheConfigurationCountsAtOnce() {
        bench.at(HookPoint.PRE_FAILOVER, "touch before");
        bench.run(HookPoint.PRE_FAILOVER);

        bench.at(HookPoint.PRE_FAILOVER, "touch after");
        bench.run(HookPoint.PRE_FAILOVER);

        assertThat(bench.has("after")).isTrue();
    }

    @Test
    void theCallerIsNotHeldUp() {
        bench.at(HookPoint.PRE_FAILOVER, "while [ ! -e go ]; do sleep 0.02; done");

        CompletableFuture<HookRunner.Result> answer =
                bench.hooks().run(HookPoint.PRE_FAILOVER, bench.values(), _ -> {}).toCompletableFuture();
        boolean early = answer.isDone();
        bench.write("go");

        assertThat(early).isFalse();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(answer::isDone);
    }
}
