package io.orchestrator.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.api.ApiSettings;
import io.orchestrator.http.api.ConfigurationReload;
import io.orchestrator.http.api.Measurements;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.server.HttpServer;
import io.orchestrator.http.server.HttpSettings;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.http.wire.Rendering;

/** The server on a free port of the loopback, with a client. */
public final class TestServer implements AutoCloseable {
    public static final RecoveryFilters ALL_CLUSTERS = RecoveryFilters.of(List.of("*"), List.of("*"), List.of());

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts with these settings. */
    public TestServer(HttpSettings settings, FakeUseCases useCases, ConfigurationReload reload, Instant now) {
        server = new HttpServer(settings, useCases, reload, Clock.fixed(now, ZoneOffset.UTC));
        server.start();
    }

    /** Starts with these settings, and something that measures. */
    public TestServer(HttpSettings settings, FakeUseCases useCases, Measurements measurements, Instant now) {
        server = new HttpServer(settings, useCases, _ -> {}, measurements, Clock.fixed(now, ZoneOffset.UTC));
        server.start();
    }

    /** Starts with these settings and this clock. */
    public TestServer(HttpSettings settings, FakeUseCases useCases, Clock clock) {
        server = new HttpServer(settings, useCases, _ -> {}, clock);
        server.start();
    }

    /** Starts open, without prefix, at the time of the picture. */
    public static TestServer of(FakeUseCases useCases) {
        return new TestServer(settings(listen("")), useCases, _ -> {}, useCases.picture.wall());
    }

    public static HttpSettings.Listen listen(String prefix) {
        return new HttpSettings.Listen("127.0.0.1", 0, prefix, HttpSettings.Listen.DEFAULT_STATUS, "");
    }

    public static HttpSettings settings(HttpSettings.Listen listen) {
        return settings(listen, Gate.OPEN);
    }

    public static HttpSettings settings(HttpSettings.Listen listen, Gate gate) {
        return settings(listen, gate, HttpSettings.Deadlines.DEFAULT);
    }

    public static HttpSettings settings(HttpSettings.Listen listen, Gate gate, HttpSettings.Deadlines deadlines) {
        BackendTimes times = new BackendTimes(BackendTimes.Backend.MYSQL, ZoneOffset.UTC);
        Rendering rendering = new Rendering(TopologySettings.DEFAULTS, times, ZoneOffset.UTC, ALL_CLUSTERS);
        return new HttpSettings(listen, gate,
                new ApiSettings(rendering, 3306, HostFilters.NONE, true, Duration.ofHours(1), "vm"),
                deadlines, HttpSettings.Tokens.DEFAULT);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    public HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Body of an answer. */
    public String body(String path) {
        return get(path).body();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
