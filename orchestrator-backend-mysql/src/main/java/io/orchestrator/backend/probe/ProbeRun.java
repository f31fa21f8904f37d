package io.orchestrator.backend.probe;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.backend.probe.ProbeScript.Part;
import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.ProbeSlot;
import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.SessionPurpose;
import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetSession;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One probe. The thread that runs it writes down how far it came, so that when the deadline passes first the outcome can be told from
 * there: a server whose basics were read and whose classification query hangs is seen.
 */
final class ProbeRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeRun.class);
    /** The account that a replica connects with, where the server keeps it in a table; NULL where it keeps none. */
    private static final String CREDENTIALS = "SELECT max(User_name) FROM mysql.slave_master_info";

    private final InstanceKey key;
    private final Depth depth;
    private final Duration began;
    private final Duration end;
    private final ProbeSettings settings;
    private final ProbeFilters.Compiled filters;
    private final TargetConnections connections;
    private final KeptReadings kept;
    private final TimeSource time;
    private final @Nullable WritePathWatch writePath;
    private volatile boolean basicsRead;
    private volatile @Nullable WriteHealth writes;
    private volatile @Nullable Answers complete;

    /**
     * The answers to one script.
     *
     * @param at when the last of them had come
     */
    private record Answers(Map<Part, List<Row>> byPart, Map<String, Duration> silences, boolean ofBinlogServer,
            Duration at) {
        List<Row> rows(Part part) {
            return byPart.getOrDefault(part, List.of());
        }
    }

    ProbeRun(InstanceKey key, Depth depth, Duration deadline, ProbeSettings settings, ProbeFilters.Compiled filters,
            TargetConnections connections, KeptReadings kept, TimeSource time, @Nullable WritePathWatch writePath) {
        this.key = key;
        this.depth = depth;
        this.settings = settings;
        this.filters = filters;
        this.connections = connections;
        this.kept = kept;
        this.time = time;
        this.writePath = writePath;
        this.began = time.monotonic();
        this.end = began.plus(deadline);
    }

    /** Runs it to its end. */
    ProbeOutcome run() {
        try {
            if (depth == Depth.LAST_LOOK) {
                try (TargetSession session = connections.open(key, SessionPurpose.PROBE, left())) {
                    read(session);
                }
            } else {
                runOnKept(connections.slot(key));
            }
            return outcome(time.monotonic());
        } catch (SQLException | RuntimeException e) {
            Answers answers = complete;
            if (answers != null) {
                LOG.debug("{}; what was read before is used", Faults.describe("probe", key, e));
                return outcome(answers.at());
            }
            return failed(new ProbeFailure(Faults.kindOf(e), Faults.describe("probe", key, e)));
        }
    }

    /** The outcome when the deadline passed before {@link #run()} came to its end. */
    ProbeOutcome onDeadline() {
        Answers answers = complete;
        if (answers == null && writePath != null && writes != null) {
            writePath.unanswered(time.monotonic());
        }
        return answers != null ? outcome(answers.at())
                : failed(new ProbeFailure(ProbeFailure.Kind.TIMED_OUT, "Cannot probe " + key.display()
                        + ": no answer within " + end.minus(began).toMillis() + " ms; the connection is dropped"));
    }

    private void runOnKept(ProbeSlot slot) throws SQLException {
        Optional<TargetSession> before = slot.take();
        if (before.isPresent()) {
            try {
                readAndGiveBack(before.get(), slot);
                return;
            } catch (SQLException e) {
                // The server may have been restarted since; whether it listens now is what the probe is to find out.
                if (Faults.kindOf(e) != ProbeFailure.Kind.LOST || basicsRead) {
                    throw e;
                }
            }
        }
        TargetSession session = connections.open(key, SessionPurpose.PROBE, left());
        kept.reconnected();
        if (depth == Depth.ROUTINE) {
            kept.forgetTraits();
        }
        readAndGiveBack(session, slot);
    }

    private void readAndGiveBack(TargetSession session, ProbeSlot slot) throws SQLException {
        boolean healthy = false;
        try {
            read(session);
            healthy = true;
        } finally {
            if (healthy && !Thread.currentThread().isInterrupted()) {
                slot.giveBack(session);
            } else {
                session.abort();
            }
        }
    }

    private void read(TargetSession session) throws SQLException {
        session.limitReads(left());
        Optional<BinlogServer> binlogServer = binlogServerOf(session);
        if (binlogServer.isPresent()) {
            readBinlogServer(session, binlogServer.get());
            return;
        }
        try {
            readCore(session);
        } catch (SQLException e) {
            if (Faults.numberOf(e) != Faults.UNKNOWN_VARIABLE) {
                throw e;
            }
            // A plugin was removed since its variables were found.
            kept.forgetTraits();
            readCore(session);
        }
        if (depth != Depth.LAST_LOOK) {
            readReplicas(session);
        }
        switch (depth) {
            case ROUTINE -> {
                readLag(session);
                classify(session);
            }
            case EVIDENCE -> {
                // A source may be out of sight for hours, in which its replicas are probed for evidence only.
                if (kept.isLagDue(settings.statusEvery(), time.monotonic())) {
                    readLag(session);
                }
            }
            case LAST_LOOK -> {
                // Nobody may wait for what is not needed to decide.
            }
        }
    }

    private Optional<BinlogServer> binlogServerOf(TargetSession session) throws SQLException {
        if (!settings.findBinlogServers()) {
            return Optional.empty();
        }
        KeptReadings.Dated<Optional<BinlogServer>> last = kept.binlogServer();
        if (last != null && (depth != Depth.ROUTINE || !last.isOlderThan(settings.classifyEvery(), time.monotonic()))) {
            return last.value();
        }
        Optional<BinlogServer> found = BinlogServer.find(session);
        kept.learnBinlogServer(found, time.monotonic());
        return found;
    }

    private void readBinlogServer(TargetSession session, BinlogServer server) throws SQLException {
        List<Row> status = server.replicaStatus(session.run(BinlogServer.REPLICA_STATUS));
        if (status.isEmpty()) {
            throw new SQLException("this MaxScale binlog server has no replica status: point it to a source");
        }
        basicsRead = true;
        complete = new Answers(Map.of(Part.VARIABLES, List.of(server.variables()), Part.REPLICA_STATUS, status),
                Map.of(), true, time.monotonic());
        if (depth != Depth.LAST_LOOK && kept.areReplicasDue(settings.replicaListEvery(), time.monotonic())) {
            kept.learnReplicas(new ReplicaLister(session, filters).listOfBinlogServer(kept.replicas()),
                    time.monotonic());
        }
    }

    private void readCore(TargetSession session) throws SQLException {
        ServerTraits traits = traitsOf(session);
        boolean evidence = depth != Depth.ROUTINE || writePath != null;
        boolean schemaReadable = !kept.areHeartbeatsDenied();
        try {
            readScript(session, traits, schemaReadable);
        } catch (SQLException e) {
            if (!evidence || !schemaReadable || !Faults.isPrivilegeMissing(e)) {
                throw e;
            }
            readScript(session, traits, false);
            // Without them it was answered: it is they that the account may not read.
            if (kept.learnHeartbeatsDenied()) {
                LOG.warn("{}; how long its receivers hear nothing is not known: grant SELECT on performance_schema",
                        Faults.describe("read the heartbeats of", key, e));
            }
        }
    }

    private void readScript(TargetSession session, ServerTraits traits, boolean schemaReadable) throws SQLException {
        boolean stuck = writePath != null && writePath.isUnanswered(time.monotonic());
        var script = ProbeScript.of(traits, isStatusWanted(), depth != Depth.ROUTINE && schemaReadable,
                writePath == null ? "" : CommitQuery.of(traits, schemaReadable), stuck);
        var byPart = new EnumMap<Part, List<Row>>(Part.class);
        Duration asked = time.monotonic();
        script.parts().forEach(part -> byPart.put(part, new ArrayList<>()));
        session.script(script.text(), (index, row) -> {
            Part part = script.parts().get(index);
            byPart.computeIfAbsent(part, _ -> new ArrayList<>()).add(row);
            basicsRead = true;
            if (part == Part.WRITES && writePath != null) {
                writes = writePath.observe(byPart.getOrDefault(Part.VARIABLES, List.of()).getFirst(), row, asked,
                        time.monotonic(), settings.writes());
            }
        });
        if (stuck) {
            throw new SQLException("the place of its binary log was not answered lately, and is not asked for while"
                    + " commits wait");
        }
        Duration now = time.monotonic();
        if (byPart.containsKey(Part.STATUS)) {
            kept.learn(SemiSyncStatus.of(byPart.getOrDefault(Part.STATUS, List.of())), now);
        }
        byPart.getOrDefault(Part.VARIABLES, List.of())
                .forEach(row -> kept.learnSemiSync(
                        VariablesReader.isSourceEnabled(row) || VariablesReader.isReplicaEnabled(row)));
        Map<String, Duration> silences = traits.mariaDb()
                ? kept.silences().observe(byPart.getOrDefault(Part.REPLICA_STATUS, List.of()), asked, now)
                : Map.of();
        complete = new Answers(byPart, silences, false, now);
    }

    private ServerTraits traitsOf(TargetSession session) throws SQLException {
        KeptReadings.Dated<ServerTraits> last = kept.traits();
        Duration now = time.monotonic();
        boolean fresh = last != null && last.value().version().equals(session.version())
                && (depth != Depth.ROUTINE || !kept.areTraitsDue(settings.classifyEvery(), now));
        if (last != null && fresh) {
            return last.value();
        }
        ServerTraits read =
                ServerTraits.of(session.version(), session.isMariaDb(), session.run(ServerTraits.QUERY));
        kept.learn(read, now);
        return read;
    }

    /** Status is dear: read with evidence where semi-sync is on, else now and then, oftener when it is on. */
    private boolean isStatusWanted() {
        return switch (depth) {
            case LAST_LOOK -> false;
            case EVIDENCE -> kept.status() == null || kept.isSemiSyncOn();
            case ROUTINE -> kept.isStatusDue(
                    kept.isSemiSyncOn() ? settings.statusEvery() : settings.classifyEvery(), time.monotonic());
        };
    }

    private void readReplicas(TargetSession session) throws SQLException {
        Duration now = time.monotonic();
        ServerTraits traits = traitsOf(session);
        if (!traits.binaryLog()) {
            kept.learnReplicas(List.of(), now);
        } else if (kept.areReplicasDue(settings.replicaListEvery(), now)) {
            kept.learnReplicas(new ReplicaLister(session, filters).list(traits, settings.replicaListByStatement(),
                    kept.replicas()), now);
        }
    }

    private void readLag(TargetSession session) throws SQLException {
        // Not known until it is told again: a query that hangs leaves no old lag behind.
        kept.learnLag(null, time.monotonic());
        if (!settings.queries().replicationLag().isEmpty()) {
            kept.learnLag(new Classifier(settings.queries(), kept).lag(session), time.monotonic());
        }
    }

    private void classify(TargetSession session) throws SQLException {
        ClassificationQueries queries = settings.queries();
        Duration now = time.monotonic();
        if (kept.isClassificationDue(queries, settings.classifyEvery(), now)) {
            // Written down first: a query that hangs is not asked again with the next probe.
            kept.learn(new QueryAnswers(queries, kept.answersTo(queries).texts()), now);
            kept.learnReplicationCredentials(hasReplicationCredentials(session));
            kept.learn(new Classifier(queries, kept).classify(session), now);
        }
    }

    private boolean hasReplicationCredentials(TargetSession session) throws SQLException {
        ServerTraits traits = traitsOf(session);
        if (traits.mariaDb() || settings.credentialsByQuery() || !traits.metadataInTable()) {
            return !traits.mariaDb() && settings.credentialsByQuery();
        }
        try {
            return session.cell(CREDENTIALS).filter(user -> !user.isEmpty()).isPresent();
        } catch (SQLException e) {
            if (Faults.endsSession(e)) {
                throw e;
            }
            LOG.debug("{}", Faults.describe("look for the account of replication on", key, e));
            return false;
        }
    }

    /** @param seenAt when the server was last heard of: what it hangs or dies in afterwards does not make it seen any later */
    private ProbeOutcome outcome(Duration seenAt) {
        try {
            return assembled(seenAt);
        } catch (RuntimeException e) {
            // An answer of a kind that no reader knows: the server answers, and is not understood.
            return failed(new ProbeFailure(ProbeFailure.Kind.STATEMENT_FAILED, Faults.describe("read", key, e)));
        }
    }

    private ProbeOutcome assembled(Duration seenAt) {
        Answers answers = complete;
        if (answers == null || answers.rows(Part.VARIABLES).isEmpty()) {
            return failed(new ProbeFailure(ProbeFailure.Kind.STATEMENT_FAILED,
                    "Cannot probe " + key.display() + ": it answered no variables"));
        }
        var assembler = new SnapshotAssembler(key, settings, kept, time.monotonic());
        List<Row> statusRows = answers.rows(Part.REPLICA_STATUS);
        if (statusRows.stream().anyMatch(row -> filters.leavesOutUser(row.text("Source_User", "Master_User")))) {
            return new ProbeOutcome.Unseen(key, new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "Host " + key.display()
                    + " is excluded from discovery by DiscoveryIgnoreReplicationUsernameFilters."), times());
        }
        Row variables = answers.rows(Part.VARIABLES).getFirst();
        Optional<String> name =
                answers.ofBinlogServer() ? Optional.of(key.hostname()) : assembler.hostname(variables);
        if (name.isEmpty()) {
            return failed(new ProbeFailure(ProbeFailure.Kind.STATEMENT_FAILED, "Cannot name " + key.display()
                    + ": MySQLHostnameResolveMethod asks for report_host, which it has not set; set it there"));
        }
        InstanceSnapshot snapshot = assembler.assemble(name.get(), variables, statusRows,
                answers.rows(Part.BINARY_LOG_STATUS), answers.rows(Part.GROUP_MEMBERS),
                answers.rows(Part.HEARTBEATS), answers.silences(), depth != Depth.ROUTINE);
        return new ProbeOutcome.Seen(key, snapshot, new ProbeTimes(began, seenAt), writes);
    }

    private ProbeOutcome failed(ProbeFailure failure) {
        return basicsRead ? new ProbeOutcome.PartlySeen(key, failure, times(), writes)
                : new ProbeOutcome.Unseen(key, failure, times());
    }

    private ProbeTimes times() {
        return new ProbeTimes(began, time.monotonic());
    }

    private Duration left() {
        Duration left = end.minus(time.monotonic());
        return left.isPositive() ? left : Duration.ofMillis(1);
    }
}
