package io.orchestrator.backend.datasource;

import io.orchestrator.backend.datasource.BackendException.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequiredVersionTest {

    @ParameterizedTest
    @CsvSource({"8.0.31, MYSQL", "8.0.35-27, MYSQL", "8.4.0, MYSQL", "9.7.0-commercial, MYSQL",
            "10.11.6-MariaDB, MARIADB",
            "5.5.5-10.11.6-MariaDB-0+deb12u1-log, MARIADB", "12.0.2-MariaDB, MARIADB"})
    void newEnoughServersAreTaken(String version, Dialect dialect) {
        assertThat(RequiredVersion.check(version, "db:3306")).isEqualTo(dialect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.44-log", "8.0.30", "10.6.21-MariaDB", "5.5.5-10.5.8-MariaDB", "10.3.39-MariaDB-log"})
    void olderServersAreRefusedWithWhatToDo(String version) {
        assertThatThrownBy(() -> RequiredVersion.check(version, "db:3306"))
                .isInstanceOfSatisfying(BackendException.class,
                        e -> assertThat(e.category()).isEqualTo(Category.REFUSED))
                .hasMessageContaining("db:3306")
                .hasMessageContaining(version.replace("5.5.5-", ""))
                .hasMessageContaining("8.0.31")
                .hasMessageContaining("10.11");
    }
}
