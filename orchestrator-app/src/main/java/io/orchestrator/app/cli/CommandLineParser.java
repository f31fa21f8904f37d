package io.orchestrator.app.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads the command line of the executable (cli.md 1 to 3). */
public final class CommandLineParser {

    private static final Set<String> PROMOTION_RULES = Set.of("prefer", "neutral", "prefer_not", "must_not");
    private static final String USAGE_SUMMARY = """
            Usage:
              orchestrator --options... [cli|http]
            See the list of commands: orchestrator help
            """;

    private final String programName;

    /**
     * Reads nothing yet.
     *
     * @param programName as the user called it, for usage texts
     */
    public CommandLineParser(String programName) {
        this.programName = programName;
    }

    /** What these arguments ask for; never throws, whatever they hold. */
    public ParseOutcome parse(String... arguments) {
        var spec = FlagSpecs.all();
        return switch (GoArguments.normalise(List.of(arguments), spec)) {
            case GoArguments.Result.HelpWanted() -> new ParseOutcome.Answered(0, FlagUsage.render(programName, spec));
            case GoArguments.Result.Wrong(var reason) ->
                    new ParseOutcome.Answered(2, reason + "\n" + FlagUsage.render(programName, spec));
            case GoArguments.Result.Normalised(var flags, var words) -> understand(spec, flags, words);
        };
    }

    private static ParseOutcome understand(Map<String, Flag> spec, Map<String, String> flags, List<String> words) {
        var given = new HashMap<String, String>();
        spec.values().forEach(flag -> given.put(flag.name(), flag.defaultValue()));
        given.putAll(flags);
        if (!text(given, "s").isEmpty() && !text(given, "d").isEmpty()) {
            return new ParseOutcome.Refused("-s and -d are synonyms, yet both were specified. You're probably doing the"
                    + " wrong thing.");
        }
        if (!PROMOTION_RULES.contains(text(given, "promotion-rule"))) {
            return new ParseOutcome.Refused("-promotion-rule only supports prefer|neutral|prefer_not|must_not");
        }
        if (flag(given, "version")) {
            return understood(new Mode.Version(), given);
        }
        var command = text(given, "c");
        var word = words.isEmpty() ? "" : words.getFirst();
        return switch (word) {
            case "" -> understood(command.isEmpty() ? new Mode.CheatSheet() : mode(command), given);
            case "cli" -> understood(mode(command), given);
            case "http" -> understood(new Mode.Http(), given);
            case "help" -> understood(help(command, words), given);
            default -> new ParseOutcome.Answered(1, USAGE_SUMMARY);
        };
    }

    private static Mode mode(String command) {
        return switch (command) {
            case "help" -> new Mode.CommandListing();
            case "continuous" -> new Mode.Continuous();
            default -> new Mode.Command(command);
        };
    }

    private static Mode help(String command, List<String> words) {
        if (words.size() > 1) {
            return new Mode.TopicHelp(words.get(1));
        }
        return command.isEmpty() ? new Mode.CommandListing() : new Mode.TopicHelp(command);
    }

    private static ParseOutcome understood(Mode mode, Map<String, String> given) {
        return new ParseOutcome.Understood(new Invocation(mode, startOptions(given), commandOptions(given)));
    }

    private static StartOptions startOptions(Map<String, String> given) {
        return new StartOptions(
                text(given, "config"),
                new Verbosity(flag(given, "quiet"), flag(given, "verbose"), flag(given, "debug"), flag(given, "stack")),
                flag(given, "discovery"), flag(given, "enable-database-update"), flag(given, "grab-election"),
                flag(given, "ignore-raft-setup"), flag(given, "noop"), flag(given, "skip-continuous-registration"));
    }

    private static CommandOptions commandOptions(Map<String, String> given) {
        var destination = text(given, "d");
        return new CommandOptions(
                text(given, "alias"), text(given, "binlog"), destination.isEmpty() ? text(given, "s") : destination,
                text(given, "duration"), text(given, "hostname"), text(given, "i"), text(given, "owner"),
                text(given, "pattern"), text(given, "pool"), text(given, "promotion-rule"), text(given, "reason"),
                flag(given, "skip-binlog-search"), flag(given, "skip-unresolve"), flag(given, "skip-unresolve-check"),
                text(given, "statement"), flag(given, "strict"), text(given, "tag"));
    }

    private static String text(Map<String, String> given, String name) {
        return Objects.requireNonNull(given.get(name), name);
    }

    private static boolean flag(Map<String, String> given, String name) {
        return Boolean.parseBoolean(text(given, name));
    }
}
