package io.orchestrator.it.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A source that lets nobody in any more because it has too many connections is no dead source. */
class TooManyConnectionsIT {
    /** An account of the service's own, without the right to the one connection that servers keep for administrators. */
    private static final String MANAGER = "manager";
    private static final int MANY = 20;
    /** MariaDB takes no less. */
    private static final int FEW = 10;

    @ServerTest
    void a_source_with_too_many_connections_stays_source_though_no_replica_replicates(ServerFlavor flavor)
            throws SQLException {
        Deque<Connection> held = new ArrayDeque<>();
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.with().account(MANAGER, MANAGER).start();
                Connection admin = lab.source().sql().connect();
                Statement statement = admin.createStatement()) {
            createManager(lab.source());
            service.discover(lab);
            InstanceKey source = lab.source().key();
            for (int i = 0; i < MANY; i++) {
                held.push(lab.source().sql(Account.APPLICATION).connect());
            }

            lab.replicas().forEach(replica -> replica.sql().execute(stopReceiver(flavor)));
            statement.execute("set global max_connections=" + FEW);
            endSessionsOfManager(lab.source(), statement);

            service.awaitDecision(source, "refused our connection because it has too many: it lives");
            awaitFailedProbes(service, source, 5);
            assertThat(service.recoveries()).isEmpty();
            assertThat(Aftermath.writable(lab.replicas())).isEmpty();

            statement.execute("set global max_connections=200");
            lab.replicas().forEach(replica -> replica.sql().execute(startReceiver(flavor)));
            lab.awaitReplicating();
            Await.until("the analysis to find nothing", EmbeddedService.PATIENCE,
                    () -> EmbeddedService.get(service.uses().fleet().analyses()).isEmpty(), service::describe);
            assertThat(service.recoveries()).isEmpty();
        } finally {
            while (!held.isEmpty()) {
                held.pop().close();
            }
        }
    }

    private static void createManager(RealServer source) {
        String administrator = switch (source.flavor()) {
            case MYSQL -> "super, connection_admin";
            case MARIADB -> "super, connection admin";
        };
        source.sql()
                .execute("create user " + MANAGER + "@'%' identified by '" + MANAGER + "'",
                        "grant all on *.* to " + MANAGER + "@'%'",
                        "revoke " + administrator + " on *.* from " + MANAGER + "@'%'");
    }

    /** Nobody is let in instead of those that are ended: there are more than there may be. */
    private static void endSessionsOfManager(RealServer source, Statement statement) throws SQLException {
        Deque<Long> sessions = new ArrayDeque<>();
        try (var rows = statement.executeQuery(
                "select id from information_schema.processlist where user='" + MANAGER + "'")) {
            while (rows.next()) {
                sessions.push(rows.getLong(1));
            }
        }
        assertThat(sessions).as("sessions of the service on " + source).isNotEmpty();
        for (long session : sessions) {
            statement.execute("kill " + session);
        }
    }

    private static void awaitFailedProbes(EmbeddedService service, InstanceKey key, int count) {
        Await.until(count + " failed probes of " + key, Duration.ofSeconds(60),
                () -> EmbeddedService.get(service.uses().fleet().probes())
                        .stream()
                        .filter(probe -> probe.key().equals(key) && probe.failure().contains("1040"))
                        .count() >= count);
    }

    private static String stopReceiver(ServerFlavor flavor) {
        return flavor == ServerFlavor.MYSQL ? "stop replica io_thread" : "stop slave io_thread";
    }

    private static String startReceiver(ServerFlavor flavor) {
        return flavor == ServerFlavor.MYSQL ? "start replica io_thread" : "start slave io_thread";
    }
}
