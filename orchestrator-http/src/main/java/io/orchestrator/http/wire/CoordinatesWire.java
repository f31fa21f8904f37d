package io.orchestrator.http.wire;

import io.orchestrator.domain.binlog.BinlogCoordinates;

/** {@code BinlogCoordinates} of http-api.md 3.1: type 0 is a binary log, 1 a relay log. */
public record CoordinatesWire(String logFile, long logPos, int type) {
    public static CoordinatesWire of(BinlogCoordinates place) {
        return new CoordinatesWire(place.logFile(), place.logPos(), place.kind().ordinal());
    }

    static CoordinatesWire relay(BinlogCoordinates place) {
        return new CoordinatesWire(place.logFile(), place.logPos(), BinlogCoordinates.Kind.RELAY_LOG.ordinal());
    }
}
