package io.orchestrator.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and keeps what it said. */
final class Shell {
    private Shell() {}

    /**
     * What a program said and how it ended.
     *
     * @param status its exit status
     * @param output standard output and standard error, interleaved
     */
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** Runs a command with nothing on its standard input; it is killed when it takes longer than the limit. */
    static Result run(Duration limit, List<String> command) {
        return run(limit, command, Path.of("/dev/null"));
    }

    /** Runs a command that reads a file as its standard input; it is killed when it takes longer than the limit. */
    static Result run(Duration limit, List<String> command, Path input) {
        Path output = null;
        try {
            output = Files.createTempFile("orchestrator-it-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile());
            // Messages are read by us; a translated one would not be understood.
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new Result(-1, read(output) + "\n(ended after " + limit.toSeconds() + " s)");
                }
                return new Result(process.exitValue(), read(output));
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while running " + command.getFirst(), e);
        } catch (IOException e) {
            return new Result(-1, "cannot run " + command.getFirst() + ": " + e.getMessage());
        } finally {
            if (output != null) {
                delete(output);
            }
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
