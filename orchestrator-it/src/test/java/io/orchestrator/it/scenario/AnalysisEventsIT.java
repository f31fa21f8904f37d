package io.orchestrator.it.scenario;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.http.wire.Rendering;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.ports.driving.UseCases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Live events over HTTP, of real servers. */
class AnalysisEventsIT {
    private static final String DATA = "data: ";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @ServerTest
    void the_kill_of_a_source_is_heard_as_it_is_found_and_decided_on(ServerFlavor flavor) {
        Executor reader = Executors.newVirtualThreadPerTaskExecutor();
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.start();
                HttpServer server = server(service.uses())) {
            service.discover(lab);
            try (HttpClient client = HttpClient.newHttpClient()) {
                var _ = client.sendAsync(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/analysis-events")).build(),
                        HttpResponse.BodyHandlers.ofLines())
                        .thenAcceptAsync(response -> response.body().forEach(lines::add), reader);
                Await.until("the stream to be live", EmbeddedService.PATIENCE, () -> lines.contains("event: live"));

                lab.source().kill9();

                Await.until("the dead source to be heard of as being recovered", EmbeddedService.PATIENCE,
                        () -> isHeard(lab.source(), "DeadMaster", "recover"), () -> String.join("\n", lines));
                service.awaitRecovery(lab.source().key());
                assertThat(lines).anyMatch(line -> line.startsWith("id: "));
                client.shutdownNow();
            }
        }
    }

    private boolean isHeard(RealServer source, String code, String verdict) {
        return lines.stream()
                .filter(line -> line.startsWith(DATA))
                .map(line -> JsonMapper.shared().readTree(line.substring(DATA.length())))
                .anyMatch(event -> isOf(event, source) && event.path("Verdict").asString("").equals(verdict)
                        && event.path("Analysis").path("Analysis").asString("").startsWith(code));
    }

    private static boolean isOf(JsonNode event, RealServer server) {
        JsonNode key = event.path("Analysis").path("AnalyzedInstanceKey");
        return key.path("Hostname").asString("").equals(server.key().hostname())
                && key.path("Port").asInt(0) == server.port();
    }

    private static HttpServer server(UseCases uses) {
        Rendering rendering = new Rendering(TopologySettings.DEFAULTS, BackendTimes.SQLITE, ZoneOffset.UTC,
                RecoveryFilters.of(List.of(), List.of(), List.of()));
        HttpServer server = new HttpServer(new HttpSettings(
                new HttpSettings.Listen("127.0.0.1", 0, "", HttpSettings.Listen.DEFAULT_STATUS, ""), Gate.OPEN,
                new ApiSettings(rendering, 3306, HostFilters.NONE, true, Duration.ofHours(1), "it"),
                HttpSettings.Deadlines.DEFAULT, HttpSettings.Tokens.DEFAULT), uses, _ -> {}, Clock.systemUTC());
        server.start();
        return server;
    }
}
