package io.orchestrator.it.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a server is started.
 *
 * @param bindAddress the address it listens on
 * @param gtidStrict gtid_strict_mode, on MariaDB only
 * @param maxConnections connections it takes
 * @param startLimit how long it may take until it answers
 * @param arguments further words for the server program, after ours and so stronger
 * @param environment variables of the server's process beside, or instead of, this JVM's
 */
public record ServerOptions(String bindAddress, boolean gtidStrict, int maxConnections, Duration startLimit,
        List<String> arguments, Map<String, String> environment) {
    private static final ServerOptions DEFAULTS = new ServerOptions("127.0.0.1", true, 200, Duration.ofSeconds(60),
            List.of(), Map.of());

    public ServerOptions {
        if (maxConnections < 1 || startLimit.isNegative() || startLimit.isZero()) {
            throw new IllegalArgumentException("maxConnections and startLimit must be positive");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Loopback only, 200 connections, strict GTIDs, 60 s to start. */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    public ServerOptions withBindAddress(String address) {
        return new ServerOptions(address, gtidStrict, maxConnections, startLimit, arguments, environment);
    }

    public ServerOptions withGtidStrict(boolean strict) {
        return new ServerOptions(bindAddress, strict, maxConnections, startLimit, arguments, environment);
    }

    public ServerOptions withMaxConnections(int connections) {
        return new ServerOptions(bindAddress, gtidStrict, connections, startLimit, arguments, environment);
    }

    /** These options and further words for the server program. */
    public ServerOptions with(String... further) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(further));
        return new ServerOptions(bindAddress, gtidStrict, maxConnections, startLimit, all, environment);
    }

    /** These options with further variables for the server's process. */
    ServerOptions withEnvironment(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new ServerOptions(bindAddress, gtidStrict, maxConnections, startLimit, arguments, all);
    }

    /** These options for a server that goes by a clock of its own; for the programs of this machine, not for a container. */
    public ServerOptions withClock(ServerClock clock) {
        return withEnvironment(clock.environment());
    }

    /** The words for a server of this flavor on this port. */
    List<String> words(ServerFlavor flavor, int port) {
        List<String> words = new ArrayList<>(List.of("--bind-address=" + bindAddress, "--port=" + port,
                "--server-id=" + port, "--report-host=127.0.0.1", "--report-port=" + port, "--log-bin=mysql-bin",
                "--relay-log=relay", "--skip-name-resolve", "--max-connections=" + maxConnections,
                "--sync-binlog=0", "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=32M",
                "--innodb-log-buffer-size=1M", "--key-buffer-size=1M", "--performance-schema=ON",
                // The asynchronous I/O contexts of several dozen servers exceed what a kernel gives.
                "--innodb-use-native-aio=0",
                // What the kernel has survives the death of a process; nobody here loses power.
                "--loose-innodb-flush-method=nosync", "--table-open-cache=400", "--table-definition-cache=600",
                // Histories that nobody reads are a fifth of the memory of an idle server.
                "--performance-schema-digests-size=500", "--performance-schema-events-statements-history-long-size=100",
                "--performance-schema-events-waits-history-long-size=100",
                "--performance-schema-events-stages-history-long-size=100",
                "--performance-schema-events-transactions-history-long-size=100"));
        words.addAll(switch (flavor) {
            case MYSQL -> List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--log-replica-updates=ON",
                    "--replica-net-timeout=5", "--mysqlx=OFF", "--secure-file-priv=", "--innodb-redo-log-capacity=16M",
                    "--plugin-load-add=semisync_source.so", "--plugin-load-add=semisync_replica.so",
                    "--loose-rpl-semi-sync-source-timeout=3600000");
            case MARIADB -> List.of("--gtid-domain-id=0", "--gtid-strict-mode=" + (gtidStrict ? "ON" : "OFF"),
                    "--log-slave-updates=ON", "--slave-net-timeout=5", "--innodb-log-file-size=16M",
                    "--loose-rpl-semi-sync-master-timeout=3600000");
        });
        words.addAll(arguments);
        return words;
    }
}
