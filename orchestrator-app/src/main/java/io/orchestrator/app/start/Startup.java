package io.orchestrator.app.start;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;

import io.orchestrator.app.cli.CommandLineParser;
import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.cli.Mode;
import io.orchestrator.app.cli.ParseOutcome;
import io.orchestrator.app.cli.Verbosity;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.LoadOutcome;
import io.orchestrator.app.config.Notice;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.config.key.ProcessKeys;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.logging.LogLevels;
import io.orchestrator.app.logging.LogSetup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the command line to the running service: arguments, log, configuration, checks, launch (cli.md 3). What is wrong
 * with arguments or configuration is told in one line each on stderr, and nothing starts.
 */
public final class Startup {

    /** Guice must not generate classes: that costs start-up time and warns on this Java. Read once, so set it first. */
    private static final String GUICE_CLASS_GENERATION = "guice_bytecode_gen_option";

    private static final String PROGRAM = "orchestrator";
    private static final int FAILED = 1;

    private final ServiceLauncher launcher;
    private final ConfigurationLoader loader;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Does nothing yet.
     *
     * @param launcher takes over when all is known to be good
     * @param surroundings where configuration comes from
     * @param out for results
     * @param err for the log and for usage texts
     */
    public Startup(ServiceLauncher launcher, Surroundings surroundings, PrintStream out, PrintStream err) {
        this.launcher = launcher;
        this.loader = new ConfigurationLoader(surroundings);
        this.out = out;
        this.err = err;
    }

    /** Runs to the end and says with which status the process should exit; never throws. */
    public int run(String... arguments) {
        System.setProperty(GUICE_CLASS_GENERATION, "DISABLED");
        LogSetup.apply(err, new Verbosity(false, false, false, false), false, false);
        return switch (new CommandLineParser(PROGRAM).parse(arguments)) {
            case ParseOutcome.Answered(var exitStatus, var text) -> {
                err.print(text);
                err.flush();
                yield exitStatus;
            }
            case ParseOutcome.Refused(var text) -> fatal(List.of(text));
            case ParseOutcome.Understood(var invocation) -> run(invocation);
        };
    }

    private int run(Invocation invocation) {
        var version = Objects.requireNonNullElse(Startup.class.getPackage().getImplementationVersion(), "");
        if (invocation.mode() instanceof Mode.Version) {
            out.println(version);
            // the second line is the commit, which may be empty (cli.md 1)
            out.println();
            return 0;
        }
        LogSetup.apply(err, invocation.start().verbosity(), false, isService(invocation));
        log().info("starting orchestrator{}", version.isEmpty() ? "" : ", version: " + version);
        var outcome = invocation.start().config().map(loader::loadFile).orElseGet(loader::loadDefaultFiles);
        return switch (outcome) {
            case LoadOutcome.Rejected(var faults) -> fatal(faults.stream().map(Object::toString).toList());
            case LoadOutcome.Loaded(var configuration, var notices) -> {
                LogSetup.apply(
                        err, invocation.start().verbosity(), configuration.get(ProcessKeys.DEBUG),
                        isService(invocation));
                notices.forEach(Startup::log);
                yield start(configuration, invocation);
            }
        };
    }

    private int start(Configuration configuration, Invocation invocation) {
        if (invocation.mode() instanceof Mode.CheatSheet) {
            out.print(CheatSheet.TEXT);
            out.flush();
            return 0;
        }
        var checks = StartChecks.of(configuration, invocation);
        if (!checks.refusals().isEmpty()) {
            return fatal(checks.refusals());
        }
        checks.warnings().forEach(warning -> log().warn("{}", warning));
        if (isService(invocation) && configuration.files().isEmpty()) {
            announcePlainStart(configuration);
        }
        return launch(configuration, invocation);
    }

    private static void announcePlainStart(Configuration configuration) {
        log().warn(
                LogLevels.NOTICE, "No configuration file found (looked for {}). Data is kept in {}",
                String.join(", ", configuration.searchedFiles().stream().map(Object::toString).toList()),
                BackendSettings.from(configuration).engine().label());
    }

    // whatever the launcher did not foresee ends here: one line, and the trace where --stack asks for it
    private int launch(Configuration configuration, Invocation invocation) {
        try {
            return launcher.run(configuration, invocation);
        } catch (RuntimeException e) {
            log().error(LogLevels.FATAL, "Unexpected failure, please report it (with --stack)", e);
            return FAILED;
        }
    }

    private static boolean isService(Invocation invocation) {
        return switch (invocation.mode()) {
            case Mode.Http _,Mode.Continuous _ -> true;
            case Mode.Command _,Mode.CommandListing _,Mode.TopicHelp _,Mode.CheatSheet _,Mode.Version _ -> false;
        };
    }

    private static int fatal(List<String> lines) {
        lines.forEach(line -> log().error(LogLevels.FATAL, "{}", line));
        return FAILED;
    }

    private static void log(Notice notice) {
        switch (notice.severity()) {
            case DEBUG -> log().debug("{}", notice.text());
            case INFO -> log().info("{}", notice.text());
            case WARNING -> log().warn("{}", notice.text());
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(LogSetup.START_LOGGER);
    }
}
