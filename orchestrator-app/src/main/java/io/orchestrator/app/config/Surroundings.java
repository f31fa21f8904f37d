package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the process finds around it when it reads its configuration.
 *
 * @param variables the environment
 * @param defaultFiles where files are looked for when none is given, in reading order (config.md 2)
 * @param defaultDataFile absolute path of the embedded database when there is no file at all
 */
public record Surroundings(Map<String, String> variables, List<Path> defaultFiles, Path defaultDataFile) {

    private static final Path SYSTEM_FILE = Path.of("/etc/orchestrator.conf.json");
    private static final List<Path> WORKING_DIRECTORY_FILES =
            List.of(Path.of("conf", "orchestrator.conf.json"), Path.of("orchestrator.conf.json"));

    public Surroundings {
        variables = Map.copyOf(variables);
        defaultFiles = List.copyOf(defaultFiles);
        if (!defaultDataFile.isAbsolute()) {
            throw new IllegalArgumentException("the default data file must be absolute: " + defaultDataFile);
        }
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        var variables = System.getenv();
        var home = Path.of(Objects.requireNonNullElse(System.getProperty("user.home"), "/")).toAbsolutePath();
        return new Surroundings(
                variables,
                List.of(SYSTEM_FILE, WORKING_DIRECTORY_FILES.get(0), WORKING_DIRECTORY_FILES.get(1)),
                DefaultDataFile.choose(DefaultDataFile.SYSTEM_DIRECTORY, variables, home));
    }

    /** One environment variable. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
