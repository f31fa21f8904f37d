package io.orchestrator.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.orchestrator.it.server.ServerException;

/**
 * The client's script with an environment of its own: nothing of this machine's variables, a profile and a {@code sleep} that lie in the
 * test's folder. The pauses it makes are written down instead of waited for.
 */
final class ShellClient {
    /** What a run left. */
    record Outcome(int exit, List<String> stdout, List<String> stderr) {
        Outcome {
            stdout = List.copyOf(stdout);
            stderr = List.copyOf(stderr);
        }
    }

    private static final String PROFILE = "/etc/profile.d/orchestrator-client.sh";
    private static final Path SOURCE =
            Path.of(System.getProperty("basedir", "."), "../orchestrator-app/src/main/dist/bin/orchestrator-client");
    private static final long LIMIT_SECONDS = 120;

    private final Path folder;
    private final Path script;
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * Lays the script into a folder.
     *
     * @param folder an empty one, which the test deletes
     */
    ShellClient(Path folder) {
        this.folder = folder;
        this.script = folder.resolve("orchestrator-client");
        try {
            Path bin = Files.createDirectory(folder.resolve("bin"));
            Files.writeString(script, Files.readString(SOURCE).replace(PROFILE, profile().toString()));
            executable(script);
            pauses("");
            environment.put("PATH", bin + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        } catch (IOException e) {
            throw new ServerException("cannot prepare the client in " + folder + ": " + e, e);
        }
    }

    private Path profile() {
        return folder.resolve("profile.sh");
    }

    /** What the profile says; without this there is none. */
    ShellClient profile(String text) throws IOException {
        Files.writeString(profile(), text);
        return this;
    }

    ShellClient with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ShellClient asking(String endpoints) {
        return with("ORCHESTRATOR_API", endpoints);
    }

    /** Does this at each pause, after it was written down. */
    ShellClient pauses(String command) throws IOException {
        Path sleep = folder.resolve("bin/sleep");
        Files.writeString(sleep, "#!/bin/sh\necho \"$1\" >> '" + folder + "/pauses'\n" + command + "\n");
        executable(sleep);
        return this;
    }

    /** Pauses between attempts until now, in seconds as written in the script. */
    List<String> pauses() {
        try {
            Path file = folder.resolve("pauses");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new ServerException("cannot read the pauses: " + e, e);
        }
    }

    Outcome run(String... words) {
        return run(List.of(words));
    }

    Outcome run(List<String> words) {
        try {
            Running running = start(words);
            if (!running.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                running.process().destroyForcibly();
                throw new ServerException("the client did not end within " + LIMIT_SECONDS + " s: " + words);
            }
            return new Outcome(running.process().exitValue(), Files.readAllLines(running.stdout()),
                    Files.readAllLines(running.stderr()));
        } catch (IOException e) {
            throw new ServerException("cannot run the client: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for the client", e);
        }
    }

    private record Running(Process process, Path stdout, Path stderr) {}

    private Running start(List<String> words) throws IOException {
        Path stdout = Files.createTempFile(folder, "out", ".txt");
        Path stderr = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), stdout, stderr);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
