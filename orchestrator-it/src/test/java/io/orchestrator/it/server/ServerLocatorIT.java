package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerLocatorIT {
    @TempDir private Path temp;

    @ServerTest
    void findsTheFlavorAndSaysWhichAndWhere(ServerFlavor flavor) {
        ServerInstallation found = ServerLocator.locate(flavor);

        assertThat(found.flavor()).isEqualTo(flavor);
        assertThat(ServerFlavor.of(found.version())).isEqualTo(flavor);
        assertThat(found.origin()).isNotBlank();
    }

    @ServerTest
    void getsTheServerThatTheMachineLacks(ServerFlavor flavor) {
        ServerInstallation found = new ServerLocator(Map.of(), List.of(), CacheFolder.ofEnvironment()).find(flavor);

        assertThat(ServerFlavor.of(found.version())).isEqualTo(flavor);
        assertThat(found.origin()).startsWith("D").contains(flavor.slug());
        if (found instanceof ServerInstallation.Programs programs) {
            assertThat(ServerTemplate.of(programs, CacheFolder.ofEnvironment()).resolve("mysql")).isDirectory();
        }
    }

    @Test
    void saysWhatItLookedAtAndWhatToDoWhenThereIsNone() {
        Path notAFolder = temp.resolve("file");

        assertThatThrownBy(() -> {
            Files.writeString(notAFolder, "");
            new ServerLocator(Map.of("PATH", "/nowhere"), List.of(), new CacheFolder(notAFolder))
                    .find(ServerFlavor.MYSQL);
        }).isInstanceOf(ServerException.class)
                .hasMessageContaining("ORCHESTRATOR_IT_MYSQLD is not set")
                .hasMessageContaining("Install one")
                .hasMessageContaining("set ORCHESTRATOR_IT_MYSQLD");
    }

    @Test
    void takesTheProgramThatTheVariableNames() throws IOException {
        Path program = program("mysqld", "mysqld  Ver 9.4.0 for Linux on x86_64 (Source distribution)");

        ServerInstallation found = locator(Map.of("ORCHESTRATOR_IT_MYSQLD", program.toString()))
                .find(ServerFlavor.MYSQL);

        assertThat(found.version().text()).isEqualTo("9.4.0");
        assertThat(found.origin()).isEqualTo("ORCHESTRATOR_IT_MYSQLD=" + program);
    }

    @Test
    void refusesAProgramOfTheOtherFlavor() throws IOException {
        Path program = program("mysqld", "mysqld  Ver 10.11.18-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64");

        assertThatThrownBy(() -> locator(Map.of("ORCHESTRATOR_IT_MYSQLD", program.toString()))
                .find(ServerFlavor.MYSQL)).isInstanceOf(ServerException.class)
                .hasMessageContaining("is MariaDB 10.11.18-MariaDB-0+deb12u1, which is not the MySQL");
    }

    @Test
    void asksAProgramOnThePathForItsVersionAndNeverTrustsItsName() throws IOException {
        program("mysqld", "mysqld  Ver 10.11.18-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64");

        ServerInstallation found = locator(Map.of("PATH", temp.toString())).find(ServerFlavor.MARIADB);

        assertThat(found.version().text()).isEqualTo("10.11.18-MariaDB-0+deb12u1");
        assertThat(found.origin()).isEqualTo(temp.resolve("mysqld").toString());
    }

    private ServerLocator locator(Map<String, String> environment) {
        return new ServerLocator(environment, List.of(), new CacheFolder(temp.resolve("cache")));
    }

    private Path program(String name, String words) throws IOException {
        Path file = temp.resolve(name);
        Files.writeString(file, "#!/bin/sh\necho '" + words + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
