package io.orchestrator.ports.simulation;

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Errors that the engine logs on this thread: a task of it that throws is a bug. */
final class EngineErrors {
    private static final ThreadLocal<List<String>> SEEN = ThreadLocal.withInitial(ArrayList::new);

    static {
        Logger engine = (Logger) LoggerFactory.getLogger("io.orchestrator");
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                IThrowableProxy thrown = event.getThrowableProxy();
                String where = thrown == null ? ""
                        : ": " + thrown.getClassName() + ": " + thrown.getMessage() + " at "
                                + thrown.getStackTraceElementProxyArray()[0];
                SEEN.get().add(event.getFormattedMessage() + where);
            }
        };
        appender.start();
        engine.setLevel(Level.ERROR);
        engine.setAdditive(false);
        engine.addAppender(appender);
    }

    private EngineErrors() {}

    static EngineErrors expectingNone() {
        SEEN.get().clear();
        return new EngineErrors();
    }

    List<String> seen() {
        return List.copyOf(SEEN.get());
    }
}
