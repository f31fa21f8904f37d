package io.orchestrator.it.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.Test;

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
}
