package io.orchestrator.backend.migration;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.DeploymentReport.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteDeploymentTest {

    private static final Duration PLENTY = Duration.ofSeconds(30);

    @TempDir private Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init") private BackendDatabase database;

    @BeforeEach
    void open() {
        database =
                BackendDatabase.open(new BackendSettings.Sqlite(folder.resolve("db.sqlite3"), Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void emptyFileGetsEverything() {
        var report = deploy();

        assertThat(report.origin()).isEqualTo(Origin.FRESH);
        assertThat(report.changes()).hasSize(47);
        assertThat(report.ownMigrations()).isPositive();
        assertThat(report.differences()).isEmpty();
        assertThat(deployer().missing()).isEmpty();
        assertThat(rows("active_node")).isEqualTo(1);
    }

    @Test
    void secondStartChangesNothing() {
        deploy();

        var report = deploy();

        assertThat(report.changedAnything()).isFalse();
        assertThat(report.origin()).isEqualTo(Origin.DEPLOYED);
        assertThat(report.lastDeployed()).isEqualTo("0.1.0-test");
    }

    @Test
    void whatAnOlderSchemaLacksIsAddedAndItsRowsStay() {
        deploy();
        execute("insert into database_instance (hostname, port) values ('db1', 3306)");
        execute("insert into orchestrator_db_deployments values ('3.2.6', '2030-01-01 00:00:00')");
        execute("alter table database_instance drop column replication_group_members");
        execute("drop index uid_idx_topology_recovery");
        execute("drop table raft_store");

        var report = deploy();

        assertThat(report.changes()).containsExactlyInAnyOrder("column database_instance.replication_group_members",
                "index uid_idx_topology_recovery of topology_recovery", "table raft_store");
        assertThat(report.lastDeployed()).isEqualTo("3.2.6");
        assertThat(rows("database_instance")).isEqualTo(1);
        assertThat(rows("orchestrator_db_deployments")).isEqualTo(2);
    }

    @Test
    void extraUniqueIndexIsToldAndLeftAlone() {
        deploy();
        execute("create unique index older_uidx on topology_failure_detection (hostname, port, in_active_period)");

        var report = deploy();

        assertThat(report.changedAnything()).isFalse();
        assertThat(report.differences()).singleElement().asString().contains("older_uidx");
    }

    @Test
    void scriptThatWasCutOffIsRunAgain() {
        deploy();
        execute("drop table orcj_event");
        execute("update orcj_flyway_history set success = 0 where version = '6'");
        execute("delete from orcj_flyway_history where version = '7'");

        var report = deploy();

        assertThat(report.ownMigrations()).isEqualTo(2);
        assertThat(rows("orcj_event")).isZero();
    }

    @Test
    void skippingNeitherLooksNorChanges() {
        assertThat(deployer().deploy(DeploymentMode.SKIP)).isEmpty();
        assertThat(deployer().missing()).hasSize(48);
    }

    @Test
    void panicSettingRefusesWhereThisVersionNeverDeployed() {
        assertThatThrownBy(() -> deployer().deploy(DeploymentMode.REFUSE_IF_DIFFERENT))
                .isInstanceOf(BackendException.class)
                .hasMessageStartingWith("PanicIfDifferentDatabaseDeploy is set. "
                        + "Configured version 0.1.0-test is not the version found in the database");
        deploy();
        assertThat(deployer().deploy(DeploymentMode.REFUSE_IF_DIFFERENT)).isPresent();
    }

    @Test
    void deployerWaitsForAnotherAndNamesIt() {
        try (var _ = DeployLock.acquire(database, "other:1", PLENTY, PLENTY)) {
            assertThatThrownBy(() -> DeployLock.acquire(database, "us:2", PLENTY, Duration.ZERO))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("other:1 has held the deployment lock");
        }
        DeployLock.acquire(database, "us:2", PLENTY, Duration.ZERO).close();
    }

    @Test
    void lockOfADeadDeployerIsTakenOver() {
        DeployLock.acquire(database, "other:1", PLENTY, PLENTY).close();
        execute("insert into orcj_deploy_lock values (1, 'dead:1', '2020-01-01 00:00:00.000')");

        DeployLock.acquire(database, "us:2", PLENTY, Duration.ZERO).close();

        assertThat(rows("orcj_deploy_lock")).isZero();
    }

    private BackendDeployer deployer() {
        return new BackendDeployer(database, "0.1.0-test", "test:1");
    }

    private DeploymentReport deploy() {
        return deployer().deploy(DeploymentMode.DEPLOY).orElseThrow();
    }

    private void execute(String statement) {
        database.writeNow("test", PLENTY, sql -> sql.execute(statement));
    }

    private int rows(String table) {
        return database.readNow("test", PLENTY, sql -> sql.fetchCount(org.jooq.impl.DSL.table(table)));
    }
}
