package io.orchestrator.backend.probe;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.backend.target.TargetSession;
import io.orchestrator.domain.identity.InstanceKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server who replicates from it, in the ways that are configured and that it has (discovery.md 5.6). */
record ReplicaLister(TargetSession session, ProbeFilters.Compiled filters) {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaLister.class);

    /** One way of asking. */
    @FunctionalInterface
    private interface Way {
        List<InstanceKey> ask() throws SQLException;
    }

    /**
     * Those that registered, where that is asked for and any did; else those that read the binary log. On an NDB cluster the other
     * servers of the cluster too.
     *
     * @param last the list as it was, which stays where the server refuses to tell
     */
    List<InstanceKey> list(ServerTraits traits, boolean byStatement, List<InstanceKey> last) throws SQLException {
        Optional<List<InstanceKey>> registered = registered(traits, byStatement);
        List<InstanceKey> found = new ArrayList<>(registered.isPresent() ? registered.get() : dumping(traits, last));
        if (traits.isNdb()) {
            found.addAll(tolerantly(() -> ReplicaListReader.ofNdb(session.run(ReplicaListReader.NDB_QUERY), port()))
                    .orElse(List.of()));
        }
        return List.copyOf(found);
    }

    /** Those that registered with a binlog server. */
    List<InstanceKey> listOfBinlogServer(List<InstanceKey> last) throws SQLException {
        return tolerantly(() -> ReplicaListReader.registered(session.run(BinlogServer.REPLICAS), filters)
                .orElse(List.of())).orElse(last);
    }

    private List<InstanceKey> dumping(ServerTraits traits, List<InstanceKey> last) throws SQLException {
        return tolerantly(() -> ReplicaListReader.dumping(session.run(ReplicaListReader.processListQuery(traits)),
                port(), filters)).orElse(last);
    }

    private Optional<List<InstanceKey>> registered(ServerTraits traits, boolean byStatement) throws SQLException {
        if (!byStatement) {
            return Optional.empty();
        }
        String statement = new StatementDialect(traits.mariaDb(), traits.version()).showReplicas();
        try {
            return ReplicaListReader.registered(session.run(statement), filters);
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private Optional<List<InstanceKey>> tolerantly(Way way) throws SQLException {
        try {
            return Optional.of(way.ask());
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private Optional<List<InstanceKey>> refused(SQLException e) throws SQLException {
        if (Faults.endsSession(e)) {
            throw e;
        }
        LOG.debug("{}", Faults.describe("list the replicas of", session.key(), e));
        return Optional.empty();
    }

    private int port() {
        return session.key().port();
    }
}
