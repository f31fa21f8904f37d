package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

final class SqliteObservationsIT extends ObservationsOnBackend {

    @TempDir
    private static Path folder = Path.of("");

    @Override
    BackendSettings freshBackend() {
        return new BackendSettings.Sqlite(folder.resolve("backend.sqlite3"), Duration.ofSeconds(5));
    }

    @Override
    String ignore() {
        return "or ignore";
    }
}
