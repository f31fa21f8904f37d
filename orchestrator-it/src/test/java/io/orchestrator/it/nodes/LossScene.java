package io.orchestrator.it.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.scenario.Aftermath;
import io.orchestrator.it.scenario.GeneralLog;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.Sql;

import static org.assertj.core.api.Assertions.assertThat;

/** One cluster whose source is about to die, what its servers and the backend say of it, and what must have become of it. */
final class LossScene implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PROMOTION = "SET GLOBAL read_only = IF(";

    private final LossLane lane;
    private final Sql backend;
    private final ReplicationLab lab;
    private final RealServer candidate;
    private final Map<RealServer, GeneralLog> logs = new LinkedHashMap<>();
    private final List<String> errorsBefore;

    LossScene(LossLane lane, ReplicationLab lab, RealServer candidate) {
        this.lane = lane;
        this.backend = lane.backend();
        this.lab = lab;
        this.candidate = candidate;
        this.errorsBefore = lane.fleet().errors();
        lab.replicas().forEach(replica -> logs.put(replica, GeneralLog.of(replica, Account.TOPOLOGY.user())));
    }

    RealServer source() {
        return lab.source();
    }

    InstanceKey failed() {
        return lab.source().key();
    }

    /** The state that the backend holds of the recovery, by its simple name; empty when none is registered. */
    String storedState() {
        return backend.find("select json_unquote(json_extract(s.document, '$.is')) from " + lane.schema()
                + ".orcj_recovery_state s join " + lane.schema() + ".topology_recovery r on r.uid = s.recovery_uid"
                + " where r.port=" + failed().port() + " order by r.recovery_id desc limit 1").orElse("");
    }

    void awaitEnded() {
        Await.until("the recovery of " + failed() + " to end", LIMIT, () -> recoveries("end_recovery is not null") == 1,
                () -> "It is at " + storedState() + ". " + lane.evidence());
    }

    private long recoveries(String which) {
        return backend.number("select count(*) from " + lane.schema() + ".topology_recovery where port="
                + failed().port() + " and " + which);
    }

    /** One recovery, one server that was ever told to become writable, which is, has every row, and has all others behind it. */
    void assertOnePromotion() {
        awaitEnded();
        assertThat(backend.value("select concat(is_successful, ' ', successor_port) from " + lane.schema()
                + ".topology_recovery where port=" + failed().port())).isEqualTo("1 " + candidate.port());
        assertThat(recoveries("true")).isEqualTo(1);
        assertOnlyWritable();
        Aftermath.awaitFollowing(candidate, lab.replicas().stream().filter(other -> other != candidate).toList());
        assertThat(candidate.sql().number("select count(*) from test.heartbeat")).isEqualTo(2);
        assertThat(promoted()).containsExactly(candidate);
    }

    private void assertOnlyWritable() {
        // A source that returned is fenced when it is looked at next.
        Await.until(candidate + " to be the only writable server", LIMIT,
                () -> Aftermath.writable(lab.servers()).equals(List.of(candidate)),
                () -> "Writable are " + Aftermath.writable(lab.servers()) + ". " + lane.evidence());
    }

    private List<RealServer> promoted() {
        return lab.replicas()
                .stream()
                .filter(replica -> Objects.requireNonNull(logs.get(replica))
                        .changes()
                        .stream()
                        .anyMatch(said -> said.startsWith(PROMOTION)))
                .toList();
    }

    /**
     * The recovery was given up: nobody was told to become writable, and all replicas follow the source again.
     *
     * @param untouched nothing had been changed, so that the receiver which was stopped before is still stopped
     */
    void assertUndone(boolean untouched) {
        awaitEnded();
        if (untouched) {
            candidate.sql().execute("start replica io_thread");
        }
        assertThat(recoveries("is_successful=0 and successor_port=0")).isEqualTo(1);
        assertThat(promoted()).isEmpty();
        Aftermath.awaitFollowing(lab.source(), lab.replicas());
        Aftermath.assertOnlyWritable(lab.servers(), lab.source());
    }

    /** No node complained of anything that it could not cope with. */
    void assertNoErrors() {
        assertThat(lane.fleet().errors()).filteredOn(line -> !errorsBefore.contains(line)).isEmpty();
    }

    /** All that a process which wakes could have changed: on the replicas, and in the books of the recovery. */
    List<String> survey() {
        List<String> all = lab.replicas()
                .stream()
                .map(server -> server + ": " + server.sql()
                        .value("select concat(@@global.read_only, ' ', "
                                + "@@global.super_read_only, ' ', @@global.gtid_executed)")
                        + ", follows "
                        + Replication.of(server).status() + ", told "
                        + Objects.requireNonNull(logs.get(server)).changes())
                .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(backend
                .rows("select hostname, port, begin_timestamp, reason from " + lane.schema()
                        + ".database_instance_downtime where port=" + failed().port())
                .stream()
                .map(Map::toString)
                .toList());
        all.addAll(backend
                .rows("select recovery_id, is_successful, end_recovery, acknowledged, all_errors, uid from "
                        + lane.schema() + ".topology_recovery where port=" + failed().port())
                .stream()
                .map(Map::toString)
                .toList());
        return all;
    }

    /** Ends the servers; nobody is to recover those that end last. */
    @Override
    public void close() {
        try {
            lane.fleet().awaitLeader().get("disable-global-recoveries");
        } finally {
            lab.close();
        }
        ServiceProcess leader = lane.fleet().awaitLeader();
        lab.servers().forEach(server -> leader.get("forget/" + server.key().hostname() + "/" + server.port()));
    }
}
