package io.orchestrator.backend.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Writes the generated table classes: deploys an empty SQLite file and reads it back. All vendors have the same tables and
 * columns; types are mapped alike: whole numbers to {@code Integer} or {@code Long}, everything else but binary data,
 * times too, to {@code String}.
 *
 * <p>Run by {@code mvn -P jooq -pl orchestrator-backend-mysql -am process-test-classes}.
 */
public final class SchemaGenerator {

    private static final String PACKAGE = "io.orchestrator.backend.schema";

    private SchemaGenerator() {}

    /**
     * Generates.
     *
     * @param args the source folder to write into
     */
    public static void main(String[] args) throws Exception {
        generate(Path.of(args[0]));
    }

    static void generate(Path sources) throws Exception {
        var folder = Files.createTempDirectory("orchestrator-schema");
        var file = folder.resolve("empty.sqlite3");
        try {
            deploy(file);
            GenerationTool.generate(configuration(file, sources));
        } finally {
            delete(folder);
        }
    }

    private static void deploy(Path file) {
        try (var database = BackendDatabase.open(new BackendSettings.Sqlite(file, Duration.ofSeconds(5)))) {
            new BackendDeployer(database, "generator", "generator").deploy(DeploymentMode.DEPLOY);
        }
    }

    private static Configuration configuration(Path file, Path sources) {
        var database = new Database().withName("org.jooq.meta.sqlite.SQLiteDatabase")
                .withExcludes("sqlite_.*|orcj_flyway_history|orcj_deploy_lock")
                .withIncludeIndexes(false)
                .withIncludeCheckConstraints(false)
                .withForcedTypes(forced("BIGINT", "(?i)(bigint|integer).*"),
                        forced("INTEGER", "(?i)(tinyint|smallint|int).*"),
                        forced("VARCHAR", "(?i)(varchar|timestamp|text|tinytext).*"));
        // Signed 32 bits do not hold these.
        database.getForcedTypes()
                .addFirst(forced("BIGINT", "(?i)int.*").withIncludeExpression(
                        ".*_unixtime|.*\\.snapshot_unix_timestamp|.*\\.server_id|.*\\.uptime|.*\\.database_instance_maintenance_id"));
        var generate = new Generate().withRecords(false)
                .withGlobalObjectReferences(true)
                .withGlobalTableReferences(true)
                .withGlobalCatalogReferences(false)
                .withGlobalSchemaReferences(false)
                .withGlobalKeyReferences(false)
                .withGlobalIndexReferences(false)
                .withGeneratedAnnotation(false)
                .withJavadoc(false)
                .withComments(false)
                .withIndexes(false)
                .withDefaultSchema(false)
                .withDefaultCatalog(false)
                .withKeys(false)
                .withRelations(false)
                .withImplicitJoinPathsToOne(false)
                .withImplicitJoinPathsToMany(false);
        return new Configuration().withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl("jdbc:sqlite:" + file))
                .withGenerator(new Generator().withDatabase(database)
                        .withGenerate(generate)
                        .withTarget(new Target().withPackageName(PACKAGE).withDirectory(sources.toString())));
    }

    private static ForcedType forced(String name, String types) {
        return new ForcedType().withName(name).withIncludeTypes(types);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var one : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
