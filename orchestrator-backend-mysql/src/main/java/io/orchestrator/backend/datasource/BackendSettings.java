package io.orchestrator.backend.datasource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/** Where the backend is and how to reach it (config.md, backend group). */
public sealed interface BackendSettings {

    /** How this backend is named in {@code node_health.db_backend} and in messages: {@code host:port}, or the file. */
    String displayName();

    /**
     * A MySQL or MariaDB server.
     *
     * @param schema created at first contact when missing
     * @param connectTimeout for one connection, at least a millisecond
     * @param readTimeout the longest any answer is awaited, also where a call's own deadline is longer
     * @param poolSize connections at most, at least 1
     * @param maxAllowedPacket bytes of the largest statement sent; 0 keeps the driver's limit
     */
    record MySql(String host, int port, String schema, String user, String password, TlsSettings tls,
            Duration connectTimeout, Duration readTimeout, int poolSize, int maxAllowedPacket)
            implements
            BackendSettings {

        private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_$-]{1,64}");

        public MySql {
            Objects.requireNonNull(tls);
            if (host.isBlank()) {
                throw new IllegalArgumentException("the backend's host is empty");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("the backend's port must be 1 to 65535, not " + port);
            }
            if (!PLAIN_NAME.matcher(schema).matches()) {
                throw new IllegalArgumentException("the backend's schema name must be letters, digits, _, $ or -, not '"
                        + schema + "'");
            }
            requirePositive(connectTimeout, "connect timeout");
            requirePositive(readTimeout, "read timeout");
            if (poolSize < 1) {
                throw new IllegalArgumentException("the pool needs at least one connection, not " + poolSize);
            }
        }

        @Override
        public String displayName() {
            return host + ":" + port;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "MySql[" + user + "@" + host + ":" + port + "/" + schema + "]";
        }
    }

    /**
     * A file of the embedded database; its directory must exist, the file is created when missing.
     *
     * @param busyTimeout the longest a statement waits for another process that writes, also where a call's own deadline
     *     is longer
     */
    record Sqlite(Path file, Duration busyTimeout) implements BackendSettings {

        public Sqlite {
            file = file.toAbsolutePath().normalize();
            requirePositive(busyTimeout, "busy timeout");
        }

        @Override
        public String displayName() {
            return file.toString();
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("the backend's " + name + " must be positive, not " + duration);
        }
    }
}
