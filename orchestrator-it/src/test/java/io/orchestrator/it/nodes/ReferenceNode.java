package io.orchestrator.it.nodes;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.Sql;

/**
 * What the reference does to stand for election (ha-shared-backend.md 3.2): every second up to three statements, each committed on its
 * own, the first that affects a row wins. It knows no lease of ours and counts, as ours does, matched rows.
 */
public final class ReferenceNode implements AutoCloseable {
    private static final String HOST = "reference";
    private static final String TOKEN = "e".repeat(64);

    private final Sql sql;
    private final String table;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger affirmations = new AtomicInteger();
    private final Thread ticker;
    private volatile boolean leads;

    private ReferenceNode(Sql sql, String schema) {
        this.sql = sql;
        this.table = schema + ".active_node";
        this.ticker = Thread.ofVirtual().name("reference-node").unstarted(this::tick);
    }

    /** Stands for election from now on. */
    public static ReferenceNode start(Sql sql, String schema) {
        ReferenceNode node = new ReferenceNode(sql, schema);
        node.ticker.start();
        return node;
    }

    /** Whether its last attempt made, or kept, it the leader. */
    public boolean leads() {
        return leads;
    }

    /** How often it has been elected or has affirmed itself. */
    public int affirmations() {
        return affirmations.get();
    }

    /** Takes the row, as its grab-election does; it leads from its next tick on. */
    public void grab() {
        sql.update("replace into " + table
                + " (anchor, hostname, token, first_seen_active, last_seen_active) values (1, ?, ?, now(), now())",
                HOST,
                TOKEN);
    }

    private void tick() {
        try {
            do {
                leads = attempt();
                if (leads) {
                    affirmations.incrementAndGet();
                }
            } while (!stopped.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() {
        try {
            return sql.update("insert ignore into " + table + " (anchor, hostname, token, first_seen_active,"
                    + " last_seen_active) values (1, ?, ?, now(), now())", HOST, TOKEN) > 0
                    || sql.update("update " + table + " set hostname=?, token=?, first_seen_active=now(),"
                            + " last_seen_active=now() where anchor=1 and last_seen_active < now() - interval 5 second",
                            HOST, TOKEN) > 0
                    || sql.update("update " + table + " set last_seen_active=now()"
                            + " where anchor=1 and hostname=? and token=?", HOST, TOKEN) > 0;
        } catch (ServerException e) {
            return false;
        }
    }

    @Override
    public void close() {
        fallSilent();
    }

    /** Does nothing more and gives nothing back, as a killed process. */
    public void fallSilent() {
        stopped.countDown();
        try {
            ticker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leads = false;
    }
}
