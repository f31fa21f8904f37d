package io.orchestrator.backend.target;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to monitored servers. A probe's connection is kept in a {@link ProbeSlot}, one per server; operations get one
 * each, a bounded number at a time; a watch has its own. No pool: a refused connection must be known in a millisecond.
 */
public final class TargetConnections implements AutoCloseable {
    private final Supplier<Credentials> credentials;
    private final TimeSource time;
    private final Driver driver;
    private final NameLookups names = new NameLookups();
    private final ConcurrentHashMap<InstanceKey, ProbeSlot> slots = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InstanceKey, Semaphore> operations = new ConcurrentHashMap<>();
    private final TlsVerdicts verdicts;
    /** How connections are made now: replaced as a whole. */
    private volatile SessionProperties properties;

    /** Connections of which nobody counts anything. */
    public TargetConnections(TargetSettings settings, Supplier<Credentials> credentials, TimeSource time) {
        this(settings, credentials, time, MetricsSink.NONE);
    }

    /**
     * @param settings how to connect
     * @param credentials the account, asked for at each connection so that a reload takes effect
     * @param time for the age of connections
     * @param metrics where verdicts on TLS are counted
     * @throws IllegalArgumentException when a certificate or key file cannot be used; the message names it
     */
    public TargetConnections(TargetSettings settings, Supplier<Credentials> credentials, TimeSource time,
            MetricsSink metrics) {
        this.credentials = credentials;
        this.time = time;
        this.verdicts = new TlsVerdicts(settings.tlsVerdictLifetime(), time, metrics);
        this.properties = new SessionProperties(settings);
        this.driver = newDriver();
    }

    private static Driver newDriver() {
        try {
            return new com.mysql.cj.jdbc.Driver();
        } catch (SQLException e) {
            throw new IllegalStateException("The MySQL driver cannot be loaded", e);
        }
    }

    /**
     * Makes other settings ready: files are read now.
     *
     * @return puts them into effect, for connections that are made from then on. Kept ones that are encrypted otherwise than the settings
     *     want, or limit packets otherwise, are replaced when they are needed next
     * @throws IllegalArgumentException when a certificate or key file cannot be used; the message names it, and nothing has changed
     */
    public Runnable prepare(TargetSettings settings) {
        SessionProperties next = properties.with(settings);
        return () -> {
            boolean otherTls = !settings.tls().equals(settings().tls());
            properties = next;
            verdicts.believeFor(settings.tlsVerdictLifetime());
            if (otherTls) {
                verdicts.doubt();
            }
        };
    }

    /** The settings in effect. */
    TargetSettings settings() {
        return properties.settings();
    }

    /** Whether a connection is still as one would be that is made now; it may have become too old all the same. */
    boolean fits(TargetSession session) {
        return session.fits(properties);
    }

    private boolean isUsable(TargetSession kept) {
        Duration lifetime = settings().lifetime();
        return fits(kept)
                && (lifetime.isZero() || time.monotonic().minus(kept.openedAt()).compareTo(lifetime) <= 0);
    }

    /** Where a server's probe connection is kept. */
    public ProbeSlot slot(InstanceKey key) {
        return slots.computeIfAbsent(key, _ -> new ProbeSlot(this::isUsable, time));
    }

    /** Closes and drops all that is kept for a server; a probe under way closes its connection when it ends. */
    public void forget(InstanceKey key) {
        ProbeSlot slot = slots.remove(key);
        if (slot != null) {
            slot.forget();
        }
        operations.remove(key);
        verdicts.forget(key);
        names.forget(key.hostname());
        AssumedVariables.forget(urlOf(key));
    }

    /**
     * Opens a connection.
     *
     * @param key the server
     * @param purpose what it is for
     * @param within how long that may take
     */
    public TargetSession open(InstanceKey key, SessionPurpose purpose, Duration within) throws SQLException {
        Duration end = time.monotonic().plus(within);
        names.lookUp(key.hostname(), within);
        SessionProperties now = properties;
        if (now.settings().tls().mode() != TlsSettings.Mode.MIXED) {
            return connect(key, purpose, end, now, now.configuredTls());
        }
        Optional<Boolean> insists = verdicts.of(key);
        if (insists.isPresent()) {
            return connect(key, purpose, end, now, insists.get());
        }
        try {
            TargetSession session = connect(key, purpose, end, now, false);
            verdicts.learn(key, false);
            return session;
        } catch (SQLException refusal) {
            // An account that requires TLS is told "access denied", like a wrong password.
            boolean mayInsist = Faults.numberOf(refusal) != 0 && switch (Faults.kindOf(refusal)) {
                case TLS, ACCESS_DENIED -> true;
                case REFUSED, TIMED_OUT, LOST, UNRESOLVED, OVERLOADED, STATEMENT_FAILED, EXCLUDED -> false;
            };
            if (mayInsist) {
                return retryEncrypted(key, purpose, end, now, refusal);
            }
            throw refusal;
        }
    }

