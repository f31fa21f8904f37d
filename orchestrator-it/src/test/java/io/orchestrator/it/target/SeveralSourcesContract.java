package io.orchestrator.it.target;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** A replica with a second channel to another source: seen whole, changed not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeveralSourcesContract {
    private static final String EAST = "east";

    private final ServerFlavor flavor;
    private final ReplicationLab lab;
    private final RealServer other;

    SeveralSourcesContract(ServerFlavor flavor) {
        this.flavor = flavor;
        this.lab = ReplicationLab.of(flavor).replicas(1).start();
        this.other = RealServers.start(flavor);
    }

    @BeforeAll
    void addASource() {
        replica().sql().execute(switch (flavor) {
            case MYSQL -> new String[] {"change replication source to source_host='127.0.0.1', source_port="
                    + other.port()
                    + ", source_user='repl', source_password='repl', source_auto_position=1, get_source_public_key=1"
                    + " for channel 'east'", "start replica for channel 'east'"};
            case MARIADB -> new String[] {"change master 'east' to master_host='127.0.0.1', master_port=" + other.port()
                    + ", master_user='repl', master_password='repl', master_use_gtid=slave_pos", "start slave 'east'"};
        });
    }

    @AfterAll
    void endServers() {
        other.close();
        lab.close();
    }

    private RealServer replica() {
        return lab.replicas().getFirst();
    }

    @Test
    void everyChannelIsSeenAndTheUnnamedOneDrawsTheTree() {
        try (TargetFixture fixture = TargetFixture.create()) {
            Await.until("both channels to run", Duration.ofSeconds(30),
                    () -> fixture.see(replica()).channels().stream().allMatch(ReplicaStatus::isRunning));

            InstanceSnapshot seen = fixture.see(replica());

            assertThat(seen.channels()).extracting(ReplicaStatus::channel).containsExactlyInAnyOrder("", EAST);
            assertThat(seen.channels()).extracting(ReplicaStatus::source)
                    .containsExactlyInAnyOrder(lab.source().key(), other.key());
            assertThat(seen.isMultiSource()).isTrue();
            assertThat(seen.sourceKey()).isEqualTo(lab.source().key());
        }
    }

    @Test
    void evidenceIsToldOfEachChannel() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(replica());

            assertThat(fixture.see(replica(), Depth.EVIDENCE).channels())
                    .allSatisfy(channel -> assertThat(channel.heartbeatPeriod()).isNotNull());
        }
    }

    @Test
    void whatWouldHitAnotherChannelIsRefusedWithTheReason() {
        try (TargetFixture fixture = TargetFixture.create()) {
            for (ServerAction action : List.of(new ServerAction.PointTo(replica().key(), other.key()),
                    new ServerAction.Promote(replica().key(), Duration.ofSeconds(5), false),
                    new ServerAction.Detach(replica().key()))) {
                ActionOutcome outcome = fixture.execute(action);

                assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
                assertThat(((ActionOutcome.Refused) outcome).reason()).contains(replica().key().display())
                        .contains("replicates from several sources");
            }
            assertThat(fixture.see(replica()).channels()).hasSize(2);
        }
    }
}
