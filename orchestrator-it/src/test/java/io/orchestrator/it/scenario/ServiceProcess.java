package io.orchestrator.it.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.ProcessThreads;
import io.orchestrator.it.server.ServerException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built distribution as a child process with a configuration file, asked over HTTP. What it wrote is deleted by whoever gave the folder. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

    private ServiceProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts the service on a free port and waits until it leads.
     *
     * @param folder for its configuration, database and log
     * @param settings configuration keys beside, or instead of, those of {@link #settings}
     */
    public static ServiceProcess start(Path folder, Map<String, ?> settings) {
        int port = Ports.free();
        Map<String, Object> all = settings(folder, port);
        all.putAll(settings);
        ServiceProcess service = launch(folder, port, Map.of(), "--config=" + configuration(folder, all), "http");
        try {
            service.awaitLeading();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** Runs the launcher with these words, in that folder, without waiting for anything. */
    public static ServiceProcess launch(Path folder, int port, Map<String, String> environment, String... words) {
        Path log = folder.resolve("service.log");
        List<String> command = new ArrayList<>(List.of(Distribution.launcher().toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("ORCHESTRATOR_JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            // The test's JVM may be ended in the middle of a test.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-service"));
            return new ServiceProcess(process, log, port);
        } catch (IOException e) {
            throw new ServerException("cannot start " + command.getFirst() + ": " + e, e);
        }
    }

    /** The usual settings of a service on this machine's servers: embedded database, all clusters recover. */
    public static Map<String, Object> settings(Path folder, int port) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("ListenAddress", "127.0.0.1:" + port);
        settings.put("BackendDB", "sqlite");
        settings.put("SQLite3DataFile", folder.resolve("backend.sqlite").toString());
        settings.put("MySQLTopologyUser", Account.TOPOLOGY.user());
        settings.put("MySQLTopologyPassword", Account.TOPOLOGY.password());
        settings.put("MySQLConnectTimeoutSeconds", 1);
        settings.put("HostnameResolveMethod", "none");
        settings.put("MySQLHostnameResolveMethod", "@@report_host");
        settings.put("DiscoverByShowSlaveHosts", true);
        settings.put("DetectClusterAliasQuery", "select 'scenario'");
        settings.put("FailureDetectionPeriodBlockMinutes", 1);
        settings.put("RecoveryPeriodBlockSeconds", 5);
        settings.put("RecoverMasterClusterFilters", List.of("*"));
        settings.put("ApplyMySQLPromotionAfterMasterFailover", true);
        settings.put("DetachLostReplicasAfterMasterFailover", true);
        return settings;
    }

    /** Writes a configuration file. */
    public static Path configuration(Path folder, Map<String, ?> settings) {
        try {
            return Files.writeString(folder.resolve("orchestrator.conf.json"), JSON.writeValueAsString(settings));
        } catch (IOException e) {
            throw new ServerException("cannot write a configuration file into " + folder + ": " + e, e);
        }
    }

    /** Waits until it leads, or fails with its last words when it ends before. */
    public void awaitLeading() {
        Await.until("the service to lead", START_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new ServerException("the service ended while starting. " + logTail(15));
            }
            return leads();
        }, () -> logTail(15));
    }

    /** Whether it answers and says that it leads. */
    public boolean leads() {
        return succeeds("leader-check", ANSWER_LIMIT);
    }

    /** Whether it answers a question with 200 within the limit. */
    public boolean succeeds(String path, Duration limit) {
        try {
            return send(path, limit).statusCode() == 200;
        } catch (ServerException e) {
            return false;
        }
    }

    /** The answer to a question, whatever its status. */
    public JsonNode ask(String path) {
        return JSON.readTree(send(path).body());
    }

    /** What whoever listens on a loopback port answers to a question, if it answers 200. */
    public static Optional<String> body(int port, String path) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking port " + port, e);
        }
    }

    /** The port it is asked on. */
    public int port() {
        return port;
    }

    /** The answer to a question, which must succeed. */
    public JsonNode get(String path) {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200) {
            throw new ServerException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String path) {
        return send(path, ANSWER_LIMIT);
    }

    private HttpResponse<String> send(String path, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + path))
                .timeout(limit)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ServerException("GET " + request.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking " + request.uri(), e);
        }
    }

    /** Makes a server known, or reads it again. */
    public void discover(InstanceKey key) {
        get("discover/" + key.hostname() + "/" + key.port());
    }

    /** How many replicas of a server the service sees replicating. */
    public long replicating(InstanceKey source) {
        long count = 0;
        for (JsonNode replica : get("instance-replicas/" + source.hostname() + "/" + source.port())) {
            if (replica.path("ReplicationIOThreadRuning").asBoolean()
                    && replica.path("ReplicationSQLThreadRuning").asBoolean()) {
                count++;
            }
        }
        return count;
    }

    /** Where it answers; the API lies below {@code /api}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends it a signal, such as STOP, CONT, TERM or KILL, and waits for nothing. */
    public void signal(String name) {
        try {
            // The shell's own kill: a small machine has no /bin/kill.
            int status =
                    new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid())).start()
                            .waitFor();
            if (status != 0) {
                throw new ServerException("cannot send " + name + " to the service, process " + pid());
            }
        } catch (IOException e) {
            throw new ServerException("cannot send " + name + " to the service: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while sending " + name + " to the service", e);
        }
    }

    /** SIGSTOP; returns when the process stands still. */
    public void sigstop() {
        signal("STOP");
        ProcessThreads.awaitStopped(pid());
    }

    public void kill9() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Asks it to end and answers its exit status. */
    public int sigterm() {
        process.destroy();
        return awaitEnd(Duration.ofSeconds(20));
    }

    /** Waits until it ends by itself; answers its exit status. */
    public int awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServerException("the service did not end within " + limit.toSeconds() + " s. " + logTail(15));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for the service to end", e);
        }
    }

    /** Everything it said until now. */
    public List<String> log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new ServerException("cannot read " + log + ": " + e, e);
        }
    }

    /** The end of what it said. */
    public String logTail(int lines) {
        List<String> all = log();
        return "The end of its log:\n  "
                + String.join("\n  ", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
