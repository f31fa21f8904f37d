package io.orchestrator.backend.probe;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a class says at some level or above while this is open. */
final class HeardLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> ear = new ListAppender<>();
    private final Logger logger;
    private final @Nullable Level before;

    HeardLines(Class<?> speaker, Level level) {
        logger = (Logger) LoggerFactory.getLogger(speaker);
        before = logger.getLevel();
        logger.setLevel(level);
        ear.start();
        logger.addAppender(ear);
    }

    List<String> lines() {
        return ear.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(ear);
        logger.setLevel(before);
        ear.stop();
    }
}
