package io.orchestrator.it.nodes;

import java.time.Duration;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.RealServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What members of a Galera cluster answer the loser of a conflict, and a writer outside the primary component. */
@Tag("faults")
class GaleraErrorsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void losers_and_a_minority_are_told_apart() {
        try (GaleraCluster cluster = GaleraCluster.start();
                BackendDatabase one = Backends.open(cluster.members().get(0))) {
            RealServer first = cluster.members().get(0);
            RealServer second = cluster.members().get(1);
            first.sql()
                    .execute("create table test.t (id int primary key, v int not null)",
                            "insert into test.t values (1,0),(2,0)");
            Await.until("the table on the second member", LIMIT,
                    () -> second.sql().find("show tables in test like 't'").isPresent()
                            && second.sql().find("select v from test.t where id=2").isPresent());

            Backends.assertFails(() -> one.readNow("Cannot write", Backends.DEADLINE, sql -> {
                sql.execute("start transaction");
                sql.execute("update test.t set v=1 where id=1");
                second.sql().execute("update test.t set v=2 where id=1");
                Await.until("the other member's write", LIMIT,
                        () -> first.sql().value("select v from test.t where id=1").equals("2"));
                sql.execute("commit");
                return true;
            }), 1213, Category.CONFLICT_LOST);

            Backends.assertFails(() -> one.readNow("Cannot write", LIMIT, sql -> {
                sql.execute("start transaction");
                sql.execute("update test.t set v=3 where id=2");
                // The commit is on its way when the member learns that it is alone.
                first.sql().execute("set global wsrep_provider_options='gmcast.isolate=1'");
                sql.execute("commit");
                return true;
            }), 1180, Category.NOT_WRITABLE);

            Await.until("the member to leave the primary component", LIMIT, () -> !status(first).equals("Primary"));
            Backends.assertFails(() -> Backends.once(one, "update test.t set v=4 where id=2"), 1047,
                    Category.NOT_WRITABLE);
        }
    }

    private static String status(RealServer member) {
        return member.sql()
                .rows("show global status like 'wsrep_cluster_status'")
                .getFirst()
                .getOrDefault("Value", "");
    }
}
