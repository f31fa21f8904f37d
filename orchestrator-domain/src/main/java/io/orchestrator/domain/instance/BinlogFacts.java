package io.orchestrator.domain.instance;

import java.util.Objects;

import io.orchestrator.domain.binlog.BinlogCoordinates;

/**
 * A server's own binary log (discovery.md 3.1).
 *
 * @param enabled {@code log_bin}
 * @param logsReplicaUpdates {@code log_replica_updates} or its older name
 * @param format {@code STATEMENT}, {@code MIXED}, {@code ROW}; {@code INHERIT} on MaxScale; empty when unknown
 * @param rowImage {@code binlog_row_image}, empty where the server has none
 * @param position current end of the binary log, {@link BinlogCoordinates#NONE} when it is off
 */
public record BinlogFacts(boolean enabled, boolean logsReplicaUpdates, String format, String rowImage,
        BinlogCoordinates position) {
    public BinlogFacts {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(rowImage, "rowImage");
        Objects.requireNonNull(position, "position");
    }

    /** Rank of the format: STATEMENT 1, MIXED 2, ROW 3, anything else 0 (never smaller nor larger than another). */
    public int formatRank() {
        return switch (format) {
            case "STATEMENT" -> 1;
            case "MIXED" -> 2;
            case "ROW" -> 3;
            default -> 0;
        };
    }

    /** Whether this format is lower than the other's; false when either is unknown (topology-ops.md 1.1). */
    public boolean hasLowerFormatThan(BinlogFacts other) {
        return formatRank() > 0 && other.formatRank() > 0 && formatRank() < other.formatRank();
    }
}
