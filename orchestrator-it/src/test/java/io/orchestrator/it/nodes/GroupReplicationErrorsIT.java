package io.orchestrator.it.nodes;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.RealServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What members of a group answer a loser of certification, and a writer without a majority. */
@Tag("faults")
class GroupReplicationErrorsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void losers_and_a_minority_are_told_apart() throws Exception {
        try (GroupReplicationCluster cluster = GroupReplicationCluster.start();
                BackendDatabase one = Backends.open(cluster.members().get(0));
                BackendDatabase two = Backends.open(cluster.members().get(1))) {
            RealServer first = cluster.members().get(0);
            first.sql()
                    .execute("create table test.t (id int primary key, v int not null)",
                            "insert into test.t values (1,0)");
            Await.until("the table on the second member", LIMIT,
                    () -> cluster.members().get(1).sql().find("show tables in test like 't'").isPresent()
                            && cluster.members().get(1).sql().find("select v from test.t").isPresent());

            assertCertificationIsLost(one, two);
            assertRepetitionWins(one, two);
            assertMinorityHangsAWrite(cluster, one);
        }
    }

    /** Both commit at the same moment until one of them learns that it lost. */
    private static void assertCertificationIsLost(BackendDatabase one, BackendDatabase two) throws Exception {
        Set<String> texts = ConcurrentHashMap.newKeySet();
        Set<Category> categories = ConcurrentHashMap.newKeySet();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            long giveUp = System.nanoTime() + LIMIT.toNanos();
            while (texts.stream().noneMatch(text -> text.contains("(error 3101)")) && System.nanoTime() < giveUp) {
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> other = writers.submit(() -> race(one, together, texts, categories));
                race(two, together, texts, categories);
                other.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(texts).anyMatch(text -> text.contains("(error 3101)"));
        assertThat(categories).contains(Category.CONFLICT_LOST)
                .isSubsetOf(Category.CONFLICT_LOST, Category.NOT_WRITABLE);
    }

    private static void race(BackendDatabase database, CyclicBarrier together, Set<String> texts,
            Set<Category> categories) {
        try {
            database.readNow("Cannot write", Backends.DEADLINE, sql -> {
                sql.execute("start transaction");
                sql.execute("update test.t set v=v+1 where id=1");
                try {
                    together.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                sql.execute("commit");
                return true;
            });
        } catch (BackendException e) {
            texts.add(String.valueOf(e.getMessage()));
            categories.add(e.category());
        }
    }

    /** Two writers on two members, each of whose transactions is repeated when it lost: nothing is lost in the end. */
    private static void assertRepetitionWins(BackendDatabase one, BackendDatabase two) throws Exception {
        int rounds = 20;
        long before = value(one);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = writers.submit(() -> add(one, rounds));
            Future<Integer> second = writers.submit(() -> add(two, rounds));
            long added = (long) first.get(60, TimeUnit.SECONDS) + second.get(60, TimeUnit.SECONDS);
            Await.until("all committed rows on the first member", LIMIT, () -> value(one) == before + added);
            assertThat(added).isGreaterThanOrEqualTo(rounds);
        }
    }

    private static int add(BackendDatabase database, int rounds) {
        int added = 0;
        for (int round = 0; round < rounds; round++) {
            try {
                added += database.writeNow("Cannot write", Backends.DEADLINE,
                        sql -> sql.execute("update test.t set v=v+1 where id=1"));
            } catch (BackendException e) {
                assertThat(e.meansNotPrimary()).isTrue();
            }
        }
        return added;
    }

    private static long value(BackendDatabase database) {
        return database.readNow("Cannot read", Backends.DEADLINE,
                sql -> ((Number) sql.fetchValue("select v from test.t where id=1")).longValue());
    }

    /** Without a majority a member answers what is read and keeps a writer waiting. */
    private static void assertMinorityHangsAWrite(GroupReplicationCluster cluster, BackendDatabase one) {
        cluster.members().get(1).sigstop();
        cluster.members().get(2).sigstop();
        Await.until("the member to miss the others", LIMIT, () -> cluster.members()
                .getFirst()
                .sql()
                .number("select count(*) from performance_schema.replication_group_members"
                        + " where member_state='UNREACHABLE'")
                == 2);

        BackendException failure = catchThrowableOfType(BackendException.class,
                () -> one.writeNow("Cannot write", Duration.ofSeconds(1),
                        sql -> sql.execute("update test.t set v=v+1 where id=1")));

        assertThat(failure.category()).isEqualTo(Category.DEADLINE);
        assertThat(failure.meansNotPrimary()).isTrue();
    }
}
