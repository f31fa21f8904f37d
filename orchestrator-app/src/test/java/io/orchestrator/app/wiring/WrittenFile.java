package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.LoadOutcome;
import io.orchestrator.app.config.Surroundings;

/** A configuration file of a test. */
final class WrittenFile {
    private WrittenFile() {}

    /** Writes the file into the folder and loads it, which must succeed. */
    static Configuration loaded(Path folder, String json) throws IOException {
        Path file = Files.writeString(folder.resolve("orchestrator.conf.json"), json);
        Surroundings surroundings = new Surroundings(Map.of(), List.of(), folder.resolve("orchestrator.sqlite3"));
        return switch (new ConfigurationLoader(surroundings).loadFile(file)) {
            case LoadOutcome.Loaded(var configuration, var _) -> configuration;
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }
}
