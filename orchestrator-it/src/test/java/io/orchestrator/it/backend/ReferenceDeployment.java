package io.orchestrator.it.backend;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.orchestrator.backend.datasource.BackendDatabase;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * What the reference does to a backend that lacks a row of its version (backend-schema.md 5.3 and 6.3, M1): every statement again, from
 * the first; an error is accepted where it says that something is there already, or not there to be dropped; ten columns are modified and
 * two primary keys built anew each time; then it writes its version.
 */
final class ReferenceDeployment {
    private static final Duration PLENTY = Duration.ofSeconds(60);
    /** Duplicate column, duplicate key, and what cannot be dropped. */
    private static final Set<Integer> ACCEPTED = Set.of(1060, 1061, 1091);
    private static final List<String> MODIFIED = List.of("agent_seed.end_timestamp", "active_node.last_seen_active",
            "node_health.last_seen_active", "node_health.app_version", "node_health_history.app_version",
            "candidate_database_instance.last_suggested", "master_position_equivalence.last_suggested",
            "database_instance.last_attempted_check", "database_instance.cluster_name",
            "database_instance.semi_sync_master_timeout");
    private static final String REMEMBER_MODE = "set @reference_mode = @@session.sql_mode, session sql_mode ="
            + " replace(replace(@@session.sql_mode, 'NO_ZERO_DATE', ''), 'NO_ZERO_IN_DATE', '')";

    private final BackendDatabase database;
    private final List<String> statements = new ArrayList<>();

    /** Remembers the statements that make the contract tables as they are now, which must be complete. */
    ReferenceDeployment(BackendDatabase database) {
        this.database = database;
        List<String> tables = database.readNow("tables", PLENTY, sql -> sql
                .fetch("select table_name from information_schema.tables where table_schema = database()"
                        + " and table_name not like 'orcj\\_%' order by 1")
                .map(row -> row.get(0, String.class)));
        for (String table : tables) {
            remember(table, database.readNow("definition", PLENTY,
                    sql -> sql.fetchSingle("show create table " + table).get(1, String.class)));
        }
        statements.add("alter table node_health drop primary key, add primary key (hostname, token)");
        statements
                .add("alter table database_instance_tags drop primary key, add primary key (hostname, port, tag_name)");
        statements.add("alter table database_instance drop key an_index_of_long_ago");
    }

    /** How many statements there are. */
    int size() {
        return statements.size();
    }

    private void remember(String table, String definition) {
        statements.add(definition.replace("CREATE TABLE", "create table if not exists"));
        for (String line : definition.lines().map(String::strip).toList()) {
            String part = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            if (part.startsWith("`") && !part.contains("AUTO_INCREMENT")) {
                statements.add("alter table " + table + " add column " + part);
                if (MODIFIED.contains(table + "." + part.substring(1, part.indexOf('`', 1)))) {
                    statements.add("alter table " + table + " modify column " + part);
                }
            } else if (part.startsWith("KEY") || part.startsWith("UNIQUE KEY")) {
                statements.add("alter table " + table + " add " + part);
            }
        }
    }

    /** Deploys. */
    void run(String version) {
        database.readNow("the reference's deployment", PLENTY, sql -> {
            sql.execute(REMEMBER_MODE);
            try {
                statements.forEach(statement -> execute(sql, statement));
            } finally {
                sql.execute("set session sql_mode = @reference_mode");
            }
            sql.execute("insert ignore into active_node (anchor, hostname, token, last_seen_active, first_seen_active)"
                    + " values (1, '', '', now(), now())");
            return sql
                    .execute("replace into orchestrator_db_deployments (deployed_version, deployed_timestamp) values ('"
                            + version + "', now())");
        });
    }

    private static void execute(DSLContext sql, String statement) {
        try {
            sql.execute(statement);
        } catch (DataAccessException e) {
            SQLException cause = e.getCause(SQLException.class);
            if (cause == null || !ACCEPTED.contains(cause.getErrorCode())) {
                throw e;
            }
        }
    }
}
