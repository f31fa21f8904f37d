package io.orchestrator.app.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Hooks that hang, that leave something behind, and that print without end (fault 36). */
class HookLimitsTest {
    private static final String FOR_EVER = "while :; do sleep 0.05; done";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;
    private HookBench bench;

    @BeforeEach
    void bench() {
        bench = new HookBench(folder);
    }

    @AfterEach
    void close() {
        bench.write("stop");
        bench.close();
    }

    @Test
    void aHookThatHangsIsKilledAndHasFailed() {
        bench.limit(SHORT).at(HookPoint.PRE_FAILOVER, "echo begun; " + FOR_EVER, "touch second");

        HookRunner.Result result = bench.run(HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.failures()).containsExactly("PreFailoverProcesses hook 1 of 2 failed:"
                + " (killed with its children: not over after 700ms) begun");
        assertThat(bench.has("second")).isFalse();
    }

    @Test
    void childrenThatDoNotListenAreKilledToo() {
        bench.limit(SHORT)
                .at(HookPoint.PRE_FAILOVER, "trap '' TERM; (trap '' TERM; echo $BASHPID > child; " + FOR_EVER
                        + ") & echo $$ > parent; " + FOR_EVER);

        bench.run(HookPoint.PRE_FAILOVER);

        assertThat(bench.lines("parent")).isNotEmpty();
        assertThat(bench.lines("child")).isNotEmpty();
        Awaitility.await().atMost(PATIENCE).until(() -> !bench.lives("parent") && !bench.lives("child"));
    }

    @Test
    void childrenWhoseParentHasEndedAreKilledToo() {
        bench.limit(Duration.ofSeconds(2))
                .at(HookPoint.PRE_FAILOVER, "(bash -c 'echo $$ > orphan; " + FOR_EVER + "' &) ; "
                        + "while [ ! -s orphan ]; do sleep 0.02; done; " + FOR_EVER);

        bench.run(HookPoint.PRE_FAILOVER);

        assertThat(bench.lines("orphan")).isNotEmpty();
        Awaitility.await().atMost(PATIENCE).until(() -> !bench.lives("orphan"));
    }

    @Test
    void whatAHookLeavesInTheBackgroundIsNeitherWaitedForNorKilled() {
        bench.at(HookPoint.POST_FAILOVER,
                "(echo $BASHPID > child; while [ ! -e stop ]; do sleep 0.02; done; touch ended) & "
                        + "while [ ! -s child ]; do sleep 0.02; done; echo done");

        HookRunner.Result result = bench.run(HookPoint.POST_FAILOVER);
        boolean alive = bench.lives("child");
        bench.write("stop");

        assertThat(result.succeeded()).isTrue();
        assertThat(alive).isTrue();
        assertThat(bench.steps()).contains("Output of PostFailoverProcesses hook 1 of 1: done");
        Awaitility.await().atMost(PATIENCE).until(() -> bench.has("ended"));
    }

    @Test
    void ofAFloodOfOutputTheBeginningAndTheEndAreKept() {
        bench.at(HookPoint.POST_FAILOVER, "echo first; head -c 30000000 /dev/zero | tr '\\0' x; echo; echo last");

        HookRunner.Result result = bench.run(HookPoint.POST_FAILOVER);

        assertThat(result.succeeded()).isTrue();
        assertThat(bench.steps()).filteredOn(step -> step.startsWith("Output of"))
                .singleElement()
                .satisfies(step -> assertThat(step).hasSizeLessThan(10_000)
                        .contains("1: first\nxxx")
                        .containsPattern("\\n\\.\\.\\. 2999\\d+ bytes left out \\.\\.\\.\\n")
                        .endsWith("x\nlast"));
    }

    @Test
    void whatIsNoTextIsMadeOne() {
        bench.at(HookPoint.POST_FAILOVER, "printf 'a\\0b\\033[31mc\\377d\\r\\ne'");

        bench.run(HookPoint.POST_FAILOVER);

        assertThat(bench.steps()).contains("Output of PostFailoverProcesses hook 1 of 1: a b [31mc\ufffdd\ne");
    }

    @Test
    void detectionHooksShareOneLimit() {
        bench.detectionLimit(SHORT).at(HookPoint.ON_FAILURE_DETECTION, "touch first", FOR_EVER, "touch third");

        HookRunner.Result result = bench.run(HookPoint.ON_FAILURE_DETECTION);

        assertThat(result.failures()).singleElement().asString().contains("hook 2 of 3 failed: (killed");
        assertThat(bench.has("first")).isTrue();
        assertThat(bench.has("third")).isFalse();
    }

    @Test
    void withoutLimitsAHookTakesItsTime() {
        bench.limit(Duration.ZERO).detectionLimit(Duration.ZERO).at(HookPoint.ON_FAILURE_DETECTION, "sleep 0.3");

        assertThat(bench.run(HookPoint.ON_FAILURE_DETECTION).succeeded()).isTrue();
    }

    @Test
    void asynchronousHooksHaveNoLimit() {
        bench.limit(SHORT)
                .at(HookPoint.POST_FAILOVER, "while [ ! -e stop ]; do sleep 0.02; done; touch ended &", "sleep 0.6",
                        "sleep 0.6");

        bench.run(HookPoint.POST_FAILOVER);
        bench.write("stop");

        Awaitility.await().atMost(PATIENCE).until(() -> bench.has("ended"));
    }

    /** A hook that ends with this process has not failed: another node runs it again, and must not take it for a veto. */
    @Test
    void whoClosesKillsAndAnswersNobody() {
        bench.at(HookPoint.PRE_FAILOVER, "echo $$ > process; " + FOR_EVER);
        CompletableFuture<HookRunner.Result> answer =
                bench.hooks().run(HookPoint.PRE_FAILOVER, bench.values(), _ -> {}).toCompletableFuture();
        Awaitility.await().atMost(PATIENCE).until(() -> !bench.lines("process").isEmpty());

        bench.close();

        Awaitility.await().atMost(PATIENCE).until(() -> !bench.lives("process"));
        assertThat(answer).isNotDone();
    }

    @Test
    void listsRunBesideEachOther() {
        bench.at(HookPoint.PRE_FAILOVER, "while [ ! -e other ]; do sleep 0.02; done");
        bench.at(HookPoint.POST_FAILOVER, "touch other");
        CompletableFuture<HookRunner.Result> waiting =
                bench.hooks().run(HookPoint.PRE_FAILOVER, bench.values(), _ -> {}).toCompletableFuture();

        bench.run(HookPoint.POST_FAILOVER);

        Awaitility.await().atMost(PATIENCE).until(waiting::isDone);
        assertThat(waiting.join()).isEqualTo(new HookRunner.Result(true, List.of()));
    }
}
