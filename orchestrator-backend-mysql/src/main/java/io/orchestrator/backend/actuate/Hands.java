package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.backend.target.TargetSession;

/** One action's hold on one server: statements that read, and statements that change, behind a gate that a deadline closes. */
final class Hands implements AutoCloseable {
    /** Nothing changing was sent, something was, or nothing will be. */
    enum Gate {
        UNTOUCHED, TOUCHED, CLOSED
    }

    private final TargetSession session;
    private final StatementDialect dialect;
    private final AtomicReference<Gate> gate;
    private final Permission permission;
    private final Sessions sessions;

    /** Whether a statement that changes the server may be sent now. */
    @FunctionalInterface
    interface Permission {
        /**
         * Asked before each of them.
         *
         * @param first whether it would be the action's first
         */
        boolean holds(boolean first);
    }

    /** Opens further sessions on the same server. */
    @FunctionalInterface
    interface Sessions {
        TargetSession open() throws SQLException;
    }

    Hands(TargetSession session, AtomicReference<Gate> gate, Permission permission, Sessions sessions) {
        this.permission = permission;
        this.sessions = sessions;
        this.session = session;
        this.dialect = StatementDialect.of(session);
        this.gate = gate;
    }

    StatementDialect dialect() {
        return dialect;
    }

    String server() {
        return session.key().display();
    }

    /** Runs a statement that changes nothing that outlives the session. */
    List<Row> read(String sql, Object... values) throws SQLException {
        return session.run(sql, values);
    }

    /** Runs a statement that changes the server, unless the deadline has passed or the permission to send it has ended. */
    void change(String sql, Object... values) throws SQLException {
        pass();
        session.run(sql, values);
    }

    private void pass() throws SQLException {
        boolean first = gate.get() == Gate.UNTOUCHED;
        if (!permission.holds(first)) {
            gate.compareAndSet(Gate.UNTOUCHED, Gate.CLOSED);
            throw new SQLException(first
                    ? "this process or the server was held up before anything that changes it was sent"
                    : "the claim could not be renewed since the first of its statements was sent; the others are not sent");
        }
        if (gate.updateAndGet(before -> before == Gate.CLOSED ? Gate.CLOSED : Gate.TOUCHED) == Gate.CLOSED) {
            throw new SQLException("the deadline passed before the statement was sent");
        }
    }

    /** Runs statements of which either all or none must be executed by a server that lives, see {@link #change}. */
    void changeTogether(String... statements) throws SQLException {
        pass();
        session.runTogether(List.of(statements));
    }

    /**
     * As {@link #change}, but waits for the answer only so long.
     *
     * @throws SQLException also when that time was over: the statement goes on at the server, and this session is of no use any more
     */
    void changeWithin(Duration patience, String sql) throws SQLException {
        pass();
        session.runWithin(patience, sql);
    }

    /** The same on another session. */
    Hands another() throws SQLException {
        return new Hands(sessions.open(), gate, permission, sessions);
    }

    @Override
    public void close() {
        session.close();
    }
}
