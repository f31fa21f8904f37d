package io.orchestrator.app.logging;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

/**
 * {@code YYYY-MM-DD HH:MM:SS LEVEL message}, one line an event (cli.md 5). What an exception has to say is added to the
 * same line; its stack trace follows only when asked for.
 */
final class ContractLayout extends LayoutBase<ILoggingEvent> {

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*[\\r\\n]+\\s*");

    private final DateTimeFormatter time;
    private final boolean stackTraces;

    ContractLayout(ZoneId zone, boolean stackTraces) {
        this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
        this.stackTraces = stackTraces;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(time.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ')
                .append(LogLevels.contractName(event))
                .append(' ')
                .append(oneLine(event.getFormattedMessage()));
        var thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(": ").append(summary(thrown));
        }
        line.append('\n');
        if (thrown != null && stackTraces) {
            line.append(ThrowableProxyUtil.asString(thrown));
        }
        return line.toString();
    }

    /** Kind and text of the innermost cause, and where it was thrown. */
    private static String summary(IThrowableProxy thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var name = cause.getClassName().substring(cause.getClassName().lastIndexOf('.') + 1);
        var text = cause.getMessage() == null ? name : name + ": " + oneLine(cause.getMessage());
        var frames = cause.getStackTraceElementProxyArray();
        return frames.length == 0 ? text : text + " [" + frames[0].getStackTraceElement() + "]";
    }

    private static String oneLine(String text) {
        return LINE_BREAKS.matcher(text.strip()).replaceAll(" | ");
    }
}
