package io.orchestrator.app.logging;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.orchestrator.app.cli.Verbosity;
import org.slf4j.LoggerFactory;

/**
 * Points the log at a stream and sets its threshold (cli.md 5). A log framework other than Logback is left as it is.
 */
public final class LogSetup {

    /**
     * Name of the logger for what an operator must see at the start of the service: a restriction that switches recovery off, a
     * mistyped key, where the data lies.
     */
    public static final String START_LOGGER = "io.orchestrator.start";

    private static final String OURS = "io.orchestrator";

    private LogSetup() {}

    /**
     * Sets all anew.
     *
     * @param stream where lines go, stderr in the process
     * @param verbosity of the command line
     * @param debugConfigured whether the configuration says {@code Debug: true}
     * @param service whether this is the service rather than one command: then decisions and warnings are shown, too
     */
    public static void apply(OutputStream stream, Verbosity verbosity, boolean debugConfigured, boolean service) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            configure(context, stream, verbosity, debugConfigured, service);
        }
    }

    static void configure(
            LoggerContext context, OutputStream stream, Verbosity verbosity, boolean debugConfigured, boolean service) {
        var threshold = threshold(verbosity, debugConfigured);
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(ofLibraries(threshold));
        root.addAppender(appender(context, stream, verbosity.stack()));
        // The contract hides everything below errors unless asked; a service that decides by itself says what it decided and why.
        boolean tells = service && !verbosity.quiet() && threshold.isGreaterOrEqual(Level.WARN);
        context.getLogger(OURS).setLevel(tells ? Level.INFO : threshold);
        context.getLogger(START_LOGGER).setLevel(tells ? Level.WARN : threshold);
    }

    private static Level threshold(Verbosity verbosity, boolean debugConfigured) {
        if (verbosity.quiet()) {
            return Level.ERROR;
        }
        if (verbosity.debug() || debugConfigured) {
            return Level.DEBUG;
        }
        return verbosity.verbose() ? Level.INFO : Level.ERROR;
    }

    /** One step less than ours: their INFO lines tell an operator nothing. */
    private static Level ofLibraries(Level ours) {
        if (ours.equals(Level.DEBUG)) {
            return Level.INFO;
        }
        return ours.equals(Level.INFO) ? Level.WARN : Level.ERROR;
    }

    private static OutputStreamAppender<ILoggingEvent> appender(
            LoggerContext context, OutputStream stream, boolean stackTraces) {
        var layout = new ContractLayout(ZoneId.systemDefault(), stackTraces);
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setEncoder(encoder);
        appender.setOutputStream(new UnclosedStream(stream));
        appender.start();
        return appender;
    }
}
