package io.orchestrator.it.backend;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.migration.DeploymentReport;
import io.orchestrator.backend.migration.DeploymentReport.Origin;
import io.orchestrator.backend.schema.Tables;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What deployment does on a server; one subclass per vendor. */
abstract class DeploymentOnServer {

    private static final Duration PLENTY = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") private BackendSettings.MySql settings;
    @SuppressWarnings("NullAway.Init") private BackendDatabase database;

    /** Settings of a schema that does not exist yet. */
    abstract BackendSettings.MySql freshSchema();

    @BeforeEach
    void open() {
        settings = freshSchema();
        database = BackendDatabase.open(settings);
    }

    @AfterEach
    void close() {
        database.readNow("drop", PLENTY, sql -> sql.execute("drop database `" + settings.schema() + "`"));
        database.close();
    }

    @Test
    void emptySchemaGetsEverythingAndTheSecondStartNothing() {
        var first = deploy(database);
        var second = deploy(database);

        assertThat(first.origin()).isEqualTo(Origin.FRESH);
        assertThat(first.changes()).hasSize(47);
        assertThat(first.differences()).isEmpty();
        assertThat(second.origin()).isEqualTo(Origin.DEPLOYED);
        assertThat(second.changedAnything()).isFalse();
        assertThat(second.differences()).isEmpty();
        assertThat(deployer(database).missing()).isEmpty();
    }

    @Test
    void generatedTablesAreThoseOfTheServer() {
        deploy(database);

        var live = new TreeMap<String, TreeSet<String>>();
        database.readNow("columns", PLENTY, sql -> sql.fetch("select lower(table_name), lower(column_name) "
                + "from information_schema.columns where table_schema = database()"))
                .forEach(row -> live.computeIfAbsent(row.get(0, String.class), name -> new TreeSet<>())
                        .add(row.get(1, String.class)));
        live.keySet().removeAll(List.of("orcj_flyway_history", "orcj_deploy_lock"));

        assertThat(live).isEqualTo(generatedTables());
    }

    @Test
    void whatAnOlderSchemaLacksIsAddedAndItsRowsStay() {
        deploy(database);
        execute("insert ignore into database_instance (hostname, port) values ('db1', 3306)");
        execute("insert into orchestrator_db_deployments values ('3.2.6', '2030-01-01 00:00:00')");
        execute("alter table database_instance drop column replication_group_members, drop column semi_sync_available");
        execute("alter table topology_failure_detection drop column is_actionable, "
                + "drop key host_port_active_recoverable_uidx_topology_failure_detection");
        execute("alter table topology_recovery drop key uid_idx_topology_recovery");
        execute("drop table raft_store");

        var report = deploy(database);

        assertThat(report.changes()).containsExactlyInAnyOrder("column database_instance.replication_group_members",
                "column database_instance.semi_sync_available", "column topology_failure_detection.is_actionable",
                "index host_port_active_recoverable_uidx_topology_failure_detection of topology_failure_detection",
                "index uid_idx_topology_recovery of topology_recovery", "table raft_store");
        assertThat(report.lastDeployed()).isEqualTo("3.2.6");
        int instances = database.readNow("count", PLENTY, sql -> sql.fetchCount(Tables.DATABASE_INSTANCE));
        int versions = database.readNow("count", PLENTY, sql -> sql.fetchCount(Tables.ORCHESTRATOR_DB_DEPLOYMENTS));
        assertThat(instances).isEqualTo(1);
        assertThat(versions).isEqualTo(2);
    }

    /** A complete backend of the reference, and one that is missing this and that, each with a row in every table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsMissingAtRandomIsAddedAndNothingIsLostOrRedefined(long seed) {
        deploy(database);
        var ofReference = new ReferenceSchema(database, new Random(seed));
        ofReference.dropOurs();
        ofReference.fill();
        var complete = ofReference.definitions();

        assertThat(deploy(database).changes()).as("a complete schema").isEmpty();
        ofReference.dropOurs();
        var damage = ofReference.damage();
        var rows = ofReference.rows();
        var report = deploy(database);

        assertThat(report.changes()).as("after %s", damage).hasSize(damage.size());
        assertThat(ofReference.definitions()).as("after %s", damage).isEqualTo(complete);
        assertThat(ofReference.rows()).as("after %s", damage).containsAllEntriesOf(rows);
        assertThat(deploy(database).changedAnything()).isFalse();
    }

    /** The reference, stepped back to, deploys over what we created; then it is our turn again. */
    @Test
    void theReferenceRedeploysBetweenOurStarts() {
        deploy(database);
        execute("insert into orcj_lease values (1, 'node', 'token', '', 7, 9, 3000000, '2026-01-01 00:00:00')");
        var schema = new ReferenceSchema(database, new Random(1));
        schema.fill();
        var reference = new ReferenceDeployment(database);
        assertThat(reference.size()).as("statements of the reference").isGreaterThan(400);
        var complete = schema.definitions();
        var rows = schema.rows();

        for (var version : List.of("3.2.6", "3.2.6-17", "")) {
            reference.run(version);

            assertThat(schema.definitions()).as("after the reference's deployment").isEqualTo(complete);
            var ours = deploy(database);
            assertThat(ours.changedAnything()).as("by our deployment after it: %s", ours).isFalse();
            assertThat(ours.differences()).isEmpty();
            assertThat(schema.definitions()).isEqualTo(complete);
            assertThat(schema.rows()).isEqualTo(rows);
        }
        assertThat(lines("select deployed_version from orchestrator_db_deployments order by 1")).containsExactly("",
                "0.1.0-test", "3.2.6", "3.2.6-17");
        assertThat(lines("select term from orcj_lease")).containsExactly("7");
    }

