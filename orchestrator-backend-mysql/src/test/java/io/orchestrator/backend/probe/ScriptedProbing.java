package io.orchestrator.backend.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TargetThreads;
import io.orchestrator.backend.target.TargetWatch;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driven.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole prober, which looks for binlog servers too and lists registered replicas, for {@link ScriptedServer}s. */
final class ScriptedProbing implements AutoCloseable {
    private static final TimeSource TIME = new TimeSource() {
        @Override
        public Duration monotonic() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };

    /** How long a probe may take where nothing hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TargetThreads threads = new TargetThreads();
    private final TargetConnections connections = new TargetConnections(TargetSettings.DEFAULT.withBinlogServers(true),
            () -> new Credentials("orc", "orc"), TIME);
    private final TargetWatch watch = new TargetWatch(connections, threads, TIME);
    private final TargetProber prober;

    ScriptedProbing() {
        this(ProbeSettings.DEFAULT);
    }

    ScriptedProbing(ProbeSettings settings) {
        prober = new TargetProber(settings.withFindBinlogServers(true).withReplicaListByStatement(true), connections,
                threads, TIME);
    }

    void reconfigure(ProbeSettings settings) {
        prober.reconfigure(settings.withFindBinlogServers(true).withReplicaListByStatement(true));
    }

    ServerWatch watch() {
        return watch;
    }

    void lookAtWrites(ScriptedServer... servers) {
        prober.lookAtWrites(Stream.of(servers).map(ScriptedServer::key).collect(Collectors.toSet()));
    }

    void askAnew(ScriptedServer server) {
        prober.askAnew(server.key());
    }

    void reconfigure(TargetSettings settings) {
        connections.prepare(settings.withBinlogServers(true)).run();
    }

    static Duration now() {
        return TIME.monotonic();
    }

    int running() {
        return threads.running();
    }

    ProbeOutcome probe(ScriptedServer server) throws Exception {
        return probe(server, Depth.ROUTINE);
    }

    ProbeOutcome probe(ScriptedServer server, Depth depth) throws Exception {
        return probe(server, depth, PATIENCE);
    }

    ProbeOutcome probe(ScriptedServer server, Depth depth, Duration deadline) throws Exception {
        return prober.probe(server.key(), depth, deadline)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    InstanceSnapshot see(ScriptedServer server, Depth depth) throws Exception {
        ProbeOutcome outcome = probe(server, depth);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
        return ((ProbeOutcome.Seen) outcome).snapshot();
    }

    @Override
    public void close() {
        watch.close();
        connections.close();
        threads.close();
    }
}
