package io.orchestrator.domain.binlog;

import java.util.Comparator;
import java.util.Objects;

/**
 * A place in a binary or relay log. Files compare by their numeric suffix, so that {@code bin.1000000} comes after
 * {@code bin.999999} (recovery.md R-12); the kind of log takes part in equality only (topology-ops.md 5.6).
 *
 * @param logFile file name without directory; empty when unknown
 * @param logPos byte position in it
 * @param kind binary or relay log
 */
public record BinlogCoordinates(String logFile, long logPos, Kind kind) implements Comparable<BinlogCoordinates> {
    /** Which log a place is in; the contract's numbers are the ordinals. */
    public enum Kind {
        BINARY_LOG, RELAY_LOG
    }

    public static final BinlogCoordinates NONE = new BinlogCoordinates("", 0, Kind.BINARY_LOG);

    /** No server counts so far; a longer suffix is no number. */
    private static final long LARGEST = Long.MAX_VALUE / 10 - 1;

    private static final Comparator<BinlogCoordinates> ORDER = Comparator.comparing(BinlogCoordinates::baseName)
            .thenComparingLong(BinlogCoordinates::fileNumber)
            .thenComparing(BinlogCoordinates::logFile)
            .thenComparingLong(BinlogCoordinates::logPos);

    public BinlogCoordinates {
        Objects.requireNonNull(logFile, "logFile");
        Objects.requireNonNull(kind, "kind");
    }

    public static BinlogCoordinates binaryLog(String logFile, long logPos) {
        return new BinlogCoordinates(logFile, logPos, Kind.BINARY_LOG);
    }

    public static BinlogCoordinates relayLog(String logFile, long logPos) {
        return new BinlogCoordinates(logFile, logPos, Kind.RELAY_LOG);
    }

    /** Whether this names no place. */
    public boolean isEmpty() {
        return logFile.isEmpty();
    }

    /** Number after the last dot of the file name, 0 when there is none. */
    public long fileNumber() {
        int dot = logFile.lastIndexOf('.');
        long number = 0;
        for (int i = dot + 1; dot >= 0 && i < logFile.length(); i++) {
            char c = logFile.charAt(i);
            if (c < '0' || c > '9' || number > LARGEST) {
                return 0;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private String baseName() {
        int dot = logFile.lastIndexOf('.');
        return dot < 0 ? logFile : logFile.substring(0, dot);
    }

    /** The text {@code file:pos}. */
    public String display() {
        return logFile + ":" + logPos;
    }

    @Override
    public int compareTo(BinlogCoordinates other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return display();
    }
}
