package io.orchestrator.app;

import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.start.Startup;
import io.orchestrator.app.wiring.Service;

/** The process: its arguments, environment and streams are handed to {@link Startup}, whose answer is the exit status. */
public final class Main {
    private Main() {}

    /**
     * Ends the process when all is done.
     *
     * @param arguments as cli.md 1 describes them
     */
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        System.exit(new Startup(new Service(surroundings), surroundings, System.out, System.err).run(arguments));
    }
}
