package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.Map;

import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;

/** What a replica has received, be it applied or not. */
final class Received {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Received() {}

    /** Waits until a replica has received everything in the source's binary log; whoever calls made sure that nobody writes. */
    static void awaitAll(RealServer replica, RealServer source) {
        Map<String, String> end = source.sql()
                .rows(switch (source.flavor()) {
                    case MYSQL -> "show binary log status";
                    case MARIADB -> "show master status";
                })
                .getFirst();
        String wanted = end.get("File") + ":" + end.get("Position");
        Await.until(replica + " to receive all up to " + wanted, LIMIT, () -> wanted.equals(position(replica)),
                () -> "It is at " + position(replica));
    }

    private static String position(RealServer replica) {
        Map<String, String> status = replica.sql()
                .rows(switch (replica.flavor()) {
                    case MYSQL -> "show replica status";
                    case MARIADB -> "show slave status";
                })
                .getFirst();
        return switch (replica.flavor()) {
            case MYSQL -> status.get("Source_Log_File") + ":" + status.get("Read_Source_Log_Pos");
            case MARIADB -> status.get("Master_Log_File") + ":" + status.get("Read_Master_Log_Pos");
        };
    }
}
