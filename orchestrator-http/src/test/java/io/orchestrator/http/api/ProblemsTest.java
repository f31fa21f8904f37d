package io.orchestrator.http.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.http.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is left out of the problems report (discovery.md 10.4). */
class ProblemsTest {
    private final FakeUseCases useCases = new FakeUseCases();

    private List<Integer> portsWithProblems(HostFilters ignored) {
        HttpSettings open = TestServer.settings(TestServer.listen(""));
        HttpSettings settings = new HttpSettings(open.listen(), open.gate(),
                new ApiSettings(open.api().rendering(), 3306, ignored, true, open.api().candidateLifetime(), "vm"),
                open.deadlines(),
                open.tokens());
        try (TestServer server = new TestServer(settings, useCases, _ -> {}, useCases.picture.wall())) {
            List<Integer> ports = new ArrayList<>();
            for (JsonNode node : JsonMapper.shared().readTree(server.body("/api/problems"))) {
                ports.add(node.get("Key").get("Port").asInt());
            }
            return ports;
        }
    }

    @Test
    void shouldLeaveOutServersThatAreFiltered() {
        useCases.picture =
                SampleFleet.read(Sample.json("failed/problems"), SampleFleet.instant("2026-11-23 09:09:13"), Map.of());

        assertThat(portsWithProblems(HostFilters.of(List.of(":1011[13]$")))).containsExactly(10112, 10114);
    }

    @Test
    void shouldLeaveOutServersInDowntime() {
        useCases.picture = SampleFleet.read(Sample.json("recovered/all-instances"),
                SampleFleet.instant("2026-11-23 09:09:22"), Map.of());

        assertThat(portsWithProblems(HostFilters.NONE)).isEmpty();
    }
}
