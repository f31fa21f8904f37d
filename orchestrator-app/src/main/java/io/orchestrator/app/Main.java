package io.orchestrator.app;

import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.start.Startup;

/** The process: its arguments, environment and streams are handed to {@link Startup}, whose answer is the exit status. */
public final class Main {

    private Main() {}

    /**
     * Ends the process when all is done.
     *
     * @param arguments as cli.md 1 describes them
     */
    public static void main(String[] arguments) {
        System.exit(new Startup(Main::launch, Surroundings.ofProcess(), System.out, System.err).run(arguments));
    }

    /** Replaced by the wiring: until then nothing can be launched, and that is said. */
    private static int launch(Configuration configuration, Invocation invocation) {
        System.err.println("FATAL nothing to launch for " + invocation.mode() + " in this build");
        return 1;
    }
}
