package io.orchestrator.app.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessMetricsTest {
    private final FakeEngine engine = new FakeEngine();
    private final ProcessMetrics metrics =
            new ProcessMetrics(engine, InstantSource.fixed(Instant.parse("2026-11-23T09:09:07Z")));

    @AfterEach
    void close() {
        metrics.close();
    }

    private Exposition exposition() {
        return Exposition.parse(metrics.exposition().toCompletableFuture().join());
    }

    private Map<String, Number> page() {
        return metrics.metrics().toCompletableFuture().join();
    }

    @Test
    void prometheusGetsEveryFamilyWithPrefixTypeAndHelp() {
        metrics.sink().count("something.new", 2);

        Exposition exposition = exposition();

        assertThat(exposition.types.keySet()).allMatch(name -> name.startsWith("orchestrator_"));
        assertThat(exposition.help.keySet()).isEqualTo(exposition.types.keySet());
        assertThat(exposition.types).containsEntry("orchestrator_discoveries_attempt_total", "counter")
                .containsEntry("orchestrator_elect_is_elected", "gauge")
                .containsEntry("orchestrator_discovery_latency_seconds", "summary");
        assertThat(exposition.help).containsEntry("orchestrator_elect_is_elected",
                "1 on the node that leads, else 0.");
        assertThat(exposition.samples).containsEntry("orchestrator_something_new_total", 2.0)
                .containsEntry("orchestrator_discoveries_fail_total", 0.0);
    }

    @Test
    void prometheusGetsLatenciesAsSummaries() {
        for (int i = 0; i < 100; i++) {
            metrics.sink().time("backend.write", Duration.ofMillis(10));
        }

        Map<String, Double> samples = exposition().samples;

        assertThat(samples).containsEntry("orchestrator_backend_write_seconds_count", 100.0);
        assertThat(samples.get("orchestrator_backend_write_seconds_sum")).isBetween(0.99, 1.01);
        assertThat(samples.get("orchestrator_backend_write_seconds{quantile=\"0.95\"}")).isBetween(0.009, 0.012);
    }

    @Test
    void prometheusGetsMemoryThreadsAndCollectionsOfTheRuntime() {
        Exposition exposition = exposition();

        assertThat(exposition.types).containsKeys("orchestrator_jvm_memory_used_bytes",
                "orchestrator_jvm_threads_live_threads", "orchestrator_jvm_gc_memory_allocated_bytes_total",
                "orchestrator_process_uptime_seconds");
    }

    @Test
    void gaugesAreRefreshedWhenTheyAreRead() {
        assertThat(exposition().samples).containsEntry("orchestrator_discoveries_queue_length", 3.0)
                .containsEntry("orchestrator_discovery_known", 40.0)
                .containsEntry("orchestrator_journal_oldest_seconds", 0.25)
                .containsEntry("orchestrator_elect_is_elected", 1.0);

        engine.standing = null;

        assertThat(exposition().samples).containsEntry("orchestrator_elect_is_elected", 0.0)
                .containsEntry("orchestrator_health_is_healthy", 0.0);
    }

    @Test
    void thePageOfTheContractHasItsNamesBesideThoseOfTheRuntime() {
        metrics.sink().count("discoveries.attempt", 7);

        assertThat(page()).containsEntry("discoveries.attempt", 7L)
                .containsEntry("discoveries.dead_instances", 1.0)
                .containsEntry("discoveries.recent_count", 38.0)
                .containsEntry("recover.pending", 1.0)
                .containsEntry("raft.is_leader", 0.0)
                .containsKeys("jvm.memory.heap.used", "jvm.threads.live", "jvm.gc.collections");
        assertThat(metrics.variables()).doesNotContainKey("discoveries.attempt").containsKey("jvm.memory.heap.used");
    }

    @Test
    void everyMetricOfTheContractIsThereFromTheBeginning() {
        assertThat(page()).containsKeys("discoveries.attempt", "discoveries.fail",
                "discoveries.instance_poll_seconds_exceeded", "discoveries.queue_length", "discoveries.recent_count",
                "discoveries.dead_instances", "instance.read_topology", "instance.read", "instance.write",
                "instance.access_denied", "instance_tls.read", "instance_tls.write", "instance_tls.read_cache",
                "instance_tls.write_cache", "resolve.write_resolved", "resolve.write_unresolved",
                "resolve.read_resolved", "resolve.read_unresolved", "resolve.read_resolved_all", "audit.write",
                "analysis.change.write", "analysis.change.write.attempt", "elect.is_elected", "health.is_healthy",
                "raft.is_healthy", "raft.is_leader", "recover.pending");
        for (String kind : List.of("dead_master", "dead_intermediate_master", "dead_co_master",
                "dead_replication_group_member")) {
            assertThat(page()).containsEntry("recover." + kind + ".start", 0L)
                    .containsEntry("recover." + kind + ".success", 0L)
                    .containsEntry("recover." + kind + ".fail", 0L);
        }
    }

    /** The contract has it only where such servers have a queue of their own (discovery.md 10.1); here they always have. */
    @Test
    void theQueueOfUnreachableServersIsTold() {
        assertThat(page()).containsEntry("discoveries.dead_instances_queue_length", 1.0);
        assertThat(exposition().help).containsEntry("orchestrator_discoveries_dead_instances_queue_length",
                "Unreachable servers that are due and wait for a probe.");
    }
}
