package io.orchestrator.ports.inmemory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.ports.contract.SchedulerContract;
import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SingleThreadSchedulerTest extends SchedulerContract {
    private final SystemTime time = new SystemTime();
    private final SingleThreadScheduler scheduler = new SingleThreadScheduler("engine-test");

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Override
    protected Scheduler scheduler() {
        return scheduler;
    }

    @Override
    protected TimeSource time() {
        return time;
    }

    @Test
    void everythingRunsOnTheOneNamedThreadEvenAfterAFailure() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        scheduler.execute(() -> {
            throw new IllegalStateException("a planted failure");
        });

        scheduler.execute(() -> threads.add(Thread.currentThread().getName()));

        patience().until("the second task ran", () -> !threads.isEmpty());
        assertThat(threads).containsExactly("engine-test");
    }
}
