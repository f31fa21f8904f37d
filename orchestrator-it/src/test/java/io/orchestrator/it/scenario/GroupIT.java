package io.orchestrator.it.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.RealServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service watches a replication group with one primary, and tells of another primary as soon as the group has one: its poll
 * interval is far longer than that (discovery.md 3.5).
 */
@Tag("faults")
class GroupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir private Path folder;

    /** What the service tells of the members at one moment. */
    private record Told(Map<InstanceKey, JsonNode> members) {
        static Told of(ServiceProcess service) {
            Map<InstanceKey, JsonNode> members = new TreeMap<>();
            for (JsonNode node : service.get("all-instances")) {
                members.put(key(node.path("Key")), node);
            }
            return new Told(members);
        }

        static InstanceKey key(JsonNode node) {
            return new InstanceKey(node.path("Hostname").asString(), node.path("Port").asInt());
        }

        Set<String> clusters(List<RealServer> of) {
            Set<String> names = new LinkedHashSet<>();
            of.forEach(server -> names.add(node(server).path("ClusterName").asString()));
            return names;
        }

        private JsonNode node(RealServer server) {
            return members.getOrDefault(server.key(), MissingNode.getInstance());
        }

        /** All of these servers, and only the primary among them, say that it is. */
        boolean isLedBy(RealServer primary, List<RealServer> of) {
            return of.stream().allMatch(server -> {
                JsonNode node = node(server);
                return key(node.path("ReplicationGroupPrimaryInstanceKey")).equals(primary.key())
                        && node.path("ReplicationGroupMemberState").asString().equals("ONLINE")
                        && node.path("ReplicationGroupMemberRole")
                                .asString()
                                .equals(server == primary ? "PRIMARY" : "SECONDARY")
                        && node.path("ReadOnly").asBoolean() == (server != primary);
            });
        }

        boolean namesTheOthers(List<RealServer> of) {
            return of.stream().allMatch(server -> {
                List<InstanceKey> told = new ArrayList<>();
                node(server).path("ReplicationGroupMembers").forEach(member -> told.add(key(member)));
                List<InstanceKey> others = new ArrayList<>(of.stream().map(RealServer::key).sorted().toList());
                others.remove(server.key());
                return told.equals(others);
            });
        }
    }

    @Test
    void another_primary_is_told_when_it_is_chosen_and_when_the_old_one_is_killed() {
        try (GroupReplicationCluster group = GroupReplicationCluster.startSinglePrimary();
                ServiceProcess service = ServiceProcess.start(folder, Map.of("InstancePollSeconds", 30,
                        "RecoverMasterClusterFilters", List.of(), "ReasonableInstanceCheckSeconds", 2))) {
            List<RealServer> members = group.members();
            RealServer first = members.getFirst();

            service.discover(members.get(1).key());

            awaitLed(service, first, members, PATIENCE);
            Told begin = Told.of(service);
            assertThat(begin.members()).containsOnlyKeys(members.stream().map(RealServer::key).toList());
            assertThat(begin.namesTheOthers(members)).isTrue();
            assertThat(begin.clusters(members)).containsExactly(first.key().display());

            byHand(service, group, members.get(2));
            killed(service, group, members.get(2));
        }
    }

    private static void byHand(ServiceProcess service, GroupReplicationCluster group, RealServer next) {
        List<RealServer> members = group.members();
        RealServer before = members.getFirst();
        awaitWatch(before);
        before.sql()
                .value("select group_replication_set_as_primary('" + next.sql().value("select @@server_uuid") + "')");

        List<String> names = awaitLed(service, next, members, SOON);

        assertThat(names).as("the names of the cluster, one after the other").endsWith(next.key().display());
        assertThat(names).hasSizeLessThanOrEqualTo(2);
        assertThat(Told.of(service).namesTheOthers(members)).isTrue();
    }

    private static void killed(ServiceProcess service, GroupReplicationCluster group, RealServer primary) {
        List<RealServer> survivors = group.members().stream().filter(member -> member != primary).toList();
        awaitWatch(primary);
        primary.kill9();
        Await.until("the survivors to have a primary", PATIENCE,
                () -> survivors.stream().anyMatch(GroupIT::isWritable));
        RealServer next = survivors.stream().filter(GroupIT::isWritable).findFirst().orElseThrow();

        List<String> names = awaitLed(service, next, survivors, SOON);

        assertThat(names).endsWith(next.key().display());
        assertThat(Told.of(service).namesTheOthers(survivors)).isTrue();
        assertThat(service.get("audit-recovery")).as("nothing is to be recovered").isEmpty();
    }

    private static boolean isWritable(RealServer server) {
        return server.sql().number("select @@global.super_read_only") == 0;
    }

    /** Once it stands, what happens on the server is noticed. */
    private static void awaitWatch(RealServer server) {
        Await.until("the watch of " + server.key(), PATIENCE, () -> server.sql()
                .number("select count(*) from information_schema.processlist where info like 'DO SLEEP%'") > 0);
    }

    /** Waits until these servers are told to have this primary; answers the names of their cluster until then, each once in a row. */
    private static List<String> awaitLed(ServiceProcess service, RealServer primary, List<RealServer> members,
            Duration limit) {
        List<String> names = new ArrayList<>();
        Predicate<Told> reached = told -> told.isLedBy(primary, members) && told.clusters(members).size() == 1;
        Await.until(members + " to be told to have the primary " + primary.key(), limit, () -> {
            Told told = Told.of(service);
            if (told.members().keySet().containsAll(members.stream().map(RealServer::key).toList())) {
                Set<String> now = told.clusters(members);
                now.stream().filter(name -> names.isEmpty() || !names.getLast().equals(name)).forEach(names::add);
            }
            return reached.test(told);
        }, () -> Told.of(service).members().toString() + "\n" + service.logTail(30));
        return names;
    }
}
