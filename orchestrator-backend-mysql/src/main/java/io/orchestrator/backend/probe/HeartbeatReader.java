package io.orchestrator.backend.probe;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * Adds to each channel what is told in the performance schema alone: how long its receiver has heard nothing, by the replica's own
 * clock, its heartbeat, and the age of what its applier is busy with.
 */
final class HeartbeatReader {
    private HeartbeatReader() {}

    /** The channels with what these rows, one a channel, say of them; a channel without a row stays as it is. */
    static List<ReplicaStatus> addTo(List<ReplicaStatus> channels, List<Row> rows) {
        Map<String, Row> byChannel = new HashMap<>();
        rows.forEach(row -> byChannel.put(row.text("channel_name"), row));
        return channels.stream().map(channel -> {
            Row row = byChannel.get(channel.channel());
            return row == null ? channel
                    : channel.withEvidence(micros(row, "silent_micros"),
                            ReplicaStatusReader.seconds(row.text("heartbeat_interval")), applyingFor(channel, row));
        }).toList();
    }

    /** An applier that does not run is busy with nothing, however much it has left to apply. */
    private static @Nullable Duration applyingFor(ReplicaStatus channel, Row row) {
        return channel.applier() == ThreadState.RUNNING ? micros(row, "applying_micros") : null;
    }

    private static @Nullable Duration micros(Row row, String column) {
        return row.text(column).isEmpty() ? null : Duration.of(Math.max(0, row.number(column)), ChronoUnit.MICROS);
    }
}
