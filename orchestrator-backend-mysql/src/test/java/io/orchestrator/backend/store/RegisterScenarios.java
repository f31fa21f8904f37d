package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.IntentStore.Lifetimes;
import io.orchestrator.ports.driven.IntentStore.Marks;
import io.orchestrator.ports.driven.MaintenanceStore.Request;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.PoolStore.Member;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.TagStore.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Small tables as they are written and as the reference leaves them, and how long their rows last (backend-schema.md 4, ha-shared-backend.md 7 and 8.2). */
public abstract class RegisterScenarios extends StoreScenarios {

    private static final InstanceKey ONE_KEY = new InstanceKey("db1.example.com", 3306);
    private static final InstanceKey TWO_KEY = new InstanceKey("db2.example.com", 3307);
    private static final int DAY = 86_400;
    private static final Lifetimes LIFETIMES =
            new Lifetimes(Duration.ofDays(1), Duration.ofMinutes(60), Duration.ofMinutes(60));

    @Test
    void intentsAreReadAsTheyWereWritten() {
        get(stores.intents().beginDowntime(ONE_KEY, "me", "größer 😀", Duration.ofMinutes(10)));
        get(stores.intents().beginDowntime(ONE_KEY, "me", "again", Duration.ofMinutes(20)));
        get(stores.intents().registerCandidate(new Candidate(ONE_KEY, PromotionRule.PREFER)));
        get(stores.intents().registerCandidate(new Candidate(ONE_KEY, PromotionRule.MUST_NOT)));
        get(stores.intents().disableRecoveries(true));
        get(stores.intents().disableRecoveries(true));
        get(stores.intents()
                .writeAliases(Map.of(new ClusterName("db1:3306"), "main", new ClusterName("db7:3306"), "side")));
        get(stores.intents().writeAliases(Map.of(new ClusterName("db7:3306"), "main")));
        execute("insert into database_instance_maintenance (hostname, port, maintenance_active, begin_timestamp, "
                + "end_timestamp, owner, reason, processing_node_hostname, processing_node_token, explicitly_bounded) values "
                + "('db5', 3306, 1, " + secondsAgo(5) + ", " + secondsAgo(-60) + ", '', '', '', '', 1), "
                + "('db6', 3306, 1, " + secondsAgo(5) + ", " + secondsAgo(1) + ", '', '', '', '', 1)");

        var intents = get(stores.intents().read());

        assertThat(intents.recoveriesDisabled()).isTrue();
        assertThat(intents.downtimes()).singleElement().satisfies(downtime -> {
            assertThat(downtime.reason()).isEqualTo("again");
            assertThat(Duration.between(downtime.begin(), downtime.end())).isBetween(Duration.ofSeconds(1_199),
                    Duration.ofSeconds(1_201));
        });
        assertThat(intents.candidates()).containsExactly(new Candidate(ONE_KEY, PromotionRule.MUST_NOT));
        assertThat(intents.inMaintenance()).containsExactly(new InstanceKey("db5", 3306));
        assertThat(intents.aliases()).containsExactlyEntriesOf(Map.of(new ClusterName("db7:3306"), "main"));

        assertThat(get(stores.intents().endDowntime(ONE_KEY))).isTrue();
        assertThat(get(stores.intents().endDowntime(ONE_KEY))).isFalse();
        get(stores.intents().disableRecoveries(false));
        assertThat(get(stores.intents().read()).recoveriesDisabled()).isFalse();
    }

    @Test
    void downtimesAndCandidatesExpire() {
        get(stores.intents().beginDowntime(ONE_KEY, "me", "why", Duration.ofMinutes(10)));
        get(stores.intents().registerCandidate(new Candidate(ONE_KEY, PromotionRule.PREFER)));
        assertThat(get(stores.intents().expireDowntimes())).isZero();
        assertThat(get(stores.intents().expireCandidates(Duration.ofMinutes(1)))).isZero();
        execute("update database_instance_downtime set end_timestamp = " + secondsAgo(2));
        execute("update candidate_database_instance set last_suggested = " + secondsAgo(100));

        assertThat(get(stores.intents().read()).downtimes()).isEmpty();
        assertThat(get(stores.intents().expireDowntimes())).isEqualTo(1);
        assertThat(get(stores.intents().expireCandidates(Duration.ofMinutes(1)))).isEqualTo(1);
    }

