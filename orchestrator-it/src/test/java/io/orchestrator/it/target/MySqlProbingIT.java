package io.orchestrator.it.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlProbingIT extends ProbingContract {
    MySqlProbingIT() {
        super(ServerFlavor.MYSQL);
    }

    @Test
    void evidenceTellsTheAgeOfWhatTheApplierIsBusyWith() throws SQLException {
        RealServer replica = lab().replicas().getLast();
        try (TargetFixture fixture = TargetFixture.create();
                Connection blocker = replica.sql().connect();
                Statement lock = blocker.createStatement()) {
            lock.execute("lock tables test.heartbeat read");
            lab().source().sql().execute("replace into test.heartbeat values (2, now(6))");

            Await.until("the applier to be busy for a while", Duration.ofSeconds(30), () -> fixture
                    .see(replica, Depth.EVIDENCE)
                    .defaultChannel()
                    .filter(c -> c.applyingFor() != null && c.applyingFor().compareTo(Duration.ofMillis(200)) > 0)
                    .isPresent());
        }
        ReplicationLab.awaitReplicating(replica, lab().source());
    }

    /** What discovery needs by the contract (discovery.md 11), and nothing in the performance schema. */
    @Test
    void evidenceOfAnAccountThatMayNotReadHeartbeatsIsTheRest() {
        RealServer replica = lab().replicas().getFirst();
        replica.sql()
                .execute("set session sql_log_bin = 0",
                        "create user plain@'127.0.0.1' identified by 'plain'",
                        "grant reload, process, replication client, replication slave on *.* to plain@'127.0.0.1'");
        try (TargetFixture fixture =
                TargetFixture.create(TargetSettings.DEFAULT, new Credentials("plain", "plain"))) {
            for (Depth depth : List.of(Depth.ROUTINE, Depth.EVIDENCE, Depth.EVIDENCE, Depth.LAST_LOOK)) {
                InstanceSnapshot seen = fixture.see(replica, depth);

                assertThat(seen.isReplicating()).as("%s", depth).isTrue();
                assertThat(seen.defaultChannel().orElseThrow().silence()).as("%s", depth).isNull();
            }
        } finally {
            replica.sql().execute("set session sql_log_bin = 0", "drop user plain@'127.0.0.1'");
        }
    }
}
