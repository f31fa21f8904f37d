package io.orchestrator.it.server;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MySQL with Group Replication, with its default timeouts; in multi-primary mode unless it is asked for otherwise. */
public final class GroupReplicationCluster implements SynchronousCluster {
    private static final Logger LOG = LoggerFactory.getLogger(GroupReplicationCluster.class);

    private final List<RealServer> members;

    private GroupReplicationCluster(List<? extends RealServer> members) {
        this.members = List.copyOf(members);
    }

    /** Whether every member takes writes, or one that the group elects. */
    private enum Mode {
        MULTI_PRIMARY, SINGLE_PRIMARY
    }

    /**
     * Three members that are online, each of them a primary.
     *
     * @throws ServerException when that fails; none is left then
     */
    public static GroupReplicationCluster start() {
        return start(Mode.MULTI_PRIMARY);
    }

    /**
     * Three members that are online, the first of them the primary.
     *
     * @throws ServerException when that fails; none is left then
     */
    public static GroupReplicationCluster startSinglePrimary() {
        return start(Mode.SINGLE_PRIMARY);
    }

    private static GroupReplicationCluster start(Mode mode) {
        ServerInstallation.Programs programs = SynchronousCluster.programs(ServerFlavor.MYSQL);
        ServerTemplate.of(programs, CacheFolder.ofEnvironment());
        long begun = System.nanoTime();
        String group = UUID.randomUUID().toString();
        List<Integer> ports = IntStream.range(0, SIZE).mapToObj(_ -> Ports.free()).toList();
        List<ProcessServer> members = SynchronousCluster.startAll(List.of(0, 1, 2),
                position -> ProcessServer.start(programs, options(mode, group, ports, position), Ports.free()));
        try {
            members.getFirst()
                    .sql()
                    .execute("set global group_replication_bootstrap_group=ON", "start group_replication",
                            "set global group_replication_bootstrap_group=OFF");
            awaitOnline(members.subList(0, 1), 1);
            try (var joiners = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                members.subList(1, SIZE).forEach(member -> joiners.execute(() -> member.sql().execute(JOIN)));
            }
            awaitOnline(members, SIZE);
        } catch (RuntimeException e) {
            members.forEach(RealServer::close);
            throw e;
        }
        LOG.info("Group Replication: {} members are online after {} ms", SIZE,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
        return new GroupReplicationCluster(members);
    }

    private static final String[] JOIN = {
            "change replication source to source_user='repl', source_password='repl' for channel 'group_replication_recovery'",
            "start group_replication"};

    @Override
    public List<RealServer> members() {
        return members;
    }

    private static ServerOptions options(Mode mode, String group, List<Integer> ports, int position) {
        boolean single = mode == Mode.SINGLE_PRIMARY;
        String seeds = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return ServerOptions.defaults()
                .with("--plugin-load-add=group_replication.so", "--loose-group-replication-group-name=" + group,
                        "--loose-group-replication-start-on-boot=OFF",
                        "--loose-group-replication-local-address=127.0.0.1:" + ports.get(position),
                        "--loose-group-replication-group-seeds=" + seeds,
                        "--loose-group-replication-single-primary-mode=" + (single ? "ON" : "OFF"),
                        "--loose-group-replication-enforce-update-everywhere-checks=" + (single ? "OFF" : "ON"),
                        "--loose-group-replication-recovery-get-public-key=ON",
                        "--loose-group-replication-recovery-reconnect-interval=1");
    }

    private static void awaitOnline(List<? extends RealServer> members, int size) {
        for (RealServer member : members) {
            Await.until(member + " to be one of " + size + " members online", FORM_LIMIT,
                    () -> member.sql()
                            .number("select count(*) from performance_schema.replication_group_members"
                                    + " where member_state='ONLINE'")
                            == size,
                    () -> "Its last words:" + member.errorLog(15));
        }
    }
}
