package io.orchestrator.it.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.orchestrator.it.server.ServerException;

/** The launcher of the built distribution, run with one configuration file. */
final class CommandLine {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "."), "../orchestrator-app/target").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path folder;
    private final Path configuration;

    CommandLine(Path folder, Path configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /** What a command did. */
    record Outcome(int status, List<String> out, List<String> err) {
        Outcome {
            out = List.copyOf(out);
            err = List.copyOf(err);
        }
    }

    /** A command under way. */
    record Running(Process process, Path out, Path err) {
        /** Waits for its end. */
        Outcome end() {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new ServerException("the command did not end within " + LIMIT.toSeconds() + " s");
                }
                return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerException("interrupted while a command ran", e);
            }
        }

        /** What it said so far. */
        List<String> said() {
            try {
                return Files.readAllLines(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Path distribution() {
        try (Stream<Path> folders = Files.list(TARGET)) {
            return folders.filter(candidate -> Files.isExecutable(candidate.resolve("bin/orchestrator")))
                    .findFirst()
                    .orElseThrow(() -> new ServerException("no distribution under " + TARGET + ": mvn package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    Outcome run(String... words) {
        return start(words).end();
    }

    /** The output of a command, which must succeed. */
    List<String> answer(String... words) {
        Outcome outcome = run(words);
        if (outcome.status() != 0) {
            throw new ServerException(String.join(" ", words) + " ended with " + outcome.status() + ": "
                    + String.join("\n", outcome.err()));
        }
        return outcome.out();
    }

    /** Begins a command. */
    Running start(String... words) {
        List<String> command = new ArrayList<>(List.of(distribution().resolve("bin/orchestrator").toString(),
                "--config=" + configuration));
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("ORCHESTRATOR_JAVA_HOME", System.getProperty("java.home", ""));
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
