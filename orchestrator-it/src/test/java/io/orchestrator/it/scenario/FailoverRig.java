package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.WriteLoad;
import tools.jackson.databind.JsonNode;

/**
 * One source, three replicas, an application that writes, and one running service: fails the source over, again and again, checks that
 * each time all is right, measures how long the application could not write, and brings the dead server back as a replica.
 */
public final class FailoverRig implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int REPLICAS = 3;
    private static final long FIRST_MARK = 1_000_000_000_000L;
    private static final Duration LOOK_EVERY = Duration.ofMillis(3);
    private static final Executor THREADS = command -> Thread.ofVirtual().name("rig").start(command);

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
     * @param detected from the failure until a detection of it is registered, as the service says when it is asked
     * @param everywhere from the failure until that row stood on both followers
     * @param missing rows that the old source had acknowledged and no other server had received
     */
    public record Round(Duration detected, Duration writable, Duration everywhere, int missing) {}

    private final Scratch scratch;
    private final ReplicationLab lab;
    private final ServiceProcess service;
    private final WriteLoad load;
    private final Duration netTimeout;
    private RealServer source;
    private long mark = FIRST_MARK;

    private FailoverRig(Scratch scratch, ReplicationLab lab, ServiceProcess service, WriteLoad load,
            Duration netTimeout) {
        this.netTimeout = netTimeout;
        this.scratch = scratch;
        this.lab = lab;
        this.service = service;
        this.load = load;
        this.source = lab.source();
    }

    /** Starts servers, load and service, which polls as it does by default. Replicas hear a heartbeat each second. */
    public static FailoverRig start(ServerFlavor flavor) {
        return start(flavor, Duration.ZERO);
    }

    /**
     * The same with other timeouts.
     *
     * @param netTimeout of MySQL's replicas, whose heartbeat then is half of it as it is by default; zero leaves the lab's
     */
    public static FailoverRig start(ServerFlavor flavor, Duration netTimeout) {
        ServerOptions options = netTimeout.isZero() ? ServerOptions.defaults()
                : ServerOptions.defaults().with("--replica-net-timeout=" + netTimeout.toSeconds());
        ReplicationLab lab = ReplicationLab.of(flavor).replicas(REPLICAS).options(options).start();
        try {
            Scratch scratch = Scratch.folder("rig");
            WriteLoad load = WriteLoad.on(lab.source(), Duration.ofMillis(2));
            ServiceProcess service = ServiceProcess.start(scratch.path(), Map.of("InstancePollSeconds", 5));
            FailoverRig rig = new FailoverRig(scratch, lab, service, load, netTimeout);
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
        long last = lastDetection();
        long begun = System.nanoTime();
        switch (failure) {
            case KILL -> failed.kill9();
            case STOP -> failed.sigstop();
        }
        CompletableFuture<Duration> detection =
                CompletableFuture.supplyAsync(() -> awaitDetection(last, begun), THREADS);
        RealServer promoted = awaitWritable(others);
        Duration writable = Duration.ofNanos(System.nanoTime() - begun);
        Duration detected = detection.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
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
        return new Round(detected, writable, everywhere, missing);
    }

    private long lastDetection() {
        JsonNode newest = service.get("audit-failure-detection").path(0);
        return newest.isMissingNode() ? 0 : newest.path("Id").asLong();
    }

    private Duration awaitDetection(long last, long begun) {
        while (lastDetection() == last) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Replicas that were pointed elsewhere, or anew, hear heartbeats as often as the timeout asks for. */
    private void keepHeartbeats() {
        if (netTimeout.isZero()) {
            return;
        }
        for (RealServer server : lab.servers()) {
            if (server != source) {
                server.sql()
                        .execute("stop replica io_thread", "change replication source to source_heartbeat_period="
                                + netTimeout.toSeconds() / 2, "start replica io_thread");
                ReplicationLab.awaitReplicating(server, source);
            }
        }
    }

    /** The service sees the source with all its replicas replicating, and nothing stands against a failover. */
    private void awaitSettled() {
        keepHeartbeats();
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