    @Test
    void tagsPoolsAndNamesOfTheReferenceAreRead() {
        execute("insert into database_instance_tags (hostname, port, tag_name, tag_value, last_updated) values"
                + " ('db1.example.com', 3306, 'role', 'spare', " + secondsAgo(9)
                + "), ('db2.example.com', 3307, 'röle', '', "
                + secondsAgo(9) + ")");
        execute("insert into database_instance_pool (hostname, port, pool, registered_at) values ('db1.example.com', 3306,"
                + " 'readers', " + secondsAgo(9) + "), ('db2.example.com', 3307, 'readers', " + secondsAgo(9) + ")");
        execute("insert into hostname_resolve (hostname, resolved_hostname, resolved_timestamp) values ('db1',"
                + " 'db1.example.com', " + secondsAgo(9) + ")");
        execute("insert into hostname_unresolve (hostname, unresolved_hostname, last_registered) values"
                + " ('db1.example.com', 'vip', " + secondsAgo(9) + ")");

        assertThat(get(stores.tags().readAll())).containsExactly(new Tag(ONE_KEY, "role", "spare"),
                new Tag(TWO_KEY, "röle", ""));
        assertThat(get(stores.pools().readAll())).containsExactly(new Member("readers", ONE_KEY),
                new Member("readers", TWO_KEY));
        assertThat(get(stores.names().resolved())).isEqualTo(Map.of("db1", "db1.example.com"));
        assertThat(get(stores.names().unresolved())).isEqualTo(Map.of("db1.example.com", "vip"));
    }

    @Test
    void notesOfOtherProcessesAreReadAndInjectionsLastAnHour() {
        execute("insert into cluster_injected_pseudo_gtid (cluster_name, time_injected) values ('db1:3306', "
                + secondsAgo(3_500) + "), ('db2:3306', " + secondsAgo(3_700) + ")");
        execute("insert into host_agent (hostname, port, token, last_submitted, last_checked, last_seen, mysql_port,"
                + " count_mysql_snapshots) values ('db1.example.com', 3002, 't', " + secondsAgo(9) + ", "
                + secondsAgo(9)
                + ", " + secondsAgo(9) + ", 3306, 3), ('db2.example.com', 3002, 't', " + secondsAgo(9) + ", "
                + secondsAgo(9) + ", " + secondsAgo(9) + ", 3306, 0)");

        assertThat(get(stores.intents().read()).marks())
                .isEqualTo(new Marks(Set.of(new ClusterName("db1:3306"), new ClusterName("db2:3306")),
                        Map.of("db1.example.com", 3)));

        assertThat(get(stores.intents().expireRegistered(LIFETIMES))).isEqualTo(1);
        assertThat(get(stores.intents().read()).marks().pseudoGtid()).containsExactly(new ClusterName("db1:3306"));
    }

    @Test
    void verdictsOnTlsAreWrittenOverOlderOnes() {
        get(stores.instances().writeTlsVerdicts(Map.of(ONE_KEY, true, TWO_KEY, false)));
        get(stores.instances().writeTlsVerdicts(Map.of(TWO_KEY, true)));
        get(stores.instances().writeTlsVerdicts(Map.of()));

        assertThat(query("select hostname, port, required from database_instance_tls order by hostname"))
                .containsExactly("db1.example.com|3306|1", "db2.example.com|3307|1");
    }

    @Test
    void labelsThatDoNotFitAreCutAndHoldUpNoOther() {
        var odd = new ClusterName("ö" + "x".repeat(200) + ":3306");
        var stored = new ClusterName("?" + "x".repeat(127));
        var ordinary = new ClusterName("db1:3306");
        var next = new ClusterName("y".repeat(200) + ":3306");

        get(stores.intents().writeAliases(Map.of(odd, odd.value(), ordinary, "main")));
        get(stores.intents().writeDomains(Map.of(odd, "d".repeat(200), ordinary, "main.example.com")));
        get(stores.intents().overrideAlias(odd, "by hand"));

        var intents = get(stores.intents().read());
        assertThat(intents.aliases()).isEqualTo(Map.of(stored, stored.value(), ordinary, "main"));
        assertThat(intents.domains()).isEqualTo(Map.of(stored, "d".repeat(128), ordinary, "main.example.com"));
        assertThat(intents.aliasOverrides()).isEqualTo(Map.of(stored, "by hand"));

        get(stores.intents().renameCluster(odd, next, "shop"));

        assertThat(get(stores.intents().read()).aliases()).containsEntry(new ClusterName("y".repeat(128)), "shop");
        assertThat(get(stores.intents().read()).aliasOverrides())
                .isEqualTo(Map.of(new ClusterName("y".repeat(128)), "by hand"));
        assertThat(get(stores.attributes().general("d".repeat(128)))).contains("y".repeat(128));
    }

