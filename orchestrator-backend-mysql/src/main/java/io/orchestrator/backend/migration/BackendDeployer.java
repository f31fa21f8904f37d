package io.orchestrator.backend.migration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.migration.DeploymentReport.Origin;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backend ready, whoever left it: completes the contract tables, migrates our own, and records this version where
 * the reference looks for versions. Additive only, so that the reference can be started on it again
 * (backend-schema.md 5 and 6).
 */
public final class BackendDeployer {

    private static final Logger LOG = LoggerFactory.getLogger(BackendDeployer.class);

    private static final String DEPLOYMENTS = "orchestrator_db_deployments";
    private static final Table<Record> DEPLOYMENTS_TABLE = DSL.table(DSL.name(DEPLOYMENTS));
    private static final Field<String> VERSION = DSL.field(DSL.name("deployed_version"), SQLDataType.VARCHAR);
    private static final Field<String> DEPLOYED_AT = DSL.field(DSL.name("deployed_timestamp"), SQLDataType.VARCHAR);

    /** Table exists, duplicate column, duplicate index: another deployer, perhaps the reference, was there first. */
    private static final List<Integer> ALREADY_THERE = List.of(1050, 1060, 1061);
    private static final Duration READING = Duration.ofSeconds(30);
    private static final Duration CHANGING = Duration.ofMinutes(30);
    private static final Duration LOCK_STALE_AFTER = Duration.ofSeconds(30);
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

    private final BackendDatabase database;
    private final ContractSchema contract = ContractSchema.load();
    private final SchemaDdl ddl;
    private final String version;
    private final String holder;

    /**
     * @param version of this software, as the deployment table shall show it; at most 128 ASCII characters
     * @param holder host name and process token, to tell deployers apart
     */
    public BackendDeployer(BackendDatabase database, String version, String holder) {
        if (version.isBlank() || version.length() > 128) {
            throw new IllegalArgumentException("the version must have 1 to 128 characters, not '" + version + "'");
        }
        this.database = database;
        this.ddl = database.dialect() == Dialect.SQLITE ? new SchemaDdl.Sqlite() : new SchemaDdl.MySql();
        this.version = version;
        this.holder = holder;
    }

    /**
     * Deploys as far as {@code mode} allows; empty when it was not to look at all.
     *
     * @throws BackendException when the schema may not be changed, another process holds the deployment lock for too long,
     *     or a statement fails
     */
    public Optional<DeploymentReport> deploy(DeploymentMode mode) {
        return switch (mode) {
            case SKIP -> Optional.empty();
            case DEPLOY -> Optional.of(deployUnderLock());
            case REFUSE_IF_DIFFERENT -> {
                refuseIfDifferent();
                yield Optional.of(deployUnderLock());
            }
        };
    }

    /** What {@link #deploy} would add, without changing anything; empty = the backend is ready. */
    public List<String> missing() {
        var live = readLive();
        var missing = new ArrayList<String>();
        Reconciler.compare(contract, live, ddl).changes().forEach(change -> missing.add(change.description()));
        if (new OwnTables(database).arePending(live)) {
            missing.add("tables of our own");
        }
        return List.copyOf(missing);
    }

    private DeploymentReport deployUnderLock() {
        try (var _ = DeployLock.acquire(database, holder, LOCK_STALE_AFTER, LOCK_PATIENCE)) {
            var live = readLive();
            var origin = originOf(live);
            var lastDeployed = origin == Origin.DEPLOYED ? lastDeployedVersion() : "";
            var found = Reconciler.compare(contract, live, ddl);
            tell(origin, lastDeployed, found);
            apply(found.changes());
            int ownMigrations = new OwnTables(database).migrate(live);
            seed();
            return new DeploymentReport(origin, lastDeployed,
                    found.changes().stream().map(Reconciliation.Change::description).toList(), found.differences(),
                    ownMigrations);
        }
    }

    private LiveSchema readLive() {
        return database.readNow("Cannot read the backend's schema", READING,
                sql -> LiveSchemaReader.read(sql, database.dialect()));
    }

    private Origin originOf(LiveSchema live) {
        if (contract.tableNames().stream().noneMatch(name -> live.table(name).isPresent())) {
            return Origin.FRESH;
        }
        if (live.table(DEPLOYMENTS).isEmpty()) {
            return Origin.UNFINISHED;
        }
        return countVersions(null) > 0 ? Origin.DEPLOYED : Origin.UNFINISHED;
    }

