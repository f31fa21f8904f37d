package io.orchestrator.http.wire;

import io.orchestrator.domain.binlog.BinlogCoordinates;

/** {@code BinlogCoordinates} of http-api.md 3.1: type 0 is a binary log, 1 a relay log. */
public record CoordinatesWire(String logFile, long logPos, int type) {
    private static final int BINARY_LOG = 0;
    private static final int RELAY_LOG = 1;

    public static CoordinatesWire of(BinlogCoordinates place) {
        return new CoordinatesWire(place.logFile(), place.logPos(), switch (place.kind()) {
            case BINARY_LOG -> BINARY_LOG;
            case RELAY_LOG -> RELAY_LOG;
        });
    }

    static CoordinatesWire relay(BinlogCoordinates place) {
        return new CoordinatesWire(place.logFile(), place.logPos(), RELAY_LOG);
    }
}
