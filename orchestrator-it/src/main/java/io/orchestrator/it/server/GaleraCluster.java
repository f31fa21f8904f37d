package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB with Galera, with its default timeouts. All members begin from one data folder that was a member of the same cluster before, so
 * that they join by what the first has cached since and no data is transferred: fast, and possible for every user of the machine.
 */
public final class GaleraCluster implements SynchronousCluster {
    private static final Logger LOG = LoggerFactory.getLogger(GaleraCluster.class);
    private static final String PROVIDER = "usr/lib/galera/libgalera_smm.so";
    private static final String SUITE = "bookworm";
    /** The state transfer of members whose data is the same: only the position travels, through a file. */
    private static final String TRANSFER = """
            #!/bin/sh
            role= address= data= gtid=
            while [ $# -gt 0 ]; do
                case $1 in
                    --role) role=$2; shift ;;
                    --address) address=$2; shift ;;
                    --datadir) data=${2%/}; shift ;;
                    --gtid) gtid=$2; shift ;;
                esac
                shift
            done
            if [ "$role" = joiner ]; then
                rm -f "$data/position"
                echo "ready $data/position"
                tries=0
                while [ ! -s "$data/position" ] && [ $tries -lt 1200 ]; do sleep 0.05; tries=$((tries + 1)); done
                cat "$data/position"
            else
                echo "$gtid" > "$address.part" && mv "$address.part" "$address" && echo "done $gtid"
            fi
            """;

    private final List<RealServer> members;

    private GaleraCluster(List<RealServer> members) {
        this.members = List.copyOf(members);
    }

    /**
     * Three members that are synchronised.
     *
     * @throws ServerException when that fails; none is left then
     */
    public static GaleraCluster start() {
        return start(Map.of());
    }

    /**
     * Three members that are synchronised, some of which go by a clock of their own.
     *
     * @param clocks by the member's position in the order in which they join
     * @throws ServerException when that fails; none is left then
     */
    public static GaleraCluster start(Map<Integer, ServerClock> clocks) {
        ServerInstallation.Programs programs = SynchronousCluster.programs(ServerFlavor.MARIADB);
        Setup setup = new Setup(programs, provider(programs), tools());
        Path template = template(setup);
        long begun = System.nanoTime();
        List<Integer> ports = IntStream.range(0, SIZE).mapToObj(_ -> Ports.free()).toList();
        List<RealServer> members = new ArrayList<>();
        try {
            members.add(setup.first(ports.getFirst(), template, environment(clocks, 0)));
            awaitSynchronised(members, 1);
            members.addAll(SynchronousCluster.startAll(List.of(1, 2),
                    position -> setup.member(ports.get(position), ports.getFirst(), template,
                            environment(clocks, position))));
            awaitSynchronised(members, SIZE);
        } catch (RuntimeException e) {
            members.forEach(RealServer::close);
            throw e;
        }
        LOG.info("Galera: {} members are synchronised after {} ms", SIZE,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
        return new GaleraCluster(members);
    }

    @Override
    public List<RealServer> members() {
        return members;
    }

    private record Setup(ServerInstallation.Programs programs, Path provider, Path tools) {
        ProcessServer first(int port, Path template, Map<String, String> environment) {
            return ProcessServer.start(programs,
                    options(port, "").with("--wsrep-new-cluster").withEnvironment(environment), Ports.free(), template);
        }

        ProcessServer member(int port, int firstPort, Path template, Map<String, String> environment) {
            return ProcessServer.start(programs,
                    options(port, "127.0.0.1:" + firstPort).withEnvironment(environment), Ports.free(), template);
        }

        private ServerOptions options(int port, String peers) {
            String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
            return ServerOptions.defaults()
                    .withGtidStrict(false)
                    .withEnvironment(Map.of("PATH", tools + ":" + path))
                    .with("--wsrep-on=ON", "--wsrep-provider=" + provider, "--wsrep-cluster-name=lab",
                            "--wsrep-cluster-address=gcomm://" + peers, "--wsrep-node-address=127.0.0.1",
                            "--wsrep-node-name=member-" + port, "--wsrep-sst-method=same", "--binlog-format=ROW",
                            "--innodb-autoinc-lock-mode=2",
                            "--wsrep-provider-options=gcache.size=16M;gmcast.listen_addr=tcp://127.0.0.1:" + port
                                    + ";ist.recv_addr=127.0.0.1:" + Ports.free());
        }
    }

    private static Map<String, String> environment(Map<Integer, ServerClock> clocks, int position) {
        ServerClock clock = clocks.get(position);
        return clock == null ? Map.of() : clock.environment();
    }

    private static void awaitSynchronised(List<? extends RealServer> members, int size) {
        for (RealServer member : members) {
            Await.until(member + " to be one of " + size + " synchronised members", FORM_LIMIT,
                    () -> status(member, "wsrep_ready").equals("ON")
                            && status(member, "wsrep_local_state_comment").equals("Synced")
                            && status(member, "wsrep_cluster_size").equals(Integer.toString(size)),
                    () -> "Its last words:" + member.errorLog(15));
        }
    }

    private static String status(RealServer member, String name) {
        return member.sql()
                .rows("show global status like '" + name + "'")
                .stream()
                .findFirst()
                .map(row -> row.getOrDefault("Value", ""))
                .orElse("");
    }

    /** The machine's provider, or Debian's unpacked into the cache folder. */
    private static Path provider(ServerInstallation.Programs programs) {
        List<Path> known = List.of(programs.base().resolve("lib/galera/libgalera_smm.so"), Path.of("/", PROVIDER),
                Path.of("/usr/lib64/galera-4/libgalera_smm.so"));
        return known.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseGet(() -> DebianPackages.provisioned(SUITE, "galera-4", PROVIDER).resolve(PROVIDER));
    }

    private static Path tools() {
        CRC32 sum = new CRC32();
        sum.update(TRANSFER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String name = "tools/galera-" + HexFormat.of().toHexDigits((int) sum.getValue());
        return CacheFolder.ofEnvironment()
                .folder(name, folder -> Files.isExecutable(folder.resolve("wsrep_sst_same")), folder -> {
                    Path script = folder.resolve("wsrep_sst_same");
                    try {
                        Files.writeString(script, TRANSFER);
                    } catch (IOException e) {
                        throw new ServerException("cannot write " + script + ": " + e, e);
                    }
                    if (!script.toFile().setExecutable(true)) {
                        throw new ServerException("cannot make " + script + " executable");
                    }
                });
    }

    /** The data of a cluster of one that was shut down in order. */
    private static Path template(Setup setup) {
        Path plain = ServerTemplate.of(setup.programs(), CacheFolder.ofEnvironment());
        return CacheFolder.ofEnvironment()
                .folder("templates/galera-of-" + plain.getFileName(),
                        folder -> Files.isRegularFile(folder.resolve("data/grastate.dat")),
                        folder -> {
                            try (ProcessServer one = setup.first(Ports.free(), plain, Map.of())) {
                                awaitSynchronised(List.of(one), 1);
                                one.shutdown();
                                Folders.copy(one.data(), folder.resolve("data"));
                                clean(folder.resolve("data"));
                            }
                        })
                .resolve("data");
    }

    private static void clean(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            List<String> unwanted = List.of("galera.cache", "gvwstate.dat", "error.log", "output.log",
                    RunFolder.PID_FILE);
            for (Path file : files.filter(f -> unwanted.contains(f.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ServerException("cannot clean " + data + ": " + e, e);
        }
    }
}
