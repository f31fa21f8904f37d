package io.orchestrator.backend.store;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.backend.datasource.BackendSettings;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRepeatedReadingTest extends RepeatedReadingScenarios {

    @TempDir private static Path folder = Path.of("");

    @Override
    protected BackendSettings freshBackend() {
        return new BackendSettings.Sqlite(folder.resolve("backend.sqlite3"), Duration.ofSeconds(5));
    }
}
