package io.orchestrator.http.api;

import java.net.http.HttpResponse;

import io.orchestrator.http.testing.FakeUseCases;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.http.testing.SampleRecords;
import io.orchestrator.http.testing.TestServer;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that answers about a source with three replicas, all of them well; what its use cases hand out, and what reaches them. */
abstract class SteadyFleet {
    /** The first replica, as it is rendered. */
    static final String KEY = "{\"Hostname\":\"127.0.0.1\",\"Port\":10112}";

    final FakeUseCases useCases = new FakeUseCases();
    final TestServer server = start();

    private TestServer start() {
        useCases.picture = SampleFleet.read(Sample.json("steady/all-instances"),
                SampleFleet.instant("2026-11-23 09:09:07"), SampleRecords.aliases("steady/clusters-info"));
        return TestServer.of(useCases);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    void assertOk(String path, String message, String details) {
        assertAnswer(path, 200, "OK", message, details);
    }

    void assertError(String path, String message, String details) {
        assertAnswer(path, 500, "ERROR", message, details);
    }

    private void assertAnswer(String path, int status, String code, String message, String details) {
        HttpResponse<String> response = server.get("/api/" + path);
        assertThat(response.body())
                .isEqualTo("{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\",\"Details\":" + details + "}");
        assertThat(response.statusCode()).isEqualTo(status);
    }
}
