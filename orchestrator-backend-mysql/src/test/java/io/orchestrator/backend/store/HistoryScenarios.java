package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.RecoveryStore.Query;
import io.orchestrator.ports.driven.RecoveryStore.StepText;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows as the reference leaves them, and what becomes of old rows (backend-schema.md 4, ha-shared-backend.md 7). */
public abstract class HistoryScenarios extends StoreScenarios {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int EIGHT_DAYS = 8 * 86_400;
    private static final InstanceKey FAILED = new InstanceKey("db1.example.com", 3306);
    private static final InstanceKey PROMOTED = new InstanceKey("db2.example.com", 3306);
    private static final String UID = "1764057600123456789:" + "ab".repeat(32);

    @Test
    void whatPeopleToldTheReferenceIsUnderstood() {
        execute("insert into database_instance_downtime (hostname, port, downtime_active, begin_timestamp, end_timestamp,"
                + " owner, reason) values ('db1.example.com', 3306, 1, " + secondsAgo(60) + ", " + secondsAgo(-3_600)
                + ", 'dba', 'lost-in-recovery'), ('db9.example.com', 3306, 0, " + secondsAgo(60) + ", "
                + secondsAgo(-3_600) + ", 'dba', 'not active')");
        execute("insert into candidate_database_instance (hostname, port, last_suggested, priority, promotion_rule) values"
                + " ('db2.example.com', 3306, " + secondsAgo(5) + ", 1, 'prefer'), ('db3.example.com', 3306, "
                + secondsAgo(5) + ", 1, 'must_not'), ('db4.example.com', 3306, " + secondsAgo(5)
                + ", 1, 'prefer_not')");
        execute("insert into cluster_alias (cluster_name, alias, last_registered) values ('db1.example.com:3306', 'main', "
                + secondsAgo(5) + ")");
        execute("insert into cluster_alias_override (cluster_name, alias) values ('db1.example.com:3306', 'by hand')");
        execute("insert into cluster_domain_name (cluster_name, domain_name, last_registered) values"
                + " ('db1.example.com:3306', 'main.example.com', " + secondsAgo(5) + ")");
        execute("insert into global_recovery_disable (disable_recovery) values (1)");

        var intents = get(stores.intents().read());

        assertThat(intents.recoveriesDisabled()).isTrue();
        assertThat(intents.downtimes()).singleElement().satisfies(downtime -> {
            assertThat(downtime.key()).isEqualTo(FAILED);
            assertThat(downtime.owner()).isEqualTo("dba");
            assertThat(downtime.reason()).isEqualTo("lost-in-recovery");
        });
        assertThat(intents.candidates()).containsExactly(new Candidate(PROMOTED, PromotionRule.PREFER),
                new Candidate(new InstanceKey("db3.example.com", 3306), PromotionRule.MUST_NOT),
                new Candidate(new InstanceKey("db4.example.com", 3306), PromotionRule.PREFER_NOT));
        var cluster = ClusterName.of(FAILED);
        assertThat(intents.aliases()).isEqualTo(Map.of(cluster, "main"));
        assertThat(intents.aliasOverrides()).isEqualTo(Map.of(cluster, "by hand"));
        assertThat(intents.domains()).isEqualTo(Map.of(cluster, "main.example.com"));
    }

    @Test
    void recoveryThatTheReferenceMadeIsShownWithItsStepsAndDetection() {
        detection(60, 0);
        recovery(UID, 60, 0, secondsAgo(50));
        step(UID, 55, "promoted replica: db2.example.com:3306");

        var recovery = get(stores.recoveries().find(Query.page(0))).getFirst();
        assertThat(recovery.failed()).isEqualTo(FAILED);
        assertThat(recovery.code()).isEqualTo(AnalysisCode.DEAD_MASTER);
        assertThat(recovery.replicas()).containsExactly(PROMOTED, new InstanceKey("db3.example.com", 3306));
        var outcome = Objects.requireNonNull(recovery.outcome());
        assertThat(outcome.successful()).isTrue();
        assertThat(outcome.successor()).isEqualTo(PROMOTED);
        assertThat(outcome.lost()).containsExactly(new InstanceKey("db3.example.com", 3306));
        assertThat(outcome.errors()).containsExactly("first error", "second error");
        assertThat(get(stores.recoveries().steps(new RecoveryUid(UID)))).extracting(StepText::message)
                .containsExactly("promoted replica: db2.example.com:3306");
        assertThat(get(stores.detections().find(0, null, "main"))).singleElement()
                .satisfies(detection -> assertThat(detection.actionable()).isTrue());
        assertThat(get(stores.recoveries().unfinished())).isEmpty();
    }

