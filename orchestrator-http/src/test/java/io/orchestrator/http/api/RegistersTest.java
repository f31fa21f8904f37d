package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Maintenance;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.FleetPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

/** Maintenance, tags, pools and manual aliases (http-api.md 2.4 to 2.7). */
class RegistersTest extends SteadyFleet {
    private static final InstanceKey ONE = new InstanceKey("127.0.0.1", 10112);
    private static final InstanceKey TWO = new InstanceKey("127.0.0.1", 10113);
    private static final InstanceKey ELSEWHERE = new InstanceKey("10.0.0.1", 3306);
    private static final String OTHER = "{\"Hostname\":\"127.0.0.1\",\"Port\":10113}";
    private static final String CLUSTER = "127.0.0.1:10111";

    private void lock() {
        useCases.registers.locks = List.of(new Maintenance(7, ONE, SampleFleet.instant("2026-11-23 09:08:00"),
                Duration.ofSeconds(67), "dba", "disk"));
    }

    @Test
    void shouldBeginMaintenanceForTenMinutesWithoutTheLineEndsOfTheShellClient() {
        assertOk("begin-maintenance/127.0.0.1/10112/dba%0A/new%20disk%0A", "Maintenance begun: 127.0.0.1:10112", KEY);

        assertThat(useCases.done).containsExactly("begin-maintenance 127.0.0.1:10112 dba new disk PT10M");
    }

    @Test
    void shouldRefuseMaintenanceWhereSomebodyHoldsIt() {
        lock();

        assertError("begin-maintenance/127.0.0.1/10112/dba/again",
                "Cannot begin maintenance for instance: 127.0.0.1:10112; maintenance reason: again", "0");
    }

    @Test
    void shouldSayWhyMaintenanceCouldNotBegin() {
        useCases.registers.failure =
                new PortException(PortException.Category.READ_ONLY, "the backend is read-only", null);

        assertError("begin-maintenance/127.0.0.1/10112/dba/x", "the backend is read-only", "0");
    }

    @Test
    void shouldEndMaintenanceThatIsNone() {
        assertOk("end-maintenance/127.0.0.1/10112", "Maintenance ended: 127.0.0.1:10112", KEY);
        assertOk("end-maintenance/9999", "Maintenance ended: 9999", "9999");
        assertError("end-maintenance/x", "strconv.ParseInt: parsing \\\"x\\\": invalid syntax", "null");

        assertThat(useCases.done).containsExactly("end-maintenance 127.0.0.1:10112", "end-maintenance 9999");
    }