    private int countVersions(@Nullable String only) {
        return database.readNow("Cannot read " + DEPLOYMENTS, READING, sql -> sql.fetchCount(DEPLOYMENTS_TABLE,
                only == null ? DSL.noCondition() : VERSION.eq(only)));
    }

    private String lastDeployedVersion() {
        return database.readNow("Cannot read " + DEPLOYMENTS, READING,
                sql -> sql.select(VERSION)
                        .from(DEPLOYMENTS_TABLE)
                        .orderBy(DEPLOYED_AT.desc())
                        .limit(1)
                        .fetchOptional(VERSION)
                        .orElse(""));
    }

    /**
     * Changes nothing.
     *
     * @throws BackendException when this version was never deployed to the backend ({@code PanicIfDifferentDatabaseDeploy})
     */
    public void refuseIfDifferent() {
        boolean deployedBefore = readLive().table(DEPLOYMENTS).isPresent() && countVersions(version) > 0;
        if (!deployedBefore) {
            throw new BackendException(Category.REFUSED, "PanicIfDifferentDatabaseDeploy is set. Configured version "
                    + version + " is not the version found in the database " + database.displayName());
        }
    }

    private static void tell(Origin origin, String lastDeployed, Reconciliation found) {
        switch (origin) {
            case FRESH -> LOG.info("The backend is empty; creating the schema");
            case UNFINISHED -> LOG.info("The backend holds tables of a deployment that was not completed");
            case DEPLOYED -> {
                LOG.info("The backend was last deployed by version '{}'", lastDeployed);
                if (!found.changes().isEmpty()) {
                    LOG.warn("The schema of version '{}' lacks {} columns, tables or indexes, which are added now. "
                            + "A version of the reference that is older than they are may then fail to write instances "
                            + "in strict mode", lastDeployed, found.changes().size());
                    found.changes().forEach(change -> LOG.info("Adding {}", change.description()));
                }
            }
        }
        found.differences()
                .forEach(difference -> LOG.warn("The schema differs from the contract and is left so: {}",
                        difference));
    }

    private void apply(List<Reconciliation.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var what = "Cannot complete the backend's schema";
        if (database.dialect() == Dialect.SQLITE) {
            database.writeNow(what, CHANGING, sql -> {
                changes.forEach(change -> apply(sql, change));
                return true;
            });
        } else {
            database.deployNow(what, CHANGING, sql -> {
                // Zero dates are implicit defaults of timestamp columns on servers of older settings.
                sql.execute("set @orcj_sql_mode = @@session.sql_mode, session sql_mode = "
                        + "replace(replace(@@session.sql_mode, 'NO_ZERO_DATE', ''), 'NO_ZERO_IN_DATE', '')");
                try {
                    changes.forEach(change -> apply(sql, change));
                } finally {
                    sql.execute("set session sql_mode = @orcj_sql_mode");
                }
                return true;
            });
        }
    }

    private static void apply(DSLContext sql, Reconciliation.Change change) {
        LOG.debug("Adding {}", change.description());
        for (var statement : change.statements()) {
            try {
                sql.execute(statement);
            } catch (DataAccessException e) {
                var cause = e.getCause(SQLException.class);
                if (cause == null || !ALREADY_THERE.contains(cause.getErrorCode())) {
                    throw e;
                }
                LOG.info("{} was there already", change.description());
            }
        }
    }

    /** The vacant leader row of a fresh backend, and our version; rows of other versions are never touched. */
    private void seed() {
        var dialect = database.dialect();
        database.writeNow("Cannot write the first rows of the backend", READING, sql -> {
            sql.insertInto(DSL.table(DSL.name("active_node")))
                    .columns(DSL.field(DSL.name("anchor"), SQLDataType.INTEGER),
                            DSL.field(DSL.name("hostname"), SQLDataType.VARCHAR),
                            DSL.field(DSL.name("token"), SQLDataType.VARCHAR),
                            DSL.field(DSL.name("last_seen_active"), SQLDataType.VARCHAR),
                            DSL.field(DSL.name("first_seen_active"), SQLDataType.VARCHAR))
                    .values(DSL.val(1), DSL.val(""), DSL.val(""), dialect.now(), dialect.now())
                    .onDuplicateKeyIgnore()
                    .execute();
            return sql.insertInto(DEPLOYMENTS_TABLE)
                    .columns(VERSION, DEPLOYED_AT)
                    .values(DSL.val(version), dialect.now())
                    .onDuplicateKeyIgnore()
                    .execute();
        });
    }
}
