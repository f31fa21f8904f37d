package io.orchestrator.it.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.ServerException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The service as its users start it: the distribution's own launcher, a configuration file, HTTP. It ends with this JVM. */
final class DemoService {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final String address;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();
    private volatile boolean wantedToEnd;

    private DemoService(Process process, Path log, String address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts the service and waits until it leads.
     *
     * @throws ServerException when it ends or does not lead in time; the message carries its last words
     */
    static DemoService start(Path distribution, Path configuration, Path log, int port) {
        Path launcher = distribution.resolve("bin/orchestrator").toAbsolutePath();
        try {
            Process process = new ProcessBuilder(launcher.toString(), "--config=" + configuration, "http")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            DemoService service = new DemoService(process, log, "http://127.0.0.1:" + port);
            Runtime.getRuntime().addShutdownHook(new Thread(service::end, "end-service"));
            Await.until("orchestrator to lead", START_LIMIT, service::leads, service::lastWords);
            return service;
        } catch (IOException e) {
            throw new ServerException("cannot start " + launcher + ": " + e, e);
        }
    }

    Path log() {
        return log;
    }

    /**
     * The body of an answer.
     *
     * @throws ServerException when the service does not answer with success
     */
    String get(String path) {
        HttpResponse<String> response = ask(path);
        if (response.statusCode() != 200) {
            throw new ServerException(
                    "GET " + address + path + " answered " + response.statusCode() + ": " + response.body()
                            + lastWords());
        }
        return response.body();
    }

    /** How many elements the list at a path has; 0 when there is no list. */
    int count(String path) {
        HttpResponse<String> response = ask(path);
        try {
            return response.statusCode() == 200 ? JsonMapper.builder().build().readTree(response.body()).size() : 0;
        } catch (JacksonException e) {
            return 0;
        }
    }

    /** Waits until the service ends by itself; answers its exit status. */
    int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Whether it ends, or ended, because the demo does. */
    boolean isWantedToEnd() {
        return wantedToEnd;
    }

    /** The end of its log. */
    String lastWords() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return "The end of " + log + ":\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return "There is no log " + log + ".";
        }
    }

    private boolean leads() {
        if (!process.isAlive()) {
            throw new ServerException("orchestrator ended while starting, exit status " + process.exitValue() + ". "
                    + lastWords());
        }
        try {
            return ask("/api/leader-check").statusCode() == 200;
        } catch (ServerException e) {
            // It does not listen yet.
            return false;
        }
    }

    private HttpResponse<String> ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_LIMIT).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ServerException("GET " + request.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking " + request.uri(), e);
        }
    }

    private void end() {
        wantedToEnd = true;
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
