package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import org.jspecify.annotations.Nullable;

/** A server that is a child process of this JVM. */
final class ProcessServer implements RealServer {
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final ServerInstallation.Programs programs;
    private final ServerOptions options;
    private final InstanceKey key;
    private final Path data;
    private volatile @Nullable Process process;

    private ProcessServer(ServerInstallation.Programs programs, ServerOptions options, int port, Path data) {
        this.programs = programs;
        this.options = options;
        this.key = new InstanceKey("127.0.0.1", port);
        this.data = data;
    }

    /** Starts a server on a copy of the installation's template; nothing is left of it when that fails. */
    static ProcessServer start(ServerInstallation.Programs programs, ServerOptions options, int port) {
        return start(programs, options, port, ServerTemplate.of(programs, CacheFolder.ofEnvironment()));
    }

    /** Starts a server on a copy of a data folder; nothing is left of it when that fails. */
    static ProcessServer start(ServerInstallation.Programs programs, ServerOptions options, int port, Path template) {
        RunFolder run = RunFolder.ofThisJvm();
        Path data = run.server(port);
        ProcessServer server = new ProcessServer(programs, options, port, data);
        run.remember(server);
        try {
            Folders.copy(template, data);
            server.restart();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public ServerFlavor flavor() {
        return programs.flavor();
    }

    @Override
    public ServerVersion version() {
        return programs.version();
    }

    @Override
    public InstanceKey key() {
        return key;
    }

    @Override
    public long pid() {
        return running().orElseThrow(() -> new ServerException(this + " does not run")).pid();
    }

    @Override
    public boolean isAlive() {
        return running().isPresent();
    }

    @Override
    public void kill9() {
        running().ifPresent(child -> {
            child.destroyForcibly();
            awaitEnd(child);
        });
    }

    @Override
    public void sigstop() {
        signal("STOP");
        ProcessThreads.awaitStopped(pid());
    }

    @Override
    public void sigcont() {
        signal("CONT");
    }

    @Override
    public void shutdown() {
        running().ifPresent(child -> {
            signal("CONT");
            signal("TERM");
            awaitEnd(child);
        });
    }

    @Override
    public void restart() {
        if (isAlive()) {
            return;
        }
        List<String> command = new ArrayList<>(programs.start());
        // The folder is the working folder too: a socket's whole path may be too long for the kernel.
        command.addAll(List.of("--datadir=" + data, "--socket=server.sock", "--pid-file=mysqld.pid",
                "--log-error=error.log"));
        command.addAll(options.words(flavor(), port()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(data.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("output.log").toFile());
        // An arena for each thread costs an idle server tens of megabytes.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(options.environment());
        try {
            Process started = builder.start();
            process = started;
            Files.writeString(data.resolve(RunFolder.PID_FILE), Long.toString(started.pid()));
            awaitAnswer(started);
        } catch (IOException e) {
            throw new ServerException("cannot start " + this + ": " + e, e);
        }
    }

    @Override
    public String errorLog(int lines) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("output.log", "error.log")) {
            try {
                List<String> all = new String(Files.readAllBytes(data.resolve(name)), StandardCharsets.UTF_8).lines()
                        .toList();
                all.subList(Math.max(0, all.size() - lines), all.size())
                        .forEach(line -> text.append("\n    ").append(line));
            } catch (IOException e) {
                text.append("\n    (no ").append(name).append(" in ").append(data).append(')');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        kill9();
        RunFolder.ofThisJvm().forget(this);
        Folders.delete(data);
    }

    @Override
    public String toString() {
        return flavor().displayName() + " " + version() + " on " + key.hostname() + ":" + key.port();
    }

    /** Where its data is. */
    Path data() {
        return data;
    }

    private Optional<Process> running() {
        return Optional.ofNullable(process).filter(Process::isAlive);
    }

    private void awaitAnswer(Process started) {
        Await.until(this + " to answer", options.startLimit(), () -> {
            if (!started.isAlive()) {
                throw new ServerException(this + " ended while starting, exit status " + started.exitValue()
                        + ". Its last words:" + errorLog(15));
            }
            return Ports.isListenedOn(port()) && sql().answers();
        }, () -> "Its last words:" + errorLog(15));
    }

    private void awaitEnd(Process child) {
        try {
            if (!child.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServerException(this + " (process " + child.pid() + ") did not end within "
                        + END_LIMIT.toSeconds() + " s. Its last words:" + errorLog(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for the end of " + this, e);
        }
    }

    private void signal(String name) {
        long pid = pid();
        // The shell's own kill: a small machine has no /bin/kill.
        Shell.Result result = Shell.run(Duration.ofSeconds(5),
                List.of("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid)));
        if (!result.succeeded()) {
            throw new ServerException("cannot send " + name + " to " + this + " (process " + pid + "): "
                    + result.output());
        }
    }
}
