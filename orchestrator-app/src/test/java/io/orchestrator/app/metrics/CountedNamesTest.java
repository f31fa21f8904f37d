package io.orchestrator.app.metrics;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.SystemTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountedNamesTest {
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final NameStore names = new CountedNames(new InMemoryBackend(new SystemTime()).names(), metrics);

    @Test
    void readsAndWritesAreCountedUnderTheNamesOfTheContract() {
        names.writeResolved(Map.of("a", "b", "c", "d")).toCompletableFuture().join();
        names.writeResolved(Map.of()).toCompletableFuture().join();
        names.unresolve("b", "vip").toCompletableFuture().join();
        names.writeAddresses(Map.of("b", new HostAddresses("10.0.0.1", ""))).toCompletableFuture().join();

        assertThat(names.resolved()).isCompletedWithValue(Map.of("a", "b", "c", "d"));
        assertThat(names.history(List.of("a", "c", "x"))).succeedsWithin(Duration.ofSeconds(5));
        assertThat(names.unresolved()).isCompletedWithValue(Map.of("b", "vip"));
        assertThat(names.addresses()).succeedsWithin(Duration.ofSeconds(5));
        names.clearResolved().toCompletableFuture().join();

        assertThat(metrics.counted("resolve.write_resolved")).isEqualTo(2);
        assertThat(metrics.counted("resolve.write_unresolved")).isEqualTo(1);
        assertThat(metrics.counted("resolve.read_resolved_all")).isEqualTo(1);
        assertThat(metrics.counted("resolve.read_resolved")).isEqualTo(3);
        assertThat(metrics.counted("resolve.read_unresolved")).isEqualTo(1);
    }

    @Test
    void whatFailedIsNotCounted() {
        NameStore broken = (NameStore) Proxy.newProxyInstance(NameStore.class.getClassLoader(),
                new Class<?>[] {NameStore.class},
                (_, _, _) -> CompletableFuture.failedStage(new IllegalStateException("no backend")));
        NameStore counted = new CountedNames(broken, metrics);

        assertThat(counted.writeResolved(Map.of("a", "b"))).isCompletedExceptionally();
        assertThat(counted.resolved()).isCompletedExceptionally();

        assertThat(metrics.counted("resolve.write_resolved")).isZero();
        assertThat(metrics.counted("resolve.read_resolved_all")).isZero();
    }
}