    /** What the reference completes of an old schema is complete for us, and the other way round. */
    @Test
    void theReferenceFindsWhatWeCompletedComplete() {
        deploy(database);
        var schema = new ReferenceSchema(database, new Random(7));
        var reference = new ReferenceDeployment(database);
        var complete = schema.definitions();
        schema.dropOurs();
        schema.damage();
        deploy(database);
        reference.run("3.2.6");
        assertThat(schema.definitions()).isEqualTo(complete);

        schema.damage();
        reference.run("3.2.6");

        assertThat(schema.definitions()).as("restored by the reference").isEqualTo(complete);
        assertThat(deploy(database).changedAnything()).isFalse();
    }

    /** A release of ours beside another, and a step back from it: its scripts are unknown here. */
    @Test
    void historyOfANewerReleaseIsToldAndStopsNothing() {
        deploy(database);
        execute("create table orcj_of_tomorrow (id int primary key)");
        execute("insert into orcj_flyway_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, installed_on, execution_time, success) values (99, '99', 'of tomorrow', 'SQL',"
                + " 'V99__of_tomorrow.sql', 1, 'newer', now(), 1, 1)");

        try (var heard = new HeardLines()) {
            var back = deploy(database);

            assertThat(back.changedAnything()).isFalse();
            assertThat(heard.lines())
                    .filteredOn(line -> line.contains("A newer release has worked on the orcj_ tables"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("99 (of tomorrow)");
        }
        assertThat(deployer(database).missing()).isEmpty();
        assertThat(lines("select version from orcj_flyway_history where version = '99'")).hasSize(1);
        assertThat(lines("select count(*) from orcj_of_tomorrow")).containsExactly("0");
    }

    @Test
    void twoReleasesOfOursDeployInTurnAndLeaveEachOthersMark() {
        deploy(database);
        execute("update orchestrator_db_deployments set deployed_timestamp = '2026-01-01 00:00:00'");

        var newer =
                new BackendDeployer(database, "0.2.0-test", "test:newer").deploy(DeploymentMode.DEPLOY).orElseThrow();
        var older = deploy(database);

        assertThat(newer.changedAnything()).isFalse();
        assertThat(newer.lastDeployed()).isEqualTo("0.1.0-test");
        assertThat(older.changedAnything()).isFalse();
        assertThat(older.lastDeployed()).isEqualTo("0.2.0-test");
        assertThat(lines("select concat(deployed_version, ' ', date(deployed_timestamp) = '2026-01-01') from"
                + " orchestrator_db_deployments order by 1")).containsExactly("0.1.0-test 1", "0.2.0-test 0");
        assertThat(new BackendDeployer(database, "0.1.0-test", "test:again").deploy(DeploymentMode.REFUSE_IF_DIFFERENT))
                .isPresent();
    }

    @Test
    void tableThatAnEarlierReleaseOfOursLacksIsAdded() {
        deploy(database);
        execute("insert into orcj_lease values (1, 'node', 'token', '', 7, 9, 3000000, '2026-01-01 00:00:00')");
        execute("drop table orcj_event");
        execute("delete from orcj_flyway_history where version = '6'");

        var report = deploy(database);

        assertThat(report.ownMigrations()).isEqualTo(1);
        assertThat(deployer(database).missing()).isEmpty();
        int terms = database.readNow("term", PLENTY,
                sql -> sql.fetchSingle("select term from orcj_lease").get(0, Integer.class));
        assertThat(terms).isEqualTo(7);
    }

    @Test
    void oneOfTwoSimultaneousDeployersDoesTheWork() {
        try (var other = BackendDatabase.open(settings)) {
            var reports = Stream.of(database, other)
                    .map(one -> CompletableFuture.supplyAsync(() -> deploy(one)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(reports).extracting(DeploymentReport::origin)
                    .containsExactlyInAnyOrder(Origin.FRESH,
                            Origin.DEPLOYED);
            assertThat(reports).filteredOn(DeploymentReport::changedAnything).hasSize(1);
        }
    }

    private static BackendDeployer deployer(BackendDatabase database) {
        return new BackendDeployer(database, "0.1.0-test", "test:" + System.identityHashCode(database));
    }

    private static DeploymentReport deploy(BackendDatabase database) {
        return deployer(database).deploy(DeploymentMode.DEPLOY).orElseThrow();
    }

    private void execute(String statement) {
        database.readNow("test", PLENTY, sql -> sql.execute(statement));
    }

    private List<String> lines(String query) {
        return database.readNow("test", PLENTY, sql -> sql.fetch(query).map(row -> row.get(0, String.class)));
    }

    private static Map<String, Set<String>> generatedTables() {
        var tables = new TreeMap<String, Set<String>>();
        for (var field : Tables.class.getFields()) {
            var table = (Table<?>) valueOf(field);
            tables.put(table.getName(), new TreeSet<>(Stream.of(table.fields()).map(Field::getName).toList()));
        }
        return tables;
    }

    private static Object valueOf(java.lang.reflect.Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