    @Test
    void shouldTellWhoIsInMaintenance() {
        assertOk("in-maintenance/127.0.0.1/10112", "false", "\"\"");
        assertThat(server.body("/api/maintenance")).isEqualTo("[]");
        lock();

        assertOk("in-maintenance/127.0.0.1/10112", "true", "\"127.0.0.1:10112\"");
        assertThat(server.body("/api/maintenance")).isEqualTo("[{\"MaintenanceId\":7,\"Key\":" + KEY
                + ",\"BeginTimestamp\":\"2026-11-23 09:08:00\",\"SecondsElapsed\":67,\"IsActive\":true,"
                + "\"Owner\":\"dba\",\"Reason\":\"disk\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tag/127.0.0.1/10112?tag=role%3Dbackup | role=backup | role 'backup'
            tag/127.0.0.1/10112?tag=solo%0A | solo | solo ''
            tag/127.0.0.1/10112?tag=a=b=c | a=b=c | a 'b=c'
            tag/127.0.0.1/10112?tag=a!b=c | a~b=c | a~b 'c'
            tag/127.0.0.1/10112/role/backup | role=backup | role 'backup'
            tag/127.0.0.1/10112/other/x?tag=role | role | role ''
            """)
    void shouldTag(String path, String shown, String meant) {
        assertOk(path, "127.0.0.1:10112 tagged with " + shown, KEY);

        assertThat(useCases.done).containsExactly("tag 127.0.0.1:10112 " + meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag/127.0.0.1/10112", "tag/127.0.0.1/10112?tag=", "tag-value/127.0.0.1/10112",
            "untag/127.0.0.1/10112", "untag-all"})
    void shouldRefuseNoTag(String path) {
        assertError(path, "NewTag: empty tag name", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag/127.0.0.1/10112?tag=%3Dx", "tagged?tag=%3Dx"})
    void shouldRefuseWhatIsNoTag(String path) {
        assertError(path, "Unable to parse tag: =x", "null");
    }

    @Test
    void shouldAnswerTagsAndTheirValues() {
        useCases.registers.tags.put(ONE, Map.of("solo", ""));
        useCases.registers.tags.put(TWO, new java.util.TreeMap<>(Map.of("env", "prod", "role", "backup")));

        assertThat(server.body("/api/tags/127.0.0.1/10113")).isEqualTo("[\"env=prod\",\"role=backup\"]");
        assertThat(server.body("/api/tags/127.0.0.1/10112")).isEqualTo("[\"solo=\"]");
        assertThat(server.body("/api/tags/127.0.0.1/9")).isEqualTo("[]");
        assertThat(server.body("/api/tag-value/127.0.0.1/10113/env")).isEqualTo("\"prod\"");
        assertThat(server.body("/api/tag-value/127.0.0.1/10112?tag=solo")).isEqualTo("\"\"");
        assertError("tag-value/127.0.0.1/10112/env", "tag env not found for 127.0.0.1:10112", "null");
        assertError("tagged", "Unable to parse tag: ", "null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            role | 10113
            solo | 10112
            env=prod,role=backup | 10113
            env=prod,~role |
            ~env | 10112
            !env | 10112
            ~env=test | 10113
            !env=test | 10113
            ~env=prod |
            ~none=x |
            none |
            """)
    void shouldFindTaggedServersAmongThoseWithTags(String tag, String ports) {
        useCases.registers.tags.put(TWO, Map.of("env", "prod", "role", "backup"));
        useCases.registers.tags.put(ONE, Map.of("solo", ""));

        String body = server.body("/api/tagged?tag=" + tag);

        assertThatJson(body).inPath("$[*].Port")
                .isArray()
                .extracting(port -> ((java.math.BigDecimal) port).intValueExact())
                .containsExactlyElementsOf(ports == null ? List.of()
                        : java.util.Arrays.stream(ports.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void shouldUntag() {
        useCases.registers.tags.put(TWO, Map.of("role", "backup"));
        useCases.registers.tags.put(ONE, Map.of("role", "backup"));

        assertOk("untag/127.0.0.1/10112/role", "role removed from 1 instances", "[" + KEY + "]");
        assertOk("untag/127.0.0.1/1/role", "role removed from 0 instances", "[]");
        assertOk("untag/127.0.0.1/10112?tag=role=x", "role removed from 1 instances", "[" + KEY + "]");
        assertOk("untag-all?tag=role=backup", "role removed from 2 instances", "[" + KEY + "," + OTHER + "]");

        assertThat(useCases.done).containsExactly("untag 127.0.0.1:10112 TagRemoval[name=role, value=null]",
                "untag 127.0.0.1:1 TagRemoval[name=role, value=null]",
                "untag 127.0.0.1:10112 TagRemoval[name=role, value=x]",
                "untag all TagRemoval[name=role, value=backup]");
    }

    @Test
    void shouldNotUntagMoreThanWasMeant() {
        String stamp = "2026-11-23 09:09:07 ERROR ";
        String everywhere = stamp
                + "Untag: either indicate an instance or a tag value. Will not delete on-valued tag across instances";

        assertError("untag/127.0.0.1/10112?tag=~role", stamp + "Untag: does not support negation", "null");
        assertError("untag-all?tag=!role=x", stamp + "Untag: does not support negation", "null");
        assertError("untag-all?tag=role", everywhere, "null");
        assertError("untag-all/role/backup", everywhere, "null");

        assertThat(useCases.done).isEmpty();
    }

    @Test
    void shouldSubmitPools() {
        assertOk("submit-pool-instances/web?instances=127.0.0.1:10112,db2%0A", "Applied web pool instances", "\"web\"");
        assertOk("submit-pool-instances/web?instances=", "Applied web pool instances", "\"web\"");
        assertError("submit-pool-instances/web?instances=db:x", "Cannot parse address: db:x", "null");

        assertThat(useCases.done).containsExactly("pool web [127.0.0.1:10112, db2:3306] fuzzy", "pool web [] fuzzy");
    }

    @Test
    void shouldAnswerTheMembersOfPoolsByTheExactNameOfTheCluster() {
        useCases.registers.members = List.of(new PoolStore.Member("a", TWO), new PoolStore.Member("web", ELSEWHERE),
                new PoolStore.Member("web", ONE), new PoolStore.Member("web", TWO));
        String message = "Read pool instances for cluster ";

        assertOk("cluster-pool-instances/" + CLUSTER, message + CLUSTER,
                "{\"a\":[" + OTHER + "],\"web\":[" + KEY + "," + OTHER + "]}");
        assertOk("cluster-pool-instances/" + CLUSTER + "/a", message + CLUSTER, "{\"a\":[" + OTHER + "]}");
        assertOk("cluster-pool-instances/ci", message + "ci", "{}");
    }

    @Test
    void shouldAnswerTheUsableMembersOfPoolsAndTheirLag() {
        useCases.registers.members = List.of(new PoolStore.Member("a", TWO), new PoolStore.Member("web", ONE),
                new PoolStore.Member("unknown", new InstanceKey("127.0.0.1", 10111)));
        String message = "Heuristic pool instances for cluster " + CLUSTER;

        assertThatJson(server.body("/api/heuristic-cluster-pool-instances/ci/")).node("Message").isEqualTo(message);
        assertThatJson(server.body("/api/heuristic-cluster-pool-instances/ci")).inPath("$.Details[*].Key.Port")
                .isEqualTo("[10111,10112,10113]");
        assertThatJson(server.body("/api/heuristic-cluster-pool-instances/127.0.0.1:10112/a"))
                .inPath("$.Details[*].Key.Port")
                .isEqualTo("[10113]");
        assertOk("heuristic-cluster-pool-lag/ci/web", "Heuristic pool lag for cluster " + CLUSTER, "0");
        assertOk("heuristic-cluster-pool-lag/ci/unknown", "Heuristic pool lag for cluster " + CLUSTER, "0");
        assertError("heuristic-cluster-pool-lag/ci/none",
                "2026-11-23 09:09:07 ERROR No instances found in GetInstancesMaxLag", "null");
        assertError("heuristic-cluster-pool-lag/nosuch", "No cluster found for alias nosuch", "null");
        assertError("heuristic-cluster-pool-instances/nosuch",
                "2026-11-23 09:09:07 ERROR Unable to determine cluster name. clusterHint=nosuch", "null");
    }

    @Test
    void shouldAnswerAllKeysAndAllPromotionRules() {
        assertThat(server.body("/api/bulk-promotion-rules")).isEqualTo("null");
        useCases.candidates = List.of(new IntentStore.Registered(new Candidate(ONE, PromotionRule.PREFER_NOT),
                SampleFleet.instant("2026-11-23 09:08:00")));

        assertThat(server.body("/api/bulk-promotion-rules")).isEqualTo("[{\"Hostname\":\"127.0.0.1\",\"Port\":10112,"
                + "\"PromotionRule\":\"prefer_not\",\"LastSuggestedString\":\"2026-11-23 09:08:00\","
                + "\"PromotionRuleExpiry\":\"2026-11-23 10:08:00\"}]");
        assertThatJson(server.body("/api/bulk-instances")).inPath("$[*].Port").isEqualTo("[10111,10112,10113,10114]");
        useCases.picture = new FleetPicture(Fleet.EMPTY, Duration.ZERO, useCases.picture.wall());
        assertThat(server.body("/api/bulk-instances")).isEqualTo("null");
    }

    @Test
    void shouldAnswerTheAudit() {
        assertThat(server.body("/api/audit/x")).isEqualTo("[]");
        useCases.audit = List.of(
                new AuditLog.Kept(9, SampleFleet.instant("2026-11-23 09:08:00"), new AuditEntry("tag", ONE, "", "a=b")),
                new AuditLog.Kept(8, SampleFleet.instant("2026-11-23 09:07:00"),
                        new AuditEntry("general", InstanceKey.NONE, "", "<>")));

        assertThat(server.body("/api/audit/instance/127.0.0.1/10112/3")).isEqualTo(
                "[{\"AuditId\":9,\"AuditTimestamp\":\"2026-11-23 09:08:00\",\"AuditType\":\"tag\",\"AuditInstanceKey\":"
                        + KEY + ",\"Message\":\"a=b\"},{\"AuditId\":8,\"AuditTimestamp\":\"2026-11-23 09:07:00\","
                        + "\"AuditType\":\"general\",\"AuditInstanceKey\":{\"Hostname\":\"\",\"Port\":0},"
                        + "\"Message\":\"\\u003c\\u003e\"}]");
        assertThat(server.get("/api/audit/instance/127.0.0.1/x").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/audit/2").statusCode()).isEqualTo(200);

        assertThat(useCases.done).containsExactly("audit page 0 of null", "audit page 3 of 127.0.0.1:10112",
                "audit page 0 of null", "audit page 2 of null");
    }

    @Test
    void shouldGiveClustersAliases() {
        assertOk("set-cluster-alias/nosuch:3306?alias=main", "Cluster nosuch:3306 now has alias 'main'", "null");

        assertThat(useCases.done).containsExactly("alias nosuch:3306 main");
    }
}
