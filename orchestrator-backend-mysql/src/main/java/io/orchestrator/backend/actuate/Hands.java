package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.backend.target.TargetSession;

/** One action's hold on one server: statements that read, and statements that change, behind a gate that a deadline closes. */
final class Hands {
    /** Nothing changing was sent, something was, or nothing will be. */
    enum Gate {
        UNTOUCHED, TOUCHED, CLOSED
    }

    private final TargetSession session;
    private final StatementDialect dialect;
    private final AtomicReference<Gate> gate;

    Hands(TargetSession session, AtomicReference<Gate> gate) {
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

    /** Runs a statement that changes the server, unless the deadline has passed. */
    void change(String sql, Object... values) throws SQLException {
        if (gate.updateAndGet(before -> before == Gate.CLOSED ? Gate.CLOSED : Gate.TOUCHED) == Gate.CLOSED) {
            throw new SQLException("the deadline passed before the statement was sent");
        }
        session.run(sql, values);
    }
}
