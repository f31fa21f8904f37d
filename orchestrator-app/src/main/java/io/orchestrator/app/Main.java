package io.orchestrator.app;

import java.io.PrintStream;

import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.cli.Mode;
import io.orchestrator.app.command.ClientCommands;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.start.ServiceLauncher;
import io.orchestrator.app.start.Startup;
import io.orchestrator.app.wiring.Service;

/** The process: its arguments, environment and streams are handed to {@link Startup}, whose answer is the exit status. */
public final class Main {

    /** The service and commands have composition roots of their own; what one needs is not loaded for the other. */
    private record Launcher(Surroundings surroundings, PrintStream out, PrintStream err) implements ServiceLauncher {
        @Override
        public int run(Configuration configuration, Invocation invocation) {
            return switch (invocation.mode()) {
                case Mode.Http _,Mode.Continuous _ -> new Service(surroundings).run(configuration, invocation);
                case Mode.Command _,Mode.CommandListing _,Mode.TopicHelp _,Mode.CheatSheet _,Mode.Version _ ->
                        new ClientCommands(surroundings, out, err).run(configuration, invocation);
            };
        }
    }

    private Main() {}

    /**
     * Ends the process when all is done.
     *
     * @param arguments as cli.md 1 describes them
     */
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        Launcher launcher = new Launcher(surroundings, System.out, System.err);
        System.exit(new Startup(launcher, surroundings, System.out, System.err).run(arguments));
    }
}