    @Test
    void recoveryThatTheReferenceRefusedIsShownAsBlocked() {
        recovery(UID, 60, 1, secondsAgo(50));
        execute("insert into blocked_topology_recovery (hostname, port, cluster_name, analysis, last_blocked_timestamp,"
                + " blocking_recovery_id) select 'db2.example.com', 3306, cluster_name, 'DeadMaster', " + secondsAgo(0)
                + ", recovery_id from topology_recovery");

        assertThat(get(stores.recoveries().blocked())).singleElement().satisfies(blocked -> {
            assertThat(blocked.failed()).isEqualTo(PROMOTED);
            assertThat(blocked.code()).isEqualTo("DeadMaster");
            assertThat(blocked.blockingRecoveryId())
                    .isEqualTo(get(stores.recoveries().find(Query.page(0))).getFirst().id());
        });
    }

    @Test
    void rowThatThePreviousReleaseWroteIsReadFromItsColumns() {
        execute(backend.insertIgnore() + " into database_instance (hostname, port, last_checked, last_attempted_check,"
                + " last_seen, server_id, version, master_host, master_port, last_discovery_latency) values"
                + " ('db1.example.com', 3306, " + secondsAgo(3) + ", " + secondsAgo(3) + ", " + secondsAgo(3)
                + ", 17, '8.0.36', '', 0, 4711)");
        execute("insert into orcj_instance_snapshot (hostname, port, began_at, checked_at, seen_at, contract_checked,"
                + " document_version, document) select hostname, port, last_checked, last_checked, last_seen,"
                + " last_checked, 1, '{}' from database_instance");

        var read = get(stores.instances().readAll(Duration.ofHours(1))).getFirst();

        assertThat(read.lastSnapshot().orElseThrow().server().serverId()).isEqualTo(17);
        assertThat(read.isSeen()).isTrue();
    }

    @Test
    void oldHistoryIsPurgedAndWhatIsNotOverStays() {
        detection(EIGHT_DAYS, 0);
        detection(EIGHT_DAYS, 1);
        detection(60, 0);
        recovery("1:old", EIGHT_DAYS, 0, secondsAgo(EIGHT_DAYS));
        recovery("2:new", 60, 0, secondsAgo(50));
        recovery("3:ours", EIGHT_DAYS, 0, "null");
        for (var uid : List.of("1:old", "2:new", "3:ours")) {
            step(uid, EIGHT_DAYS, "a step");
            execute("insert into orcj_recovery_state (recovery_uid, document_version, document, stored_at) values ('"
                    + uid
                    + "', 1, '{}', '2026-01-01 00:00:00.000')");
            execute("insert into orcj_recovery_step (recovery_uid, step_number, attempt, claim_number, hostname, port,"
                    + " document_version, document, intended_at) values ('" + uid
                    + "', 1, 1, 1, 'db1', 3306, 1, '{}', '2026-01-01 00:00:00.000')");
        }
        execute("insert into database_instance_analysis_changelog (hostname, port, analysis_timestamp, analysis) values"
                + " ('db1', 3306, " + secondsAgo(EIGHT_DAYS) + ", 'DeadMaster'), ('db1', 3306, " + secondsAgo(5)
                + ", 'NoProblem')");

        assertThat(get(stores.recoveries().purge(WEEK))).isEqualTo(1);
        assertThat(get(stores.detections().purge(WEEK, WEEK))).isEqualTo(1);

        assertThat(query("select uid from topology_recovery order by uid")).containsExactly("2:new", "3:ours");
        for (var table : List.of("topology_recovery_steps", "orcj_recovery_state", "orcj_recovery_step")) {
            assertThat(query("select recovery_uid from " + table + " order by recovery_uid")).as(table)
                    .containsExactly("2:new", "3:ours");
        }
        assertThat(query("select in_active_period + 0 from topology_failure_detection order by detection_id"))
                .containsExactly("1", "0");
        assertThat(query("select analysis from database_instance_analysis_changelog")).containsExactly("NoProblem");
    }

