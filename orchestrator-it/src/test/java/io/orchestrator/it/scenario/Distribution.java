package io.orchestrator.it.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.orchestrator.it.server.ServerException;

/** What {@code mvn package} leaves under {@code orchestrator-app/target}, unpacked. */
final class Distribution {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "."), "../orchestrator-app/target").toAbsolutePath().normalize();

    private Distribution() {}

    /**
     * The launcher.
     *
     * @throws ServerException when nothing was built
     */
    static Path launcher() {
        try (Stream<Path> folders = Files.list(TARGET)) {
            return folders.map(folder -> folder.resolve("bin/orchestrator"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new ServerException("no distribution under " + TARGET + ": mvn package"));
        } catch (IOException e) {
            throw new ServerException("no distribution under " + TARGET + ": mvn package (" + e + ")", e);
        }
    }
}