    private TargetSession retryEncrypted(InstanceKey key, SessionPurpose purpose, Duration end, SessionProperties now,
            SQLException refusal) throws SQLException {
        try {
            TargetSession session = connect(key, purpose, end, now, true);
            verdicts.learn(key, true);
            return session;
        } catch (SQLException e) {
            e.addSuppressed(refusal);
            // A certificate that is not trusted must be mended first, whatever the account is refused for.
            boolean tells = Faults.kindOf(refusal) == ProbeFailure.Kind.TLS || Faults.isCertificateRefused(e);
            throw tells ? e : refusal;
        }
    }

    /** Servers that were found to insist on TLS, or not to, and that were not told of before: at most so many. */
    public Map<InstanceKey, Boolean> takeTlsVerdicts(int most) {
        return verdicts.take(most);
    }

    private TargetSession connect(InstanceKey key, SessionPurpose purpose, Duration end, SessionProperties now,
            boolean encrypted) throws SQLException {
        Duration left = end.minus(time.monotonic());
        if (!left.isPositive()) {
            throw new SQLException("no time is left to connect", new SocketTimeoutException("deadline passed"));
        }
        Properties all = now.of(purpose, credentials.get(), left, encrypted);
        boolean binlogServers = now.settings().binlogServers() && purpose == SessionPurpose.PROBE;
        Connection connection = binlogServers ? connectAssuming(key, all, encrypted) : connect(key, all, encrypted);
        if (connection == null) {
            throw new SQLException("the driver does not take " + urlOf(key));
        }
        try {
            return new TargetSession(key, connection, time.monotonic(), now, encrypted);
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private @Nullable Connection connect(InstanceKey key, Properties all, boolean encrypted) throws SQLException {
        return encrypted ? connectEncrypted(key, all) : driver.connect(urlOf(key), all);
    }

    /** Connects also to a server that refuses the statement with which the driver begins, see {@link AssumedVariables}. */
    private @Nullable Connection connectAssuming(InstanceKey key, Properties all, boolean encrypted)
            throws SQLException {
        if (AssumedVariables.isAssumed(urlOf(key))) {
            all.setProperty("serverConfigCacheFactory", AssumedVariables.class.getName());
        }
        try {
            return connect(key, all, encrypted);
        } catch (SQLException e) {
            boolean refused = Faults.numberOf(e) > 0 && Faults.kindOf(e) == ProbeFailure.Kind.STATEMENT_FAILED;
            if (!refused || all.containsKey("serverConfigCacheFactory")) {
                throw e;
            }
            assume(key, e);
        }
        all.setProperty("serverConfigCacheFactory", AssumedVariables.class.getName());
        return connect(key, all, encrypted);
    }

    private void assume(InstanceKey key, SQLException refusal) throws SQLException {
        try {
            AssumedVariables.assume(urlOf(key), Greeting.versionOf(key, settings().connectTimeout()));
        } catch (IOException e) {
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    /** The driver says of a server without TLS only that it could not connect. */
    private @Nullable Connection connectEncrypted(InstanceKey key, Properties all) throws SQLException {
        try {
            return driver.connect(urlOf(key), all);
        } catch (SQLException e) {
            boolean unexplained = Faults.numberOf(e) == 0;
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                unexplained &= !(cause instanceof IOException);
            }
            if (!unexplained) {
                throw e;
            }
            var noTls = new SSLException("the server offers no TLS, or none that is acceptable");
            noTls.initCause(e);
            throw new SQLException(noTls.getMessage(), noTls);
        }
    }

    private static String urlOf(InstanceKey key) {
        String host = key.hostname();
        return "jdbc:mysql://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + key.port() + "/";
    }

    /**
     * Waits until this server has room for one more operation.
     *
     * @return gives the room back when it is closed
     * @throws InterruptedException when the deadline of the operation passed
     */
    public OperationPermit permit(InstanceKey key) throws InterruptedException {
        Semaphore room = operations.computeIfAbsent(key, _ -> new Semaphore(settings().operationsPerServer(), true));
        room.acquire();
        return room::release;
    }

    /** Ends the kept connections that no probe has used for that long: this node leads no more, or the server is not asked any more. */
    public void endIdle(Duration longest) {
        slots.values().forEach(slot -> slot.endIdle(longest));
    }

    /** Servers whose probe connection is kept now; for metrics and tests. */
    public long keptConnections() {
        return slots.values().stream().filter(ProbeSlot::isKept).count();
    }

    @Override
    public void close() {
        slots.keySet().forEach(this::forget);
        names.close();
    }

    /** Room for one operation on one server. */
    @FunctionalInterface
    public interface OperationPermit extends AutoCloseable {
        @Override
        void close();
    }
}
