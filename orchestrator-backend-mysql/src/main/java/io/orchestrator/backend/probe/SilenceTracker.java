package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.backend.target.Row;

/**
 * Tells how long receivers have heard nothing where the server keeps no times (MariaDB): as long as the count of heartbeats and the
 * place of the receiver have been the same in one answer after another. That is a lower bound: never more than the truth.
 */
final class SilenceTracker {
    private record Heard(String what, Duration since) {}

    private final Map<String, Heard> byChannel = new HashMap<>();

    /**
     * Compares an answer with the one before.
     *
     * @param rows replica status rows of one answer
     * @param asked when that answer was asked for, on the monotonic clock
     * @param received when it was there
     * @return how long each channel was silent at least, by channel name
     */
    synchronized Map<String, Duration> observe(List<Row> rows, Duration asked, Duration received) {
        Map<String, Duration> silences = new HashMap<>();
        for (Row row : rows) {
            String channel = row.text("Connection_name");
            String now = String.join("/", row.text("Slave_received_heartbeats"), row.text("Master_Log_File"),
                    row.text("Read_Master_Log_Pos"), row.text("Gtid_IO_Pos"), row.text("Slave_IO_Running"));
            Heard before = byChannel.get(channel);
            if (before == null || !before.what().equals(now)) {
                byChannel.put(channel, new Heard(now, received));
                silences.put(channel, Duration.ZERO);
            } else {
                Duration unchanged = asked.minus(before.since());
                silences.put(channel, unchanged.isNegative() ? Duration.ZERO : unchanged);
            }
        }
        byChannel.keySet().retainAll(silences.keySet());
        return silences;
    }
}
