package io.orchestrator.backend.probe;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.ReplicaStatus;
import org.jspecify.annotations.Nullable;

/** Adds to each channel how long its receiver has heard nothing, by the replica's own clock, and its heartbeat. */
final class HeartbeatReader {
    private HeartbeatReader() {}

    /** The channels with what these rows, one a channel, say of them; a channel without a row stays as it is. */
    static List<ReplicaStatus> addTo(List<ReplicaStatus> channels, List<Row> rows) {
        Map<String, Row> byChannel = new HashMap<>();
        rows.forEach(row -> byChannel.put(row.text("channel_name"), row));
        return channels.stream().map(channel -> {
            Row row = byChannel.get(channel.channel());
            return row == null ? channel
                    : with(channel, silence(row), ReplicaStatusReader.seconds(row.text("heartbeat_interval")));
        }).toList();
    }

    private static @Nullable Duration silence(Row row) {
        return row.text("silent_micros").isEmpty() ? null
                : Duration.of(Math.max(0, row.number("silent_micros")), ChronoUnit.MICROS);
    }

    static ReplicaStatus with(ReplicaStatus c, @Nullable Duration silence, @Nullable Duration heartbeat) {
        return new ReplicaStatus(c.channel(), c.source(), c.sourceUuid(), c.sourceUser(), c.receiver(), c.applier(),
                c.read(), c.executed(), c.relayLog(), c.lag(), c.configuredDelay(), c.positioning(), c.retrieved(),
                c.receiverError(), c.applierError(), c.filtered(), silence, heartbeat, c.tls());
    }

    static ReplicaStatus withLag(ReplicaStatus c, @Nullable Duration lag) {
        return new ReplicaStatus(c.channel(), c.source(), c.sourceUuid(), c.sourceUser(), c.receiver(), c.applier(),
                c.read(), c.executed(), c.relayLog(), lag, c.configuredDelay(), c.positioning(), c.retrieved(),
                c.receiverError(), c.applierError(), c.filtered(), c.silence(), c.heartbeatPeriod(), c.tls());
    }
}
