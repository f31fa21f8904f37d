package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.orchestrator.it.nodes.NodeFleet;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ServerException;

/**
 * Looks at who leads: what each node says of itself, and what the backend holds, asked on a connection of its own. Tells of every change
 * and of every time without a leader, and a little later what the nodes had logged around it.
 */
final class LeaderWatch implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    /** A single sample without leader may fall between the end of one lease and the next affirmation. */
    private static final int TOLERATED_WITHOUT_LEADER = 1;
    private static final int SAMPLES_UNTIL_LOGS = 10;
    private static final int LOG_LINES = 8;

    private final NodeFleet fleet;
    private final Connection backend;
    private final PreparedStatement query;
    private final PrintStream out;
    private String owner;
    private String term;
    private ServiceProcess leader;
    private int samples;
    private int changesOfLeader;
    private int changesOfTerm;
    private int withTwo;
    private int withoutLeader;
    private int lapses;
    private int longestLapse;
    private int running;
    private int logsDueAt;

    private LeaderWatch(NodeFleet fleet, Connection backend, PreparedStatement query, PrintStream out)
            throws SQLException {
        this.fleet = fleet;
        this.backend = backend;
        this.query = query;
        this.out = out;
        this.leader = fleet.awaitLeader();
        Row first = row();
        this.owner = first.owner();
        this.term = first.term();
    }

    private record Row(String owner, String term) {}

    /** Begins with whoever leads now, in the term that the backend holds now. */
    static LeaderWatch of(NodeFleet fleet, RealServer server, String schema, PrintStream out) throws SQLException {
        Connection connection = server.sql().connect();
        return new LeaderWatch(fleet, connection, connection.prepareStatement(
                "select concat(a.hostname, ' ', left(a.token, 8)) as owner, coalesce(l.term, 0) as term from " + schema
                        + ".active_node a left join " + schema + ".orcj_lease l on l.anchor = a.anchor"
                        + " and l.hostname = a.hostname and l.token = a.token"),
                out);
    }

    /** Who leads in which term, for the reader. */
    String state() {
        return "node on port " + leader.port() + ", in the backend " + owner + ", term " + term;
    }

    /** Looks once. */
    void sample() throws SQLException {
        samples++;
        List<ServiceProcess> now = fleet.nodes().stream().filter(this::saysItLeads).toList();
        countLapse(now.isEmpty());
        if (now.size() > 1) {
            withTwo++;
            tell(now.size() + " nodes say that they lead");
        }
        Optional<ServiceProcess> other = now.stream().filter(node -> node != leader).findFirst();
        if (now.size() == 1 && other.isPresent()) {
            changesOfLeader++;
            tell("the node on port " + other.get().port() + " leads instead of that on port " + leader.port());
            leader = other.get();
        }
        Row row = row();
        if (!row.owner().equals(owner) || !row.term().equals(term)) {
            changesOfTerm++;
            tell("the backend's leader was " + owner + ", term " + term + " and is " + row.owner() + ", term "
                    + row.term());
            owner = row.owner();
            term = row.term();
        }
        if (logsDueAt > 0 && samples >= logsDueAt) {
            logsDueAt = 0;
            printLogs();
        }
    }

    /** Whether leader and term are those of the beginning, and never two nodes led. */
    boolean leaderStayed() {
        return changesOfLeader == 0 && changesOfTerm == 0 && withTwo == 0;
    }

    /** What was counted. */
    String counts() {
        return String.format(
                "changes of leader %d, of owner or term in the backend %d, samples %d, of these with two leaders %d"
                        + " and without %d in %d lapses, the longest of %d samples",
                changesOfLeader, changesOfTerm, samples, withTwo, withoutLeader, lapses, longestLapse);
    }

    private boolean saysItLeads(ServiceProcess node) {
        if (!node.isAlive()) {
            throw new ServerException("the node on port " + node.port() + " ended. " + node.logTail(30));
        }
        return node.succeeds("leader-check", ANSWER_LIMIT);
    }

    private void countLapse(boolean nobodyLeads) {
        if (!nobodyLeads) {
            if (running > TOLERATED_WITHOUT_LEADER) {
                tell("somebody leads again after " + running + " samples");
            }
            running = 0;
            return;
        }
        running++;
        withoutLeader++;
        longestLapse = Math.max(longestLapse, running);
        if (running == TOLERATED_WITHOUT_LEADER + 1) {
            lapses++;
            tell("no node says that it leads");
        }
    }

    private Row row() throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? new Row(rows.getString("owner"), rows.getString("term")) : new Row("nobody", "0");
        }
    }

    private void tell(String what) {
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
        out.flush();
        if (logsDueAt == 0) {
            logsDueAt = samples + SAMPLES_UNTIL_LOGS;
        }
    }

    private void printLogs() {
        for (ServiceProcess node : fleet.nodes()) {
            out.println("  Node on port " + node.port() + ". " + node.logTail(LOG_LINES));
        }
        out.flush();
    }

    @Override
    public void close() throws SQLException {
        backend.close();
    }
}
