package io.orchestrator.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with configuration files in it, for tests. */
final class Scratch {

    private final Path folder;
    private Map<String, String> variables = Map.of();

    Scratch(Path folder) {
        this.folder = folder;
    }

    Scratch withVariables(Map<String, String> environment) {
        variables = environment;
        return this;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(path(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.delete(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks for files in the order first, second, third. */
    ConfigurationLoader loader() {
        return new ConfigurationLoader(new Surroundings(
                variables, List.of(path("first.json"), path("second.json"), path("third.json")),
                Path.of("/data/orchestrator.sqlite3")));
    }

    /** Writes the content into a file and loads that. */
    LoadOutcome outcome(String json) {
        return loader().loadFile(write("one.json", json));
    }

    Configuration loaded(String json) {
        return accepted(outcome(json));
    }

    List<String> faults(String json) {
        return refused(outcome(json));
    }

    static Configuration accepted(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded(var configuration, var _) -> configuration;
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }

    static List<String> refused(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded _ -> throw new AssertionError("accepted");
            case LoadOutcome.Rejected(var faults) -> faults.stream().map(Fault::text).toList();
        };
    }

    static List<String> warnings(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded(var _, var notices) -> notices.stream()
                    .filter(notice -> notice.severity() == Notice.Severity.WARNING)
                    .map(Notice::text)
                    .toList();
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }
}
