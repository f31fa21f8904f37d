package io.orchestrator.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.orchestrator.app.cli.Verbosity;

/**
 * What Logback starts with until the command line was read: errors only. A {@code logback.configurationFile} given to
 * the JVM is not looked at; the log is the contract's.
 */
public final class StderrConfigurator extends ContextAwareBase implements Configurator {

    /** For Logback, which finds this class as a service. */
    public StderrConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogSetup.configure(context, System.err, new Verbosity(false, false, false, false), false, false);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
