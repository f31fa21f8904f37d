package io.orchestrator.backend.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import org.jspecify.annotations.Nullable;

/** One connection to a monitored server, used by one thread at a time. */
public final class TargetSession implements AutoCloseable {
    /** Takes the rows that a script answers, one by one, as they arrive. */
    @FunctionalInterface
    public interface RowConsumer {
        /**
         * One row has arrived.
         *
         * @param index which statement of the script it answers, from 0
         * @param row one row of that answer
         */
        void accept(int index, Row row);
    }

    /** MariaDB says it is a 5.5.5 first, for the sake of old replicas. */
    private static final String MARIADB_PREFIX = "5.5.5-";

    private final InstanceKey key;
    private final Connection connection;
    private final Duration openedAt;
    private final SessionProperties made;
    private final boolean encrypted;
    private final ServerVersion version;
    /** Of the answers to each script: as long as a connection lives, its server answers the same columns. */
    private final Map<String, List<Columns>> columnsOfScripts = new HashMap<>();

    /**
     * A session over a connection that was just made.
     *
     * @param openedAt monotonic time
     * @param made with which settings
     * @param encrypted whether TLS was asked for
     */
    TargetSession(InstanceKey key, Connection connection, Duration openedAt, SessionProperties made, boolean encrypted)
            throws SQLException {
        this.key = key;
        this.connection = connection;
        this.openedAt = openedAt;
        this.made = made;
        this.encrypted = encrypted;
        // The handshake told it: no statement is sent.
        String told = connection.getMetaData().getDatabaseProductVersion();
        boolean prefixed = told.startsWith(MARIADB_PREFIX) && told.contains("MariaDB");
        this.version = new ServerVersion(prefixed ? told.substring(MARIADB_PREFIX.length()) : told);
    }

    public InstanceKey key() {
        return key;
    }

    /** The version that the server told in its handshake; says nothing of Percona, whose mark is in the version comment. */
    public ServerVersion version() {
        return version;
    }

    public boolean isMariaDb() {
        return version.text().contains("MariaDB");
    }

    /** Monotonic time at which it was opened. */
    Duration openedAt() {
        return openedAt;
    }

    /** Whether one that is opened with these settings would be no better. */
    boolean fits(SessionProperties now) {
        return now.accepts(made, encrypted);
    }

    /** Lets each later read last this long at most: a second guard beside the deadline of the whole. */
    public void limitReads(Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE));
    }

    /**
     * Runs one statement.
     *
     * @param sql with a {@code ?} for each value; the values are put in here, by the driver, with the server's quoting
     * @return its rows, none when it has none
     */
    public List<Row> run(String sql, Object... values) throws SQLException {
        if (values.length == 0) {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql) ? rowsOf(statement.getResultSet()) : List.of();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.execute() ? rowsOf(statement.getResultSet()) : List.of();
        }
    }

    /** Runs several statements without rows in one round trip; only a session for scripts takes them. */
    public void runTogether(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(String.join("; ", statements));
            while (rows || statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
        }
    }

    /**
     * Runs one statement without values, and waits for its answer only so long.
     *
     * @throws SQLException also when that time was over; the session is of no use any more then
     */
    public void runWithin(Duration limit, String sql) throws SQLException {
        int before = connection.getNetworkTimeout();
        limitReads(limit);
        run(sql);
        connection.setNetworkTimeout(Runnable::run, before);
    }

    /** First column of the first row that a statement without values answers; empty when there is none, or it is NULL. */
    public Optional<String> cell(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return Optional.empty();
            }
            ResultSet result = statement.getResultSet();
            return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
        }
    }

    /** Runs several statements in one round trip; only a probe's session takes them, and only constant text. */
    public void script(String sql, RowConsumer rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Row by row: otherwise the driver reads all answers before it shows the first, and an error hides those before it.
            statement.setFetchSize(Integer.MIN_VALUE);
            boolean result = statement.execute(sql);
            List<Columns> known = columnsOfScripts.computeIfAbsent(sql, _ -> new ArrayList<>());
            int index = 0;
            int answer = 0;
            while (result || statement.getUpdateCount() >= 0) {
                int current = index++;
                if (result) {
                    ResultSet answered = statement.getResultSet();
                    forEachRow(answered, columns(known, answer++, answered), row -> rows.accept(current, row));
                }
                result = statement.getMoreResults();
            }
        }
    }

    private static List<Row> rowsOf(ResultSet result) throws SQLException {
        var rows = new ArrayList<Row>();
        forEachRow(result, columnsOf(result.getMetaData()), rows::add);
        return rows;
    }

    /** Those known from an earlier answer to the same statement; read anew where their number shows that they cannot be. */
    private static Columns columns(List<Columns> known, int answer, ResultSet result) throws SQLException {
        ResultSetMetaData told = result.getMetaData();
        if (answer < known.size() && known.get(answer).count() == told.getColumnCount()) {
            return known.get(answer);
        }
        Columns read = columnsOf(told);
        if (answer < known.size()) {
            known.set(answer, read);
        } else {
            known.add(read);
        }
        return read;
    }

    private static Columns columnsOf(ResultSetMetaData told) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= told.getColumnCount(); i++) {
            labels.add(told.getColumnLabel(i));
        }
        return Columns.shared(labels);
    }

    /** Reads an answer to its end. Its statement closes it: closed by itself, the driver would stumble over the next answer. */
    private static void forEachRow(ResultSet result, Columns columns, Consumer<Row> rows) throws SQLException {
        while (result.next()) {
            @Nullable String[] values = new @Nullable String[columns.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = result.getString(i + 1);
            }
            rows.accept(new Row(columns, values));
        }
    }

    /** Ends the session politely. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            abort();
        }
    }

    /** Ends the session without a word to the server; after an error, or from another thread. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // Nothing is left to be closed.
        }
    }
}
