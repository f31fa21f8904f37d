package io.orchestrator.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The contract's seven levels (cli.md 5) on SLF4J's: FATAL and CRITICAL are errors with a marker, NOTICE is a warning
 * with a marker.
 */
public final class LogLevels {

    /** Marks the error that ends the process. */
    public static final Marker FATAL = MarkerFactory.getMarker("FATAL");

    /** Marks an error that needs somebody now. */
    public static final Marker CRITICAL = MarkerFactory.getMarker("CRITICAL");

    /** Marks a warning that is none: something the operator should know. */
    public static final Marker NOTICE = MarkerFactory.getMarker("NOTICE");

    private LogLevels() {}

    static String contractName(ILoggingEvent event) {
        var markers = event.getMarkerList();
        if (markers != null) {
            for (var marker : markers) {
                if (marker.equals(FATAL) || marker.equals(CRITICAL) || marker.equals(NOTICE)) {
                    return marker.getName();
                }
            }
        }
        return event.getLevel().equals(Level.WARN) ? "WARNING" : event.getLevel().toString();
    }
}
