package io.orchestrator.it.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running HAProxy with one address in front of several loopback ports; it ends when closed, at the latest with the JVM. */
public final class HaProxy implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final String PROGRAM = "usr/sbin/haproxy";

    private final Path folder;
    private final Process process;
    private final int port;
    private final int adminPort;

    private HaProxy(Path folder, Process process, int port, int adminPort) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.adminPort = adminPort;
    }

    /**
     * Passes HTTP requests to whichever of the ports answers 200 to GET on this path; asked every 200 ms, a server is out after one
     * failure and in after one success.
     */
    public static HaProxy http(String checkPath, List<Integer> ports) {
        StringBuilder text = new StringBuilder("    mode http\n    option httpchk GET " + checkPath
                + "\n    http-check expect status 200\n    balance roundrobin\n");
        for (int target : ports) {
            text.append("    server s" + target + " 127.0.0.1:" + target + " check inter 200 fall 1 rise 1\n");
        }
        return start(text.toString(), "http");
    }

    /** Passes connections to one of the ports, the first until told otherwise; connections to any other are closed. */
    public static HaProxy tcp(List<Integer> ports) {
        StringBuilder text = new StringBuilder("    mode tcp\n");
        for (int target : ports) {
            text.append("    server s" + target + " 127.0.0.1:" + target
                    + (target == ports.getFirst() ? "" : " disabled") + " on-marked-down shutdown-sessions\n");
        }
        return start(text.toString(), "tcp");
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    /** From now on connections go to another of its ports; those to the old one are closed. */
    public void move(int from, int to) {
        command("set server all/s" + from + " state maint");
        command("shutdown sessions server all/s" + from);
        command("set server all/s" + to + " state ready");
    }

    private void command(String text) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), adminPort)) {
            socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.US_ASCII));
            // It closes when it has answered.
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!said.isEmpty()) {
                throw new ServerException("HAProxy on port " + port + " answered '" + text + "': " + said);
            }
        } catch (IOException e) {
            throw new ServerException("cannot tell HAProxy on port " + port + " '" + text + "': " + e, e);
        }
    }

    private static HaProxy start(String targets, String mode) {
        int port = Ports.free();
        Path folder = RunFolder.ofThisJvm().server(port);
        Folders.create(folder);
        Path configuration = folder.resolve("haproxy.cfg");
        int adminPort = Ports.free();
        String text = "global\n    stats socket ipv4@127.0.0.1:" + adminPort + " level admin\n    maxconn 500\n"
                + "defaults\n    timeout connect 2s\n    timeout client 1m\n    timeout server 1m\n    timeout check 500ms\n"
                + "listen all\n    bind 127.0.0.1:" + port + "\n" + targets;
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("-db", "-f", configuration.toString()));
        try {
            Files.writeString(configuration, text);
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            Files.writeString(folder.resolve(RunFolder.PID_FILE), Long.toString(process.pid()));
            HaProxy proxy = new HaProxy(folder, process, port, adminPort);
            RunFolder.ofThisJvm().remember(proxy);
            Await.until("HAProxy (" + mode + ") to listen on port " + port, START_LIMIT, () -> {
                if (!process.isAlive()) {
                    throw new ServerException("HAProxy ended while starting: " + proxy.output());
                }
                return Ports.isListenedOn(port);
            }, proxy::output);
            return proxy;
        } catch (IOException e) {
            throw new ServerException("cannot start " + command.getFirst() + ": " + e, e);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.log"));
        } catch (IOException e) {
            return "(it said nothing)";
        }
    }

    private static List<String> program() {
        Stream<Path> path = Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return Stream.concat(path, Stream.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin")))
                .map(parent -> parent.resolve("haproxy"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> List.of(found.toString()))
                .orElseGet(() -> {
                    Path root = DebianPackages.provisioned("bookworm", "haproxy", PROGRAM);
                    return DebianPackages.command(root, root.resolve(PROGRAM));
                });
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new ServerException("HAProxy (process " + process.pid() + ") did not end within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RunFolder.ofThisJvm().forget(this);
        Folders.delete(folder);
    }
}
