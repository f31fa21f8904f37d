package io.orchestrator.app.command;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.app.cli.CommandOptions;
import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.cli.Mode;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationDump;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.config.settings.TopologyConfig;
import io.orchestrator.app.logging.LogLevels;
import io.orchestrator.app.start.ServiceLauncher;
import io.orchestrator.app.wiring.BackendMapping;
import io.orchestrator.app.wiring.EngineMapping;
import io.orchestrator.app.wiring.Identity;
import io.orchestrator.app.wiring.UnsupportedSettingException;
import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.naming.Unresolving;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs everything that is not the service: commands and help (cli.md 6 to 11). What fails is told in one line. */
public final class ClientCommands implements ServiceLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCommands.class);
    private static final String UNVERSIONED = "development";
    private static final int FAILED = 1;

    private final Surroundings surroundings;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Does nothing yet.
     *
     * @param surroundings environment of the process
     * @param out takes results
     * @param err takes the listing of commands
     */
    public ClientCommands(Surroundings surroundings, PrintStream out, PrintStream err) {
        this.surroundings = surroundings;
        this.out = out;
        this.err = err;
    }

    @Override
    public int run(Configuration configuration, Invocation invocation) {
        try {
            return switch (invocation.mode()) {
                case Mode.CommandListing _ -> print(err, HelpTexts.listing());
                case Mode.TopicHelp help -> print(out, HelpTexts.topic(help.topic()));
                case Mode.Command command -> command(command.name(), configuration, invocation);
                case Mode.Http _,Mode.Continuous _ -> throw new IllegalStateException("the service is no command");
                case Mode.CheatSheet _,Mode.Version _ -> 0;
            };
        } catch (CommandFailure e) {
            return refuse(e.text(), e);
        } catch (BackendException | UnsupportedSettingException e) {
            return refuse(String.valueOf(e.getMessage()), e);
        } finally {
            out.flush();
        }
    }

    private static int print(PrintStream stream, String text) {
        stream.print(text);
        stream.flush();
        return 0;
    }

    private static int refuse(String text, Exception cause) {
        LOG.error(LogLevels.FATAL, "{}", text);
        LOG.debug("it failed here", cause);
        return FAILED;
    }

    private int command(String word, Configuration configuration, Invocation invocation) {
        Optional<CommandName> name = CommandName.of(word);
        if (name.isPresent() && name.get() == CommandName.DUMP_CONFIG) {
            return print(out, ConfigurationDump.render(configuration) + "\n");
        }
        if (name.isPresent() && name.get() == CommandName.REDEPLOY_INTERNAL_DB) {
            return redeploy(configuration, invocation);
        }
        name.ifPresent(command -> requireHonoured(command, invocation));
        Identity ids = new Identity();
        NodeId self = ids.newNode(surroundings.variables());
        try (CommandBackend backend =
                CommandBackend.open(configuration, self, version(), ids, virtualNames(invocation.options()))) {
            if (!invocation.start().skipContinuousRegistration()) {
                backend.register(name.map(CommandName::word).orElse(word), version());
            }
            if (name.isEmpty()) {
                refuse("Unknown command: \"" + word + "\". " + HelpTexts.TITLE);
                print(err, HelpTexts.commands());
                return FAILED;
            }
            runEach(name.get(), invocation.options(), backend, settings(configuration, self));
            return 0;
        }
    }

    /** What is told replicas for their source's name (cli.md 2). */
    static Unresolving.Wish virtualNames(CommandOptions options) {
        if (options.skipUnresolve()) {
            return Unresolving.Wish.NEVER;
        }
        return options.skipUnresolveCheck() ? Unresolving.Wish.FORGIVING : Unresolving.Wish.CHECKED;
    }

    private static int refuse(String text) {
        LOG.error(LogLevels.FATAL, "{}", text);
        return FAILED;
    }

    /** What was asked for and would be ignored is refused: a rehearsal must not change anything. */
    private static void requireHonoured(CommandName command, Invocation invocation) {
        if (invocation.start().noop() && (command == CommandName.RECOVER || command == CommandName.RECOVER_LITE)) {
            throw new CommandFailure("--noop is not available for " + command.word()
                    + " in this release: the recovery would change servers");
        }
    }

    /** Once for each instance that {@code -i} names, until one fails; an absent one is one run (cli.md 8.1). */
    private void runEach(CommandName command, CommandOptions options, Product product, CommandSettings settings) {
        for (String token : tokens(command, options.instance())) {
            Dispatch.run(command, new Call(options, token, product, settings, out::println));
            out.flush();
        }
    }

    static List<String> tokens(CommandName command, String instances) {
        if (command == CommandName.SUBMIT_POOL_INSTANCES) {
            return List.of(instances);
        }
        List<String> tokens = Arrays.stream(instances.split("[ ,\r\n\t]+", -1)).filter(t -> !t.isEmpty()).toList();
        return tokens.isEmpty() ? List.of("") : tokens;
    }

    private static CommandSettings settings(Configuration configuration, NodeId self) {
        HostFilters oscIgnored = HostFilters.of(configuration.get(ClassificationKeys.OSC_IGNORE_HOSTNAME_FILTERS));
        return new CommandSettings(TopologyConfig.from(configuration).defaultPort(), self.hostname(),
                Objects.requireNonNullElse(System.getProperty("user.name"), ""),
                EngineMapping.topology(configuration), oscIgnored::matches,
                configuration.get(ClassificationKeys.SUPPORT_FUZZY_POOL_HOSTNAMES));
    }

    private int redeploy(Configuration configuration, Invocation invocation) {
        BackendSettings settings = BackendSettings.from(configuration);
        BackendSettings.Deploy deploy =
                invocation.start().enableDatabaseUpdate() ? settings.deploy().withUpdate() : settings.deploy();
        NodeId self = new Identity().newNode(surroundings.variables());
        try (BackendDatabase database = BackendDatabase.open(BackendMapping.backend(settings))) {
            new BackendDeployer(database, version(), self.toString())
                    .deploy(deploy.skipUpdate() ? DeploymentMode.SKIP : DeploymentMode.DEPLOY);
        }
        return print(out, "Redeployed internal db\n");
    }

    private static String version() {
        return Objects.requireNonNullElse(ClientCommands.class.getPackage().getImplementationVersion(), UNVERSIONED);
    }
}
