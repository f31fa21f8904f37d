package io.orchestrator.it.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerLocator;
import tools.jackson.databind.json.JsonMapper;

/** One source, three replicas, an application and the service, all on this machine, until Ctrl-C. */
public final class Demo {
    private static final int USUAL_PORT = 3000;
    private static final int BLOCK_SECONDS = 5;
    private static final Duration DISCOVERY_LIMIT = Duration.ofSeconds(60);

    private final PrintStream out;
    private final Path distribution;
    private final Path folder;
    private final int port;

    private Demo(PrintStream out, Path distribution, Path folder, int port) {
        this.out = out;
        this.distribution = distribution;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Runs the demo until it is interrupted.
     *
     * @param arguments the unpacked distribution; a folder for configuration, database and log; optionally the port
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        if (arguments.length < 2 || arguments.length > 3) {
            out.println("usage: demo DISTRIBUTION FOLDER [PORT]");
            System.exit(2);
        }
        try {
            int port = arguments.length == 3 ? Integer.parseInt(arguments[2]) : USUAL_PORT;
            System.exit(new Demo(out, Path.of(arguments[0]), Path.of(arguments[1]), port).run());
        } catch (NumberFormatException e) {
            out.println("demo: '" + arguments[2] + "' is no port");
            System.exit(2);
        } catch (ServerException e) {
            out.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private int run() {
        if (!Ports.isFree(port)) {
            throw new ServerException(
                    "port " + port + " is taken: end what listens on it, or name another port: ./demo "
                            + (port + 1));
        }
        out.println("Looking for a MySQL server (the first time one is downloaded, some 40 MB) ...");
        var installation = ServerLocator.locate(ServerFlavor.MYSQL);
        out.println("Starting one source and three replicas of MySQL " + installation.version() + " ("
                + installation.origin()
                + ") ...");
        ReplicationLab lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(3).start();
        RealServer source = lab.source();
        out.println("Starting orchestrator ...");
        DemoService service =
                DemoService.start(distribution, configuration(source), folder.resolve("service.log"), port);
        service.get("/api/discover/" + source.key().hostname() + "/" + source.port());
        Await.until("orchestrator to see the source and its three replicas", DISCOVERY_LIMIT,
                () -> service.count("/api/instance-replicas/" + source.key().hostname() + "/" + source.port()) == 3,
                service::lastWords);
        explain(lab, service);
        DemoApplication application = DemoApplication.start(lab.servers(), out);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            application.end();
            out.println("Ending the service, the servers and the application ...");
        }, "end-application"));
        int status = service.awaitEnd();
        if (service.isWantedToEnd()) {
            return 0;
        }
        out.println("orchestrator ended with exit status " + status + ". " + service.lastWords());
        return 1;
    }

    private Path configuration(RealServer source) {
        Path database = folder.resolve("orchestrator.sqlite3");
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("ListenAddress", "127.0.0.1:" + port);
        keys.put("BackendDB", "sqlite");
        keys.put("SQLite3DataFile", database.toAbsolutePath().toString());
        keys.put("MySQLTopologyUser", Account.TOPOLOGY.user());
        keys.put("MySQLTopologyPassword", Account.TOPOLOGY.password());
        keys.put("HostnameResolveMethod", "none");
        keys.put("MySQLHostnameResolveMethod", "@@report_host");
        keys.put("DiscoverByShowSlaveHosts", true);
        keys.put("DiscoverySeeds", List.of(source.key().hostname() + ":" + source.port()));
        keys.put("DetectClusterAliasQuery", "SELECT 'demo'");
        keys.put("RecoverMasterClusterFilters", List.of("*"));
        keys.put("RecoverIntermediateMasterClusterFilters", List.of("*"));
        keys.put("RecoveryPeriodBlockSeconds", BLOCK_SECONDS);
        keys.put("FailureDetectionPeriodBlockMinutes", 1);
        keys.put("ApplyMySQLPromotionAfterMasterFailover", true);
        try {
            Files.createDirectories(folder);
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                // Servers of an earlier demo are gone, with their ports.
                Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
            }
            Path file = folder.resolve("orchestrator.conf.json");
            return Files.writeString(file, JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(keys) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the demo's configuration into " + folder, e);
        }
    }

    private void explain(ReplicationLab lab, DemoService service) {
        RealServer source = lab.source();
        String address = "http://127.0.0.1:" + port;
        out.printf("%n  source   %-18s process %d%n", source.key().hostname() + ":" + source.port(), source.pid());
        for (RealServer replica : lab.replicas()) {
            out.printf("  replica  %-18s process %d%n", replica.key().hostname() + ":" + replica.port(), replica.pid());
        }
        out.println("""

                Open
                  %1$s/

                Ask
                  curl -s %1$s/api/topology/demo           the tree, before and after
                  curl -s %1$s/api/replication-analysis    what is wrong now
                  curl -s %1$s/api/audit-recovery          what was done about it

                Try one of
                  kill -9 %2$d       the source dies: a replica is promoted, the others follow it
                  kill -STOP %2$d    the source hangs: the same, some seconds later; after kill -CONT %2$d it is made read-only

                and then the same with the promoted server's process, once %6$d seconds have passed.

                Configuration %3$s
                Log           %4$s
                Servers       user %5$s, password %5$s, on the ports above

                Ctrl-C ends all of it. An application writes to the source meanwhile; what it meets is printed here.
                """.formatted(address, source.pid(), folder.resolve("orchestrator.conf.json"), service.log(),
                Account.TOPOLOGY.user(), BLOCK_SECONDS));
    }
}
