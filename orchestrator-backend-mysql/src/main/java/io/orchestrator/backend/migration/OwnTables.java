package io.orchestrator.backend.migration;

import java.time.Duration;
import java.util.stream.Stream;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.backend.datasource.Dialect;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our own tables, by Flyway. A script holds one idempotent statement, so that one that was cut off is simply run again. */
final class OwnTables {

    private static final Logger LOG = LoggerFactory.getLogger(OwnTables.class);

    private static final String HISTORY = "orcj_flyway_history";
    private static final Table<Record> HISTORY_TABLE = DSL.table(DSL.name(HISTORY));
    private static final Duration STATEMENT = Duration.ofSeconds(10);

    private final BackendDatabase database;
    private final Flyway flyway;

    OwnTables(BackendDatabase database) {
        this.database = database;
        this.flyway = Flyway.configure(OwnTables.class.getClassLoader())
                .dataSource(database.unpooled())
                .locations("classpath:db/orcj/" + (database.dialect() == Dialect.SQLITE ? "sqlite" : "mysql"))
                .failOnMissingLocations(true)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .baselineDescription("contract tables")
                .cleanDisabled(true)
                .load();
    }

    /**
     * Runs the scripts that have not been run; returns how many. The caller holds the deployment lock.
     *
     * @param live the schema as it was before
     */
    int migrate(LiveSchema live) {
        if (live.table(HISTORY).isPresent()) {
            database.writeNow("Cannot read " + HISTORY, STATEMENT, OwnTables::forgetFailures);
        }
        try {
            int executed = flyway.migrate().migrationsExecuted;
            tellOfNewerRelease();
            return executed;
        } catch (FlywayException e) {
            throw new BackendException(Category.STATEMENT, "Cannot create the orcj_ tables: " + firstLine(e), e);
        }
    }

    /** Whether a script is still to be run. */
    boolean arePending(LiveSchema live) {
        if (live.table(HISTORY).isEmpty()) {
            return true;
        }
        for (var migration : flyway.info().all()) {
            if (migration.getState() == MigrationState.PENDING || migration.getState() == MigrationState.FAILED) {
                return true;
            }
        }
        return false;
    }

    /** Tables only grow, so what a newer release added is no hindrance to an older one. */
    private void tellOfNewerRelease() {
        var unknown = Stream.of(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .map(migration -> migration.getVersion() + " (" + migration.getDescription() + ")")
                .toList();
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "A newer release has worked on the orcj_ tables: its scripts {} are unknown to this one, which goes on with the"
                            + " tables it knows. What the newer release stored in a form unknown here is left alone and told one by one",
                    String.join(", ", unknown));
        }
    }

    /** Flyway stops at the record of a failure; the statement behind it can be repeated, so the record goes. */
    private static int forgetFailures(DSLContext sql) {
        int forgotten = sql.deleteFrom(HISTORY_TABLE)
                .where(DSL.field(DSL.name("success"), SQLDataType.INTEGER).eq(0))
                .execute();
        if (forgotten > 0) {
            LOG.info("An earlier deployment was cut off in the orcj_ tables; its last statement is run again");
        }
        return forgotten;
    }

    private static String firstLine(FlywayException e) {
        var message = e.getMessage();
        return message == null ? "unknown"
                : message.lines().filter(line -> !line.isBlank()).findFirst().orElse("unknown");
    }
}
