package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link HookRunner} does (recovery.md 14). */
public abstract class HookRunnerContract {
    private static final Map<String, String> VALUES =
            Map.of("failedHost", "db1.example.com", "failedPort", "3306", "failureType", "DeadMaster");

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** A runner without any hook. */
    protected abstract HookRunner withoutHooks();

    /** A runner with a hook at that point that succeeds and records the value of {@code failedHost}. */
    protected abstract HookRunner succeedingAt(HookPoint point);

    /** A runner with a hook at that point that fails. */
    protected abstract HookRunner failingAt(HookPoint point);

    /** Values of {@code failedHost} that hooks of the last runner recorded, oldest first. */
    protected abstract List<String> recordedHosts();

    protected Patience patience() {
        return Patience.inRealTime(Duration.ofSeconds(20));
    }

    private HookRunner.Result run(HookRunner runner, HookPoint point) {
        return patience().await(runner.run(point, VALUES, told::add));
    }

    @Test
    void withoutHooksAPointSucceeds() {
        HookRunner.Result result = run(withoutHooks(), HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isTrue();
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void aHookIsGivenTheValues() {
        HookRunner.Result result = run(succeedingAt(HookPoint.POST_FAILOVER), HookPoint.POST_FAILOVER);

        assertThat(result.succeeded()).isTrue();
        assertThat(recordedHosts()).containsExactly("db1.example.com");
    }

    @Test
    void hooksOfOtherPointsDoNotRun() {
        HookRunner.Result result = run(succeedingAt(HookPoint.POST_FAILOVER), HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isTrue();
        assertThat(recordedHosts()).isEmpty();
    }

    @Test
    void aFailingHookIsAnOutcomeNotAnException() {
        HookRunner.Result result = run(failingAt(HookPoint.PRE_FAILOVER), HookPoint.PRE_FAILOVER);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.failures()).isNotEmpty();
        assertThat(told).isNotEmpty();
    }
}
