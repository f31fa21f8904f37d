package io.orchestrator.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder for what the nodes of one run write; closing it deletes it. */
record WorkFolder(Path path) implements AutoCloseable {
    /** @param purpose begins the folder's name */
    static WorkFolder create(String purpose) {
        try {
            return new WorkFolder(Files.createTempDirectory("orchestrator-" + purpose + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
