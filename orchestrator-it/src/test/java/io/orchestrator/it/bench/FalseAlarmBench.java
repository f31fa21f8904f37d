package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.scenario.Scratch;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.Relay;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import tools.jackson.databind.JsonNode;

/**
 * Whether a bad network makes the service fail a living source over: 30 % of packets lost and 500 ms of jitter for five minutes, first between
 * the service and all servers, then also between the servers; each with a source that is written to and with an idle one, at MySQL's default timeouts, which
 * are the hardest to judge. Its command: {@code mvn -q -Pfalse-alarm-bench -DskipTests -pl orchestrator-it -am verify}.
 */
public final class FalseAlarmBench {
    private static final double LOSS = 0.3;
    private static final Duration JITTER = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int SERVERS = 4;

    private volatile boolean bad;
    private final PrintStream out;
    private final Duration lasting;

    private FalseAlarmBench(PrintStream out, Duration lasting) {
        this.out = out;
        this.lasting = lasting;
    }

    /**
     * Prints what was detected and done in each case.
     *
     * @param arguments optionally how many seconds each case lasts (300)
     */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        int alarms = 0;
        try {
            for (boolean everywhere : new boolean[] {false, true}) {
                for (boolean written : new boolean[] {true, false}) {
                    alarms += new FalseAlarmBench(System.out, Duration.ofSeconds(seconds)).run(everywhere, written);
                }
            }
        } catch (ServerException e) {
            System.out.println(e.getMessage());
            alarms++;
        }
        System.exit(alarms == 0 ? 0 : 1);
    }

    private int run(boolean everywhere, boolean written) {
        List<RealServer> servers = new ArrayList<>();
        List<Relay> toUs = new ArrayList<>();
        try (Scratch scratch = Scratch.folder("alarm")) {
            for (int i = 0; i < SERVERS; i++) {
                int reported = Ports.free();
                RealServer server = RealServers.start(ServerFlavor.MYSQL,
                        ServerOptions.defaults().with("--report-port=" + reported, "--replica-net-timeout=60"));
                servers.add(server);
                toUs.add(Relay.listening(reported, server.port(), () -> new LossyLine(
                        who -> bad && (everywhere || !who.contains("repl\0")), LOSS, JITTER)));
            }
            return run(scratch, servers, toUs, everywhere, written);
        } finally {
            toUs.forEach(Relay::close);
            servers.forEach(RealServer::close);
        }
    }

    private int run(Scratch scratch, List<RealServer> servers, List<Relay> toUs, boolean everywhere, boolean written) {
        RealServer source = servers.getFirst();
        InstanceKey seenAs = new InstanceKey("127.0.0.1", toUs.getFirst().port());
        try (ServiceProcess service = ServiceProcess.start(scratch.path(), Map.of("InstancePollSeconds", 5))) {
            source.sql()
                    .execute("create table test.heartbeat (id int primary key, ts timestamp(6) not null)",
                            "insert into test.heartbeat values (1, now(6))");
            for (RealServer replica : servers.subList(1, SERVERS)) {
                Replication.of(replica).follow(seenAs);
                replica.sql()
                        .execute("set global read_only=1", "stop replica io_thread",
                                "change replication source to source_heartbeat_period=30", "start replica io_thread");
                Await.until(replica + " to replicate", LIMIT, () -> Replication.of(replica).hasAllOf(source));
            }
            service.discover(seenAs);
            Await.until("all to be seen replicating", LIMIT, () -> service.replicating(seenAs) == SERVERS - 1,
                    () -> service.logTail(20));
            bad = true;
            long end = System.nanoTime() + lasting.toNanos();
            while (System.nanoTime() < end) {
                if (written) {
                    source.sql().execute("update test.heartbeat set ts=now(6)");
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            bad = false;
            return judge(service, source, servers, (everywhere ? "everywhere" : "between us and them") + ", "
                    + (written ? "written to" : "idle"));
        }
    }

    private int judge(ServiceProcess service, RealServer source, List<RealServer> servers, String what) {
        List<String> codes = new ArrayList<>();
        for (JsonNode detection : service.get("audit-failure-detection")) {
            codes.add(detection.path("AnalysisEntry").path("Analysis").asString());
        }
        int recoveries = service.get("audit-recovery").size();
        long writable = servers.stream()
                .filter(server -> server.sql().find("select 1 from dual where @@global.read_only=0").isPresent())
                .count();
        long dead = codes.stream().filter(code -> code.startsWith("Dead")).count();
        boolean stands = source.sql().find("select 1 from dual where @@global.read_only=0").isPresent();
        out.printf("bad network %s: %d recoveries, %d false detections of death; registered: %s; source stands: %s%n",
                what,
                recoveries, dead, codes, stands && writable == 1);
        return (int) (recoveries + dead) + (stands && writable == 1 ? 0 : 1);
    }
}
