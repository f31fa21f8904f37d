package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

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
    private final BooleanSupplier fresh;

    /** @param fresh whether what permits the action is still fresh enough to begin changing the server */
    Hands(TargetSession session, AtomicReference<Gate> gate, BooleanSupplier fresh) {
        this.fresh = fresh;
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

    /** Runs a statement that changes the server, unless the deadline has passed, or it would be the first and comes late. */
    void change(String sql, Object... values) throws SQLException {
        if (!fresh.getAsBoolean() && gate.compareAndSet(Gate.UNTOUCHED, Gate.CLOSED)) {
            throw new SQLException("this process or the server was held up before anything that changes it was sent");
        }
        if (gate.updateAndGet(before -> before == Gate.CLOSED ? Gate.CLOSED : Gate.TOUCHED) == Gate.CLOSED) {
            throw new SQLException("the deadline passed before the statement was sent");
        }
        session.run(sql, values);
    }
}
