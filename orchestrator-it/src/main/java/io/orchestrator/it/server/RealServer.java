package io.orchestrator.it.server;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;

/**
 * A running (or killed) database server of our own. What is done to it is done when the call returns: a killed server is gone, a
 * started one answers. Closing it ends it in whatever state it is and deletes its data.
 */
public sealed interface RealServer extends AutoCloseable permits ProcessServer, ContainerServer {
    ServerFlavor flavor();

    ServerVersion version();

    /** Address and port, as it reports them itself. */
    InstanceKey key();

    default int port() {
        return key().port();
    }

    /**
     * The process id to send signals to.
     *
     * @throws ServerException when it does not run
     */
    long pid();

    /** Statements as the topology account. */
    default Sql sql() {
        return sql(Account.TOPOLOGY);
    }

    default Sql sql(Account account) {
        return Sql.on(port(), account);
    }

    /** A JDBC address with limits on connecting and answering; the database may be empty. */
    default String jdbcUrl(String database) {
        return Sql.url(port(), database);
    }

    /** Whether its process exists, be it stopped or not. */
    boolean isAlive();

    /** SIGKILL; returns when the process is gone. */
    void kill9();

    /** SIGSTOP; it keeps its connections and answers nothing. */
    void sigstop();

    /** SIGCONT. */
    void sigcont();

    /** A clean shutdown; returns when the process is gone. */
    void shutdown();

    /** Starts it again on the same port and data, however it ended; does nothing while it runs. */
    void restart();

    /** The last lines of its error log. */
    String errorLog(int lines);

    @Override
    void close();
}
