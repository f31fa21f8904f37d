package io.orchestrator.it.backend;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.backend.datasource.BackendSettings;
import org.junit.jupiter.api.io.TempDir;

final class SqliteIntentsOfTwoNodesIT extends IntentsOfTwoNodes {
    @TempDir private static Path folder = Path.of("");

    @Override
    protected BackendSettings freshBackend() {
        return new BackendSettings.Sqlite(folder.resolve("backend.sqlite"), Duration.ofSeconds(5));
    }
}
