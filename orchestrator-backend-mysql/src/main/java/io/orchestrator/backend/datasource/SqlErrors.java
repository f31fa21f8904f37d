package io.orchestrator.backend.datasource;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import java.util.function.Predicate;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.orchestrator.backend.datasource.BackendException.Category;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Sorts what drivers throw into {@link Category categories}, by error number and SQL state, never by text. */
public final class SqlErrors {

    private static final Set<Integer> CONFLICT_LOST = Set.of(1213, 1205, 3101);
    /** A failed commit: on Galera without a primary component, in a group also what a deadlock becomes. */
    private static final int ERROR_DURING_COMMIT = 1180;
    private static final Set<Integer> NOT_WRITABLE = Set.of(1047, ERROR_DURING_COMMIT, 1290, 1792, 1836);
    private static final Set<Integer> OUTSIDE_CLUSTER = Set.of(1047, ERROR_DURING_COMMIT);
    /** Out of range, cut short, not a date, not of the character set, too long for the column, too long for a packet. */
    private static final Set<Integer> VALUE = Set.of(1153, 1264, 1265, 1292, 1366, 1406, 3988);
    private static final Set<Integer> REFUSED = Set.of(1044, 1045, 1049, 1142, 1143, 1227, 1698, 3159, 4151);
    private static final String CONNECTION_CLOSED = "08003";

    private SqlErrors() {}

    /** The category of a failure; looks for the first SQL exception among the causes. */
    public static Category categoryOf(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BackendException known) {
                return known.category();
            }
            if (t instanceof SQLException sql) {
                return categoryOf(sql);
            }
        }
        return Category.STATEMENT;
    }

    /**
     * Whether the work was undone and another attempt may get through: a lost conflict, or a commit that failed for a reason its number
     * does not tell. Where the reason was a lost primary component, the next attempt is told so by a number of its own.
     */
    static boolean mayRepeat(Throwable failure) {
        if (categoryOf(failure) == Category.CONFLICT_LOST) {
            return true;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getErrorCode() == ERROR_DURING_COMMIT) {
                return true;
            }
        }
        return false;
    }

    /** The failure as a backend exception that says what was being done; one that already is one passes through. */
    public static BackendException describe(String what, Throwable failure) {
        if (failure instanceof BackendException known) {
            return known;
        }
        var category = categoryOf(failure);
        return new BackendException(category, what + ": " + innermostText(failure), failure);
    }

    /** Whether a value was refused, not the statement: without the row that holds it the others can be written. */
    public static boolean isOfValue(Throwable failure) {
        return anyCause(failure, cause -> cause instanceof PacketTooBigException
                || (cause instanceof SQLException sql && VALUE.contains(sql.getErrorCode())));
    }

    /** Whether the embedded database said it. */
    static boolean isOfFile(Throwable failure) {
        return anyCause(failure, SQLiteException.class::isInstance);
    }

    /** Whether a member of a synchronous cluster said that it is not, or not yet, part of the primary component. */
    static boolean isOutsideCluster(Throwable failure) {
        return anyCause(failure,
                cause -> cause instanceof SQLException sql && OUTSIDE_CLUSTER.contains(sql.getErrorCode()));
    }

    /** Whether the host's name is unknown. */
    static boolean isUnknownHost(Throwable failure) {
        return anyCause(failure, UnknownHostException.class::isInstance);
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> which) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (which.test(t)) {
                return true;
            }
        }
        return false;
    }

    private static Category categoryOf(SQLException sql) {
        if (sql instanceof SQLiteException sqlite) {
            return categoryOfSqlite(sqlite.getResultCode());
        }
        if (CONFLICT_LOST.contains(sql.getErrorCode())) {
            return Category.CONFLICT_LOST;
        }
        if (NOT_WRITABLE.contains(sql.getErrorCode())) {
            return Category.NOT_WRITABLE;
        }
        if (REFUSED.contains(sql.getErrorCode())) {
            return Category.REFUSED;
        }
        if (sql instanceof SQLTimeoutException || causedByTimeout(sql)) {
            return Category.DEADLINE;
        }
        if (sql.getCause() instanceof SQLException inner) {
            // The pool wraps the driver's refusal in an exception of its own.
            return categoryOf(inner);
        }
        var state = sql.getSQLState();
        if (state != null && state.startsWith("08")) {
            return Category.UNREACHABLE;
        }
        return sql instanceof java.sql.SQLTransientConnectionException ? Category.UNREACHABLE : Category.STATEMENT;
    }

    private static Category categoryOfSqlite(SQLiteErrorCode code) {
        // Extended result codes carry their primary code in the low byte.
        return switch (code.code & 0xff) {
            case 5, 6 -> Category.CONFLICT_LOST;
            case 8, 13 -> Category.NOT_WRITABLE;
            case 9 -> Category.DEADLINE;
            case 10, 14 -> Category.UNREACHABLE;
            case 3, 23, 26 -> Category.REFUSED;
            default -> Category.STATEMENT;
        };
    }

    private static boolean causedByTimeout(Throwable failure) {
        return anyCause(failure, SocketTimeoutException.class::isInstance);
    }

    /** The pool wraps what kept it from connecting; that one of its connections was found closed says less than the pool's own words. */
    private static String innermostText(Throwable failure) {
        Throwable told = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql
                    && !(told instanceof SQLException && CONNECTION_CLOSED.equals(sql.getSQLState()))) {
                told = t;
            }
        }
        var message = told.getMessage();
        var firstLine =
                message == null ? told.getClass().getSimpleName() : message.strip().lines().findFirst().orElse("");
        return told instanceof SQLException sql && sql.getErrorCode() != 0
                ? firstLine + " (error " + sql.getErrorCode() + ")"
                : firstLine;
    }
}
