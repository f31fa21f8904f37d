package io.orchestrator.backend.target;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Set;

import javax.net.ssl.SSLException;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import org.jspecify.annotations.Nullable;

/** Reads a driver's exception: by the types of its causes and by the server's error number, never by text. */
public final class Faults {
    /** The server insists on an encrypted connection. */
    static final int SECURE_TRANSPORT_REQUIRED = 3159;
    /** A statement names a variable that the server does not have. */
    public static final int UNKNOWN_VARIABLE = 1193;
    private static final int SYNTAX_ERROR = 1064;
    /** Shutdown in progress, normal shutdown; statement interrupted, connection killed: what sleeps is told so when the server ends. */
    private static final Set<Integer> SHUT_DOWN = Set.of(1053, 1077, 1079, 1317, 1927, 3169);
    /** The account lacks a privilege for one statement: on a schema, a table, a column, a routine, or one of the server's own. */
    private static final Set<Integer> PRIVILEGE_MISSING = Set.of(1044, 1142, 1143, 1227, 1370);

    /**
     * The account, or the host that we come from, is not let in: wrong password, locked or expired account, no access to a schema, no
     * TLS although the account demands it, host unknown or blocked.
     */
    private static final Set<Integer> NOT_LET_IN =
            Set.of(1044, 1045, 1129, 1130, 1251, 1275, 1524, 1698, 1820, 1862, 2059, 2061, 3118, 3955,
                    4151);
    /** No connection is left: of the server, of the account by the server's limit, of the account by its own. */
    private static final Set<Integer> TOO_MANY = Set.of(1040, 1203, 1226);
    /** The server ended the session: shutdown, kill, idle time. */
    private static final Set<Integer> SESSION_ENDED = Set.of(1053, 1077, 1079, 1080, 1152, 1927, 3169, 4031);
    private static final String CONNECTION_EXCEPTION_CLASS = "08";

    private Faults() {}

    /** Category of a failure. */
    public static ProbeFailure.Kind kindOf(Exception failure) {
        int number = numberOf(failure);
        if (NOT_LET_IN.contains(number)) {
            return ProbeFailure.Kind.ACCESS_DENIED;
        }
        if (TOO_MANY.contains(number)) {
            return ProbeFailure.Kind.OVERLOADED;
        }
        if (number == SECURE_TRANSPORT_REQUIRED) {
            return ProbeFailure.Kind.TLS;
        }
        if (SESSION_ENDED.contains(number)) {
            return ProbeFailure.Kind.LOST;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _ -> {
                    return ProbeFailure.Kind.UNRESOLVED;
                }
                case ConnectException _ -> {
                    return ProbeFailure.Kind.REFUSED;
                }
                case InterruptedIOException _,NoRouteToHostException _ -> {
                    return ProbeFailure.Kind.TIMED_OUT;
                }
                case SSLException _,GeneralSecurityException _ -> {
                    return ProbeFailure.Kind.TLS;
                }
                case SocketException _,EOFException _ -> {
                    return ProbeFailure.Kind.LOST;
                }
                default -> {
                    // Look at what caused it.
                }
            }
        }
        return isConnectionException(failure) ? ProbeFailure.Kind.LOST : ProbeFailure.Kind.STATEMENT_FAILED;
    }

    /** Whether the session is of no use any more. */
    public static boolean endsSession(SQLException failure) {
        return kindOf(failure) != ProbeFailure.Kind.STATEMENT_FAILED;
    }

    /** Whether the account lacks a privilege for one statement; what else it may ask is answered on. */
    public static boolean isPrivilegeMissing(SQLException failure) {
        return PRIVILEGE_MISSING.contains(numberOf(failure));
    }

    /** Whether the server said that it shuts down, or ended the connection on purpose, which it does when it shuts down. */
    static boolean isShutDown(Throwable failure) {
        return SHUT_DOWN.contains(numberOf(failure));
    }

    /** Whether the server's certificate is of nobody who is trusted, or names another host. */
    static boolean isCertificateRefused(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** The server's error number, 0 when the failure is not the server's. */
    public static int numberOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() > 0) {
                return sql.getErrorCode();
            }
        }
        return 0;
    }

    /** One line for a reader: what was tried on which server, and what came of it. */
    public static String describe(String attempt, InstanceKey key, Exception failure) {
        return "Cannot " + attempt + " " + key.display() + ": " + what(failure);
    }

    /** What came of a statement that somebody configured. The server's complaint about its grammar quotes it, and it may hold a secret. */
    public static String reason(SQLException failure) {
        return numberOf(failure) == SYNTAX_ERROR ? "error " + SYNTAX_ERROR + ": the server cannot parse it"
                : what(failure);
    }

    private static String what(Exception failure) {
        int number = numberOf(failure);
        return number == 0 ? rootText(failure) : "error " + number + ": " + firstLine(failure.getMessage());
    }

    private static boolean isConnectionException(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && state.startsWith(CONNECTION_EXCEPTION_CLASS);
            }
        }
        return false;
    }

    private static String rootText(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String text = firstLine(root.getMessage());
        return text.isEmpty() ? root.getClass().getSimpleName() : text;
    }

    private static String firstLine(@Nullable String text) {
        if (text == null) {
            return "";
        }
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
