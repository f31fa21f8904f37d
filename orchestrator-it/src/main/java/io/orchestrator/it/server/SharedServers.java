package io.orchestrator.it.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server of each flavor for all tests of this JVM that need a database and not a server of their own. It is started when it is
 * first asked for and ends with the JVM. Whoever kills, stops or reconfigures servers starts their own.
 */
public final class SharedServers {
    private static final Map<ServerFlavor, RealServer> SERVERS = new ConcurrentHashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedServers() {}

    /** The shared server. */
    public static RealServer server(ServerFlavor flavor) {
        return SERVERS.computeIfAbsent(flavor, RealServers::start);
    }

    /** A new, empty database on the shared server. */
    public static Database database(ServerFlavor flavor) {
        RealServer server = server(flavor);
        String name = "it_" + DATABASES.incrementAndGet();
        server.sql().execute("drop database if exists " + name, "create database " + name);
        return new Database(server, name);
    }

    /**
     * A database of one's own on a shared server; dropped when closed.
     *
     * @param server where it is
     * @param name its name
     */
    public record Database(RealServer server, String name) implements AutoCloseable {
        /** Its JDBC address; sign in as {@link Account#TOPOLOGY}. */
        public String jdbcUrl() {
            return server.jdbcUrl(name);
        }

        @Override
        public void close() {
            server.sql().execute("drop database if exists " + name);
        }
    }
}
