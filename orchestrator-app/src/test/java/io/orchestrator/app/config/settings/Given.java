package io.orchestrator.app.config.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.LoadOutcome;
import io.orchestrator.app.config.Surroundings;

/** Configurations for tests. */
final class Given {

    private Given() {}

    /** What a file with that content comes to. */
    static Configuration configuration(String json) {
        try {
            var file = Files.createTempFile("orchestrator", ".conf.json");
            try {
                Files.writeString(file, json);
                return loaded(new ConfigurationLoader(surroundings()).loadFile(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a start without any file comes to. */
    static Configuration withoutFile() {
        return loaded(new ConfigurationLoader(surroundings()).loadDefaultFiles());
    }

    private static Surroundings surroundings() {
        return new Surroundings(Map.of(), List.of(), Path.of("/data/orchestrator.sqlite3"));
    }

    private static Configuration loaded(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded(var configuration, var _) -> configuration;
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }
}
