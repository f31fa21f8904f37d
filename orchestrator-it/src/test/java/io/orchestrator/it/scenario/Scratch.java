package io.orchestrator.it.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what runs outside JUnit; it is gone, with all in it, when closed.
 *
 * @param path where it is
 */
public record Scratch(Path path) implements AutoCloseable {
    /** A new empty one, with a word of its purpose in its name. */
    public static Scratch folder(String purpose) {
        try {
            return new Scratch(Files.createTempDirectory("orchestrator-" + purpose + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