    @Test
    void rulesOfServersWhoseNamesAreNotStorableAreLeftOut() {
        var rules = List.of(new Candidate(new InstanceKey("größe", 3306), PromotionRule.PREFER),
                new Candidate(new InstanceKey("x".repeat(129), 3306), PromotionRule.PREFER));

        assertThat(get(stores.intents().registerCandidates(rules))).isEmpty();
        assertThat(get(stores.intents()
                .registerCandidates(List.of(rules.getFirst(),
                        new Candidate(ONE_KEY, PromotionRule.PREFER)))))
                .containsExactly(ONE_KEY);

        assertThat(query("select hostname from candidate_database_instance")).containsExactly("db1.example.com");
        assertThatThrownBy(() -> get(stores.intents().registerCandidate(rules.getFirst())))
                .hasRootCauseInstanceOf(PortException.class)
                .hasMessageContaining("größe:3306");
    }

    @Test
    void domainsAndRulesStandInTheContractsTables() {
        get(stores.intents().writeDomains(Map.of(new ClusterName("db1:3306"), "main.example.com")));
        get(stores.intents()
                .registerCandidates(List.of(new Candidate(ONE_KEY, PromotionRule.PREFER),
                        new Candidate(TWO_KEY, PromotionRule.MUST_NOT))));

        assertThat(query("select cluster_name, domain_name from cluster_domain_name"))
                .containsExactly("db1:3306|main.example.com");
        assertThat(query("select hostname, promotion_rule from candidate_database_instance order by hostname"))
                .containsExactly("db1.example.com|prefer", "db2.example.com|must_not");
    }

    @Test
    void maintenanceOfTheReferenceHoldsUsUpUntilItEndsOrItsProcessIsGone() {
        get(stores.nodes().register(new NodeStore.Node(TWO, true, "", "3.2.6", "db:3306", "", "")));
        maintenance(ONE_KEY, "1", -600, TWO.token(), 0);
        maintenance(TWO_KEY, "1", -600, "f".repeat(64), 1);
        maintenance(ONE_KEY, "null", 60, TWO.token(), 1);

        assertThat(get(stores.intents().read()).inMaintenance()).containsExactlyInAnyOrder(ONE_KEY, TWO_KEY);
        assertThat(get(stores.maintenance().begin(new Request(ONE_KEY, "me", "why", Duration.ofMinutes(1), ONE, true))))
                .isEmpty();
        assertThat(get(stores.intents().expireMaintenance())).isZero();

        get(stores.nodes().unregister(TWO));
        assertThat(get(stores.intents().expireMaintenance())).as("the operation's").isEqualTo(1);
        assertThat(get(stores.intents().read()).inMaintenance()).containsExactly(TWO_KEY);
        assertThat(get(stores.maintenance().begin(new Request(ONE_KEY, "me", "why", Duration.ofMinutes(1), ONE, true))))
                .isPresent();
    }

    @Test
    void endedMaintenanceIsKeptForAWeekAndThatPastItsEndIsEnded() {
        maintenance(ONE_KEY, "1", 5, "x", 1);
        maintenance(ONE_KEY, "null", 8 * DAY, "x", 1);
        maintenance(TWO_KEY, "null", 6 * DAY, "x", 1);

        assertThat(get(stores.intents().expireMaintenance())).isEqualTo(2);

        assertThat(query("select hostname, maintenance_active from database_instance_maintenance order by hostname"))
                .containsExactly("db1.example.com|null", "db2.example.com|null");
    }

