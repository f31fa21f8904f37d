package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Collectors;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.WriteLoad;

/**
 * One source, three replicas, an application that writes, and one running service: fails the source over, again and again, checks that
 * each time all is right, measures how long the application could not write, and brings the dead server back as a replica.
 */
public final class FailoverRig implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int REPLICAS = 3;
    private static final long FIRST_MARK = 1_000_000_000_000L;

    /** How a source is failed. */
    public enum Failure {
        /** SIGKILL: its host answers at once that nobody listens. */
        KILL,
        /** SIGSTOP: it falls silent. */
        STOP
    }

    /**
     * A failover that was right in every respect.
     *
     * @param writable from the failure until an account without special privileges could insert into a promoted server
     * @param everywhere from the failure until that row stood on both followers
     * @param missing rows that the old source had acknowledged and no other server had received
     */
    public record Round(Duration writable, Duration everywhere, int missing) {}

    private final Scratch scratch;
    private final ReplicationLab lab;
    private final ServiceProcess service;
    private final WriteLoad load;
    private RealServer source;
    private long mark = FIRST_MARK;

    private FailoverRig(Scratch scratch, ReplicationLab lab, ServiceProcess service, WriteLoad load) {
        this.scratch = scratch;
        this.lab = lab;
        this.service = service;
        this.load = load;
        this.source = lab.source();
    }

    /** Starts servers, load and service, which polls as it does by default. */
    public static FailoverRig start(ServerFlavor flavor) {
        ReplicationLab lab = ReplicationLab.of(flavor).replicas(REPLICAS).start();
        try {
            Scratch scratch = Scratch.folder("rig");
            WriteLoad load = WriteLoad.on(lab.source(), Duration.ofMillis(2));
            ServiceProcess service = ServiceProcess.start(scratch.path(), Map.of("InstancePollSeconds", 5));
            FailoverRig rig = new FailoverRig(scratch, lab, service, load);
            service.discover(lab.source().key());
            return rig;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The service that does it. */
    public ServiceProcess service() {
        return service;
    }

    /**
     * One failover and the return of the failed server.
     *
     * @throws ServerException when anything is not right; the message says what
     */
    public Round round(Failure failure) {
        awaitSettled();
        RealServer failed = source;
        List<RealServer> others = lab.servers().stream().filter(server -> server != failed).toList();
        load.awaitMore(50);
        long begun = System.nanoTime();
        switch (failure) {
            case KILL -> failed.kill9();
            case STOP -> failed.sigstop();
        }
        RealServer promoted = awaitWritable(others);
        Duration writable = Duration.ofNanos(System.nanoTime() - begun);
        List<RealServer> followers = others.stream().filter(server -> server != promoted).toList();
        followers
                .forEach(follower -> Await.until("the first new row on " + follower, LIMIT, () -> has(follower, mark)));
        Duration everywhere = Duration.ofNanos(System.nanoTime() - begun);
        check(promoted, followers);
        if (failure == Failure.STOP) {
            failed.sigcont();
        }
        source = promoted;
        load.moveTo(promoted);
        load.awaitMore(20);
        int missing = bringBack(failed, promoted);
        return new Round(writable, everywhere, missing);
    }

    /** The service sees the source with all its replicas replicating, and nothing stands against a failover. */
    private void awaitSettled() {
        Await.until("the service to see " + REPLICAS + " replicas of " + source, LIMIT,
                () -> service.replicating(source.key()) == REPLICAS, () -> service.logTail(20));
        lab.servers().forEach(s -> service.get("end-downtime/" + s.key().hostname() + "/" + s.port()));
        service.get("ack-all-recoveries?comment=rig");
        Await.until("the service to see no problem", LIMIT,
                () -> service.get("replication-analysis").path("Details").isEmpty(),
                () -> service.get("replication-analysis").toString());
    }

    private RealServer awaitWritable(List<RealServer> servers) {
        mark++;
        return FirstWrite.await(servers, mark, LIMIT)
                .orElseThrow(() -> new ServerException(
                        "no server became writable within " + LIMIT.toSeconds() + " s. " + service.logTail(40)));
    }

    private static boolean has(RealServer server, long id) {
        return server.sql().find("select id from test.written where id=" + id).isPresent();
    }

    private void check(RealServer promoted, Collection<RealServer> followers) {
        Aftermath.awaitFollowing(promoted, followers);
        require(Aftermath.writable(followers).isEmpty(),
                "a second server is writable: " + Aftermath.writable(followers));
        NavigableSet<Long> there = Aftermath.rows(promoted);
        followers.forEach(follower -> require(there.containsAll(Aftermath.rows(follower)),
                follower + " has rows that the promoted " + promoted + " lacks"));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ServerException(otherwise + ". " + service.logTail(40));
        }
    }

    /**
     * Makes the failed server a replica of the promoted one, as an operator would: what it alone has is taken away first. Answers how
     * many acknowledged rows that was.
     */
    private int bringBack(RealServer failed, RealServer promoted) {
        failed.restart();
        Await.until(failed + " to be made read-only by the service", LIMIT,
                () -> Aftermath.writable(lab.servers()).equals(List.of(promoted)),
                () -> "Writable: " + Aftermath.writable(lab.servers()) + ". " + service.logTail(20));
        GtidSet executed = Aftermath.executed(failed);
        GtidSet extra = executed.subtract(Aftermath.executed(promoted));
        NavigableSet<Long> rows = Aftermath.rows(failed);
        rows.removeAll(Aftermath.rows(promoted));
        int missing = (int) rows.stream().filter(load.acknowledged()::contains).count();
        if (!extra.isEmpty()) {
            takeAway(failed, executed.subtract(extra), rows);
        }
        Replication.of(failed).follow(promoted);
        ReplicationLab.awaitReplicating(failed, promoted);
        service.discover(failed.key());
        return missing;
    }

    private static void takeAway(RealServer failed, GtidSet rest, NavigableSet<Long> rows) {
        String ids =
                rows.stream().map(String::valueOf).collect(Collectors.joining(",", "(-1,", ")")).replace(",)", ")");
        failed.sql()
                .execute("set sql_log_bin=0", "delete from test.written where id in " + ids,
                        "reset binary logs and gtids",
                        "set global gtid_purged='" + rest.text() + "'");
    }

    @Override
    public void close() {
        service.close();
        load.close();
        lab.close();
        scratch.close();
    }
}