    @Test
    void oldAuditEntriesDecisionsProcessesAndAliasesGo() {
        execute("insert into audit (audit_timestamp, audit_type, hostname, port, cluster_name, message) values ("
                + secondsAgo(EIGHT_DAYS) + ", 'old', '', 0, '', ''), (" + secondsAgo(60) + ", 'new', '', 0, '', '')");
        execute("insert into orcj_event (decided_at, topic, cluster_name, hostname, port, verdict, reason) values"
                + " ('2026-01-01 00:00:00.000', 'old', '', '', 0, '', '')");
        execute("insert into node_health_history (hostname, token, first_seen_active, extra_info, command, app_version)"
                + " values ('old', 't', " + secondsAgo(EIGHT_DAYS) + ", '', '', ''), ('new', 't', " + secondsAgo(60)
                + ", '', '', '')");
        execute("insert into cluster_alias (cluster_name, alias, last_registered) values ('a:1', 'old', "
                + secondsAgo(EIGHT_DAYS) + "), ('b:1', 'new', " + secondsAgo(60) + ")");

        stores.audit().purge(WEEK);
        assertThat(get(stores.nodes().expireHistory(WEEK))).isEqualTo(1);
        assertThat(get(stores.intents().expireAliases(WEEK))).isEqualTo(1);

        assertThat(query("select hostname from node_health_history")).containsExactly("new");
        assertThat(query("select alias from cluster_alias")).containsExactly("new");
        Awaitility.await().untilAsserted(() -> {
            assertThat(query("select audit_type from audit")).containsExactly("new");
            assertThat(query("select topic from orcj_event")).isEmpty();
        });
    }

    @Test
    void stateOfAnUnknownVersionIsReportedInAuditAndDecisionsAndAmongTheStepsOfTheRecovery() {
        recovery("3:ours", 60, 1, "null");
        execute("insert into orcj_recovery_state (recovery_uid, document_version, document, stored_at) values ('3:ours', 99,"
                + " '{}', '2026-01-01 00:00:00.000')");

        assertThat(get(stores.recoveries().unfinished())).isEmpty();
        assertThat(get(stores.recoveries().unfinished())).isEmpty();

        Awaitility.await().untilAsserted(() -> {
            assertThat(query("select message from audit where audit_type = 'unreadable-recovery-state'"))
                    .singleElement()
                    .asString()
                    .contains("version 99");
            assertThat(query("select reason from orcj_event where verdict = 'unreadable'")).hasSize(1);
            assertThat(get(stores.recoveries().steps(new RecoveryUid("3:ours")))).extracting(StepText::message)
                    .singleElement()
                    .asString()
                    .contains("3:ours")
                    .contains("version 99")
                    .contains("acknowledge recovery 3:ours");
        });
    }

    private void detection(int age, int active) {
        execute("insert into topology_failure_detection (hostname, port, in_active_period, start_active_period,"
                + " end_active_period_unixtime, processing_node_hostname, processcing_node_token, analysis, cluster_name,"
                + " cluster_alias, count_affected_slaves, slave_hosts, is_actionable) values ('db1.example.com', 3306, "
                + active + ", " + secondsAgo(age) + ", " + (active == 1 ? 0 : age) + ", 'node', '" + "cd".repeat(32)
                + "', 'DeadMaster', 'db1.example.com:3306', 'main', 2, 'db2.example.com:3306,db3.example.com:3306', 1)");
    }

    private void recovery(String uid, int age, int active, String ended) {
        execute("insert into topology_recovery (hostname, port, in_active_period, start_active_period,"
                + " end_active_period_unixtime, end_recovery, processing_node_hostname, processcing_node_token,"
                + " is_successful, successor_hostname, successor_port, successor_alias, analysis, cluster_name,"
                + " cluster_alias, count_affected_slaves, slave_hosts, participating_instances, lost_slaves, all_errors,"
                + " acknowledged_by, acknowledge_comment, last_detection_id, uid) values ('db1.example.com', 3306, "
                + active + ", " + secondsAgo(age) + ", " + (active == 1 ? 0 : uid.charAt(0) + age) + ", " + ended
                + ", 'node', '" + "cd".repeat(32) + "', 1, 'db2.example.com', 3306, 'second', 'DeadMaster',"
                + " 'db1.example.com:3306', 'main', 2, 'db2.example.com:3306,db3.example.com:3306',"
                + " 'db2.example.com:3306', 'db3.example.com:3306', 'first error\nsecond error', '', '', 1, '" + uid
                + "')");
    }

    private void step(String uid, int age, String message) {
        execute("insert into topology_recovery_steps (recovery_uid, audit_at, message) values ('" + uid + "', "
                + secondsAgo(age) + ", '" + message + "')");
    }
}
