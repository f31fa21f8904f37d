package io.orchestrator.backend.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class GeneratedTablesTest {

    private static final Path COMMITTED = Path.of("src", "main", "generated");

    @Test
    void committedClassesAreThoseThatGenerationWrites(@TempDir Path folder) throws Exception {
        SchemaGenerator.generate(folder);

        assertThat(contents(COMMITTED)).as("regenerate with: mvn -P jooq -pl orchestrator-backend-mysql -am "
                + "process-test-classes").isEqualTo(contents(folder));
    }

    private static Map<String, String> contents(Path root) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