    @Test
    void whatWasRegisteredLongAgoGoes() {
        token("fresh", 60, 0);
        token("old", 2 * DAY, 0);
        token("permanent", 2 * DAY, 1);
        execute("insert into database_instance_pool (hostname, port, pool, registered_at) values ('db1', 3306, 'old', "
                + secondsAgo(3_700) + "), ('db1', 3306, 'new', " + secondsAgo(60) + ")");
        execute("insert into hostname_unresolve (hostname, unresolved_hostname, last_registered) values ('old', 'vip', "
                + secondsAgo(3_700) + "), ('new', 'vip', " + secondsAgo(60) + ")");
        execute("insert into cluster_domain_name (cluster_name, domain_name, last_registered) values ('old:1', 'a', "
                + secondsAgo(3_700) + "), ('new:1', 'b', " + secondsAgo(60) + ")");
        execute("insert into hostname_resolve (hostname, resolved_hostname, resolved_timestamp) values ('ancient', 'a', "
                + secondsAgo(7_300) + "), ('young', 'a', " + secondsAgo(3_700) + "), ('left', 'right', "
                + secondsAgo(60) + "), ('right', 'left', " + secondsAgo(30) + "), ('self', 'self', " + secondsAgo(30)
                + ")");

        assertThat(get(stores.intents().expireRegistered(LIFETIMES))).isEqualTo(6);

        assertThat(query("select public_token from access_token order by 1")).containsExactly("fresh", "permanent");
        assertThat(query("select pool from database_instance_pool")).containsExactly("new");
        assertThat(query("select hostname from hostname_unresolve")).containsExactly("new");
        assertThat(query("select cluster_name from cluster_domain_name")).containsExactly("new:1");
        assertThat(query("select hostname from hostname_resolve order by 1")).containsExactly("right", "self", "young");
        assertThat(get(stores.intents().expireRegistered(LIFETIMES))).isZero();
    }

    /** A step back to the reference must find it all (backend-schema.md 6.3, M11). */
    @Test
    void whatTheReferenceKeepsForEverIsKept() {
        var ancient = secondsAgo(900 * DAY);
        execute("insert into kv_store (store_key, store_value, last_updated) values ('mysql/master/main',"
                + " 'db1.example.com:3306', " + ancient + ")");
        execute("insert into cluster_alias_override (cluster_name, alias) values ('db1.example.com:3306', 'by hand')");
        execute("insert into database_instance_tags (hostname, port, tag_name, tag_value, last_updated) values"
                + " ('db1.example.com', 3306, 'role', 'spare', " + ancient + ")");
        execute("insert into hostname_resolve_history (resolved_hostname, hostname, resolved_timestamp) values"
                + " ('db1.example.com', 'db1', " + ancient + ")");
        execute("insert into hostname_unresolve_history (unresolved_hostname, hostname, last_registered) values"
                + " ('vip', 'db1.example.com', " + ancient + ")");
        execute("insert into hostname_ips (hostname, ipv4, ipv6, last_updated) values ('db1.example.com', '10.0.0.1', '', "
                + ancient + ")");
        execute("insert into host_attributes (hostname, attribute_name, attribute_value, submit_timestamp) values ('*',"
                + " 'main.example.com', 'db1.example.com', " + ancient + ")");
        execute("insert into global_recovery_disable (disable_recovery) values (1)");

        var week = Duration.ofDays(7);
        get(stores.nodes().expire(get(stores.nodes().signs())));
        get(stores.nodes().expireHistory(week));
        get(stores.intents().expireDowntimes());
        get(stores.intents().expireCandidates(week));
        get(stores.intents().expireAliases(week));
        get(stores.intents().expireMaintenance());
        get(stores.intents().expireRegistered(LIFETIMES));
        get(stores.detections().purge(week, week));
        get(stores.recoveries().purge(week));
        get(stores.instances().forgetUnseen(week));

        for (var table : List.of("kv_store", "cluster_alias_override", "database_instance_tags",
                "hostname_resolve_history", "hostname_unresolve_history", "hostname_ips", "host_attributes",
                "global_recovery_disable")) {
            assertThat(query("select count(*) from " + table)).as(table).containsExactly("1");
        }
    }

    private void maintenance(InstanceKey key, String active, int endedSecondsAgo, String token, int explicit) {
        execute("insert into database_instance_maintenance (hostname, port, maintenance_active, begin_timestamp,"
                + " end_timestamp, owner, reason, processing_node_hostname, processing_node_token, explicitly_bounded)"
                + " values ('" + key.hostname() + "', " + key.port() + ", " + active + ", " + secondsAgo(10 * DAY)
                + ", "
                + secondsAgo(endedSecondsAgo) + ", 'dba', 'wärum', '" + TWO.hostname() + "', '" + token + "', "
                + explicit + ")");
    }

    private void token(String name, int age, int reentrant) {
        execute("insert into access_token (public_token, secret_token, generated_at, generated_by, is_acquired,"
                + " is_reentrant, acquired_at) values ('" + name + "', 'secret', " + secondsAgo(age) + ", 'dba', 1, "
                + reentrant + ", " + secondsAgo(age) + ")");
    }
}
