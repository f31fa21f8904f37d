package io.orchestrator.it.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.ports.driven.ServerWatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** What probes see of a replication group with one primary (discovery.md 3.5). The group is changed by the later tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("faults")
class GroupProbingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final GroupReplicationCluster cluster = GroupReplicationCluster.startSinglePrimary();

    @AfterAll
    void endServers() {
        cluster.close();
    }

    private RealServer member(int position) {
        return cluster.members().get(position);
    }

    private List<InstanceKey> othersThan(RealServer member) {
        List<InstanceKey> others = new ArrayList<>(cluster.members().stream().map(RealServer::key).sorted().toList());
        others.remove(member.key());
        return others;
    }

    private static boolean tells(TargetFixture fixture, RealServer member, Predicate<GroupReplication> what) {
        GroupReplication group = fixture.see(member).group();
        return group != null && what.test(group);
    }

    @Test
    @Order(1)
    void everyMemberTellsOfItsRoleTheOthersAndThePrimary() {
        try (TargetFixture fixture = TargetFixture.create()) {
            for (RealServer member : cluster.members()) {
                InstanceSnapshot seen = fixture.see(member);
                GroupReplication group = Objects.requireNonNull(seen.group());

                assertThat(group.groupName()).hasSize(36);
                assertThat(group.singlePrimary()).isTrue();
                assertThat(group.memberState()).isEqualTo("ONLINE");
                assertThat(group.memberRole()).isEqualTo(member == member(0) ? "PRIMARY" : "SECONDARY");
                assertThat(group.primary()).isEqualTo(member(0).key());
                assertThat(group.members()).containsExactlyElementsOf(othersThan(member));
                assertThat(seen.isReadOnly()).isEqualTo(member != member(0));
            }
        }
    }

    /** The recovery channel names the donor; a member is no replica of it. */
    @Test
    @Order(2)
    void memberIsNoReplicaOfItsDonor() {
        try (TargetFixture fixture = TargetFixture.create()) {
            InstanceSnapshot seen = fixture.see(member(1));

            assertThat(seen.channels()).allMatch(ReplicaStatus::isGroupChannel);
            assertThat(seen.isReplica()).isFalse();
            assertThat(seen.isMultiSource()).isFalse();
            assertThat(seen.sourceKey()).isEqualTo(InstanceKey.NONE);
        }
    }

    @Test
    @Order(3)
    void probeOfAMemberIsOneRoundTrip() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(member(1));
            long before = member(1).sql()
                    .number("select variable_value from performance_schema.global_status"
                            + " where variable_name = 'Questions'");

            for (int i = 0; i < 10; i++) {
                fixture.see(member(1));
            }

            long after = member(1).sql()
                    .number("select variable_value from performance_schema.global_status"
                            + " where variable_name = 'Questions'");
            assertThat((after - before - 1) / 10).isLessThanOrEqualTo(4);
        }
    }

    @Test
    @Order(4)
    void newPrimaryIsSeenOnEveryMember() {
        try (TargetFixture fixture = TargetFixture.create()) {
            cluster.members().forEach(fixture::see);

            member(0).sql()
                    .value("select group_replication_set_as_primary('"
                            + member(1).sql().value("select @@server_uuid") + "')");

            for (RealServer member : cluster.members()) {
                Await.until("the new primary to be seen on " + member, LIMIT,
                        () -> tells(fixture, member, group -> group.primary().equals(member(1).key())));
            }
            assertThat(fixture.see(member(1)).isReadOnly()).isFalse();
        }
    }

    @Test
    @Order(5)
    void watchTellsOfAnotherPrimaryWithinASecondOrTwo() throws InterruptedException {
        try (TargetFixture fixture = TargetFixture.create()) {
            var events = new LinkedBlockingQueue<ServerWatch.Event>();
            fixture.adapters.watch().arm(member(1).key(), Duration.ofSeconds(2), events::add);
            assertThat(events.poll(15, TimeUnit.SECONDS)).isInstanceOf(ServerWatch.Event.Armed.class);

            member(0).sql()
                    .value("select group_replication_set_as_primary('"
                            + member(0).sql().value("select @@server_uuid") + "')");
            long changed = System.nanoTime();

            assertThat(events.poll(15, TimeUnit.SECONDS))
                    .isEqualTo(new ServerWatch.Event.GroupChanged(member(1).key()));
            assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(3));
            member(0).sql()
                    .value("select group_replication_set_as_primary('"
                            + member(1).sql().value("select @@server_uuid") + "')");
            assertThat(events.poll(15, TimeUnit.SECONDS))
                    .isEqualTo(new ServerWatch.Event.GroupChanged(member(1).key()));
        }
    }

    @Test
    @Order(6)
    void survivorsTellOfAnotherPrimaryWhenItIsKilled() {
        try (TargetFixture fixture = TargetFixture.create()) {
            member(1).kill9();

            for (RealServer survivor : List.of(member(0), member(2))) {
                Await.until("another primary to be seen on " + survivor, LIMIT,
                        () -> tells(fixture, survivor, group -> group.primary().isValid()
                                && !group.primary().equals(member(1).key())
                                && !group.members().contains(member(1).key())));
            }
        }
    }

    @Test
    @Order(7)
    void memberThatLeavesIsNoneAnyMore() {
        try (TargetFixture fixture = TargetFixture.create()) {
            member(2).sql().execute("stop group_replication");

            assertThat(fixture.see(member(2)).group()).isNull();
            Await.until("the rest of the group", LIMIT,
                    () -> tells(fixture, member(0), group -> group.members().isEmpty() && group.isPrimary()));
        }
    }
}
