package io.orchestrator.it.backend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What our own code says at INFO and above while this is open. */
final class HeardLines implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.orchestrator");
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(event.getLevel() + " " + event.getFormattedMessage());
            }
        }
    };

    private final @Nullable Level before = logger.getLevel();

    HeardLines() {
        logger.setLevel(Level.INFO);
        ear.setContext(logger.getLoggerContext());
        ear.start();
        logger.addAppender(ear);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.detachAppender(ear);
        logger.setLevel(before);
        ear.stop();
    }
}
