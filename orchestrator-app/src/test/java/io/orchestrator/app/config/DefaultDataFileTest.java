package io.orchestrator.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DefaultDataFileTest {

    private static final Path HOME = Path.of("/home/somebody");

    @Test
    void liesInTheSystemFolderWhereThatCanBeWritten(@TempDir Path folder) throws IOException {
        var existing = Files.createDirectory(folder.resolve("orchestrator"));

        assertThat(DefaultDataFile.choose(existing, Map.of(), HOME))
                .isEqualTo(existing.resolve("orchestrator.sqlite3"));
        assertThat(DefaultDataFile.choose(folder.resolve("new"), Map.of(), HOME))
                .isEqualTo(folder.resolve("new").resolve("orchestrator.sqlite3"));
    }

    @Test
    void liesWithTheUserElsewhere(@TempDir Path folder) throws IOException {
        var notAFolder = Files.createFile(folder.resolve("orchestrator"));

        assertThat(DefaultDataFile.choose(notAFolder, Map.of("XDG_DATA_HOME", "/data", "HOME", "/home/me"), HOME))
                .isEqualTo(Path.of("/data/orchestrator/orchestrator.sqlite3"));
        assertThat(DefaultDataFile.choose(notAFolder, Map.of("XDG_DATA_HOME", "relative", "HOME", "/home/me"), HOME))
                .isEqualTo(Path.of("/home/me/.local/share/orchestrator/orchestrator.sqlite3"));
        assertThat(DefaultDataFile.choose(folder.resolve("a/b"), Map.of(), HOME))
                .isEqualTo(HOME.resolve(".local/share/orchestrator/orchestrator.sqlite3"));
    }

    @Test
    void isAbsoluteInThisProcess() {
        assertThat(Surroundings.ofProcess().defaultDataFile()).isAbsolute();
    }

    @Test
    void liesWhereTheServiceManagerSays(@TempDir Path folder) {
        assertThat(DefaultDataFile.choose(folder, Map.of("STATE_DIRECTORY", "/srv/state:/srv/more"), HOME))
                .isEqualTo(Path.of("/srv/state/orchestrator.sqlite3"));
        assertThat(DefaultDataFile.choose(folder, Map.of("STATE_DIRECTORY", ""), HOME))
                .isEqualTo(folder.resolve("orchestrator.sqlite3"));
    }
}
