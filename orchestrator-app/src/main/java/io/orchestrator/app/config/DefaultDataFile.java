package io.orchestrator.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where the embedded database lies when there is no configuration file: the state directory that the
 * service manager names in {@code STATE_DIRECTORY} (systemd's {@code StateDirectory=}), else {@code /var/lib/orchestrator} where the process
 * may write there or create it, else {@code $XDG_DATA_HOME/orchestrator}, else {@code ~/.local/share/orchestrator}.
 * Only chosen here; nothing is created.
 */
final class DefaultDataFile {

    static final Path SYSTEM_DIRECTORY = Path.of("/var/lib/orchestrator");

    private static final String NAME = "orchestrator.sqlite3";

    private DefaultDataFile() {}

    static Path choose(Path systemDirectory, Map<String, String> variables, Path userHome) {
        var given = Path.of(Objects.requireNonNullElse(variables.get("STATE_DIRECTORY"), "").split(":", 2)[0]);
        if (given.isAbsolute()) {
            return given.resolve(NAME);
        }
        if (mayWriteIn(systemDirectory)) {
            return systemDirectory.resolve(NAME);
        }
        return userDirectory(variables, userHome).resolve("orchestrator").resolve(NAME);
    }

    private static boolean mayWriteIn(Path directory) {
        if (Files.exists(directory)) {
            return Files.isDirectory(directory) && Files.isWritable(directory);
        }
        var parent = directory.getParent();
        return parent != null && Files.isDirectory(parent) && Files.isWritable(parent);
    }

    private static Path userDirectory(Map<String, String> variables, Path userHome) {
        // a relative XDG_DATA_HOME is to be ignored, says the XDG base directory specification
        var given = Path.of(Objects.requireNonNullElse(variables.get("XDG_DATA_HOME"), ""));
        if (given.isAbsolute()) {
            return given;
        }
        var home = Path.of(Objects.requireNonNullElse(variables.get("HOME"), ""));
        return (home.isAbsolute() ? home : userHome).resolve(".local").resolve("share");
    }
}
