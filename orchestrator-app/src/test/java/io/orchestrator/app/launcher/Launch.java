package io.orchestrator.app.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A distribution folder with the real launcher and JDKs whose {@code java} prints its own path, its process id and its
 * arguments, one a line.
 */
final class Launch {

    private static final String FAKE_JAVA = """
            #!/bin/sh
            echo "java=$0"
            echo "pid=$$"
            for word in "$@"; do echo "arg=$word"; done
            exit ${FAKE_EXIT:-0}
            """;

    private final Path folder;
    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();

    Launch(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        home = this.folder.resolve("orchestrator home");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        var source = Path.of(System.getProperty("basedir", "."), "src/main/dist/bin/orchestrator");
        Files.copy(source, script());
        executable(script());
        var tools = Files.createDirectories(this.folder.resolve("tools"));
        for (var tool : List.of("readlink", "dirname")) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("ORCHESTRATOR_JVM_DIR", this.folder.resolve("jvm").toString());
    }

    Path home() {
        return home;
    }

    Path script() {
        return home.resolve("bin/orchestrator");
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    Path path(String tool) {
        return folder.resolve("tools").resolve(tool);
    }

    /** Makes a folder that looks like a JDK; {@code release} is the whole text of its release file. */
    Path jdkWithRelease(Path where, String release) throws IOException {
        Files.createDirectories(where.resolve("bin"));
        Files.writeString(where.resolve("bin/java"), FAKE_JAVA);
        executable(where.resolve("bin/java"));
        Files.writeString(where.resolve("release"), release);
        return where;
    }

    Path jdk(Path where, String version) throws IOException {
        return jdkWithRelease(where, "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nLIBC=\"gnu\"\n");
    }

    Path jdk(String name, String version) throws IOException {
        return jdk(folder.resolve(name), version);
    }

    Launch with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(script(), arguments);
    }

    Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var stdout = Files.createTempFile(folder, "out", ".txt");
        var stderr = Files.createTempFile(folder, "err", ".txt");
        var builder = new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher did not end within 30 s");
        }
        return new Outcome(process.pid(), process.exitValue(), Files.readAllLines(stdout), Files.readString(stderr));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        for (var folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            var candidate = Path.of(folder, tool);
            if (Files.isExecutable(candidate)) {
                try {
                    return candidate.toRealPath();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException(tool + " is not on the path");
    }

    /** What the launcher did; {@code pid} is the process that was started. */
    record Outcome(long pid, int exit, List<String> stdout, String stderr) {

        Outcome {
            stdout = List.copyOf(stdout);
        }

        /** The JDK whose java was started, empty text if none was. */
        String jdk() {
            return value("java=").replaceFirst("/bin/java$", "");
        }

        String javaPid() {
            return value("pid=");
        }

        List<String> arguments() {
            return stdout.stream().filter(line -> line.startsWith("arg=")).map(line -> line.substring(4)).toList();
        }

        private String value(String prefix) {
            return stdout.stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .findFirst()
                    .orElse("");
        }
    }
}
