package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.WriteLoad;

import static org.assertj.core.api.Assertions.assertThat;

/** What the servers themselves say after a failure. */
public final class Aftermath {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Aftermath() {}

    /** The servers that answer and let an application write. */
    public static List<RealServer> writable(Collection<RealServer> servers) {
        return servers.stream()
                .filter(server -> server.isAlive() && server.sql().answers())
                .filter(server -> server.sql().number("select @@global.read_only") == 0)
                .toList();
    }

    /** The server with this key. */
    static RealServer server(ReplicationLab lab, InstanceKey key) {
        return lab.servers().stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow();
    }

    /** Exactly one of the servers is writable: this one. */
    public static void assertOnlyWritable(Collection<RealServer> servers, RealServer expected) {
        assertThat(writable(servers)).containsExactly(expected);
    }

    /** Waits until each of the followers replicates from the source and has all it has. */
    public static void awaitFollowing(RealServer source, Collection<RealServer> followers) {
        followers.forEach(follower -> ReplicationLab.awaitReplicating(follower, source));
        assertThat(Replication.of(source).status()).as("%s is no replica any more", source).isEmpty();
    }

    /** An application can write to the source, and what it writes reaches the followers; it ends then. */
    static void assertServes(RealServer source, Collection<RealServer> followers, WriteLoad load) {
        load.moveTo(source);
        load.awaitMore(5);
        load.stop();
        long newest = load.acknowledged().last();
        followers.forEach(follower -> Await.until("row " + newest + " on " + follower, LIMIT,
                () -> rows(follower).contains(newest)));
    }

    /** Numbers of the rows of the write load that stand on a server. */
    static NavigableSet<Long> rows(RealServer server) {
        return server.sql()
                .rows("select id from test.written")
                .stream()
                .map(row -> Long.valueOf(row.getOrDefault("id", "0")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** No row that any of the servers has is missing on the source. */
    static void assertNothingReceivedIsMissing(RealServer source, Collection<RealServer> servers) {
        Set<Long> there = rows(source);
        servers.forEach(server -> assertThat(there).as("rows that %s has", server).containsAll(rows(server)));
    }

    /** All transactions a server has executed. */
    static GtidSet executed(RealServer server) {
        return switch (server.flavor()) {
            case MYSQL -> GtidSet.mysql(server.sql().value("select @@global.gtid_executed"));
            case MARIADB -> GtidSet.mariadb(server.sql().value("select @@global.gtid_binlog_pos"));
        };
    }
}
