package embedding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.inmemory.SingleThreadScheduler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EmbeddingTest {
    private static final Tuning TUNING = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT,
            Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());

    @Test
    void theDomainAloneSaysWhatIsWrong() {
        var servers = List.of(Instances.server("source").down().observed(),
                Instances.server("replica").replicaOf("source").ioStopped().observed());

        List<String> wrong = DomainAlone.whatIsWrong(servers, Instances.NOW);

        assertThat(wrong).singleElement().asString().startsWith("source:3306: DeadMaster: Master cannot be reached");
    }

    @Test
    void theEngineRunsOnAdaptersOfTheEmbedder() throws Exception {
        InstanceKey key = new InstanceKey("own", 3306);
        Map<InstanceKey, InstanceSnapshot> servers = new ConcurrentHashMap<>();
        servers.put(key, Instances.server("own").snapshot());
        try (SingleThreadScheduler scheduler = new SingleThreadScheduler("embedded-engine")) {
            Orchestrator engine = OwnServers.engine(servers, scheduler, TUNING);
            engine.start();
            await().atMost(Duration.ofSeconds(10)).until(engine.nodes()::isLeader);

            engine.discovery().discover(key).toCompletableFuture().join();

            assertThat(OwnServers.known(engine)).containsExactly(key);
            engine.close().toCompletableFuture().join();
        }
    }

    @Test
    void anEmbedderHearsWhatIsFoundWrong() throws Exception {
        InstanceKey key = new InstanceKey("own", 3306);
        InstanceKey replica = new InstanceKey("replica", 3306);
        Map<InstanceKey, InstanceSnapshot> servers = new ConcurrentHashMap<>();
        servers.put(key, Instances.server("own").snapshot());
        servers.put(replica, Instances.server("replica").replicaOf("own").snapshot());
        List<String> heard = new CopyOnWriteArrayList<>();
        try (SingleThreadScheduler scheduler = new SingleThreadScheduler("embedded-engine")) {
            Orchestrator engine = OwnServers.engine(servers, scheduler, TUNING);
            try (var _ = engine.analysisEvents().listen(event -> heard.add(OwnListener.text(event)))) {
                engine.start();
                await().atMost(Duration.ofSeconds(10)).until(engine.nodes()::isLeader);
                engine.discovery().discover(key).toCompletableFuture().join();
                engine.discovery().discover(replica).toCompletableFuture().join();

                servers.remove(key);
                engine.discovery().refresh(key).toCompletableFuture().join();

                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(heard).anyMatch(text -> text.startsWith("own:3306: Unreach")));
            }
            engine.close().toCompletableFuture().join();
        }
    }
}
