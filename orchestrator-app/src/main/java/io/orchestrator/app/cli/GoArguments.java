package io.orchestrator.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Brings arguments into the one form that needs no guessing, {@code --name=value}, by the flag grammar scripts rely on
 * (cli.md 1): one dash or two; {@code -flag value} or {@code -flag=value}; a boolean never takes the next word; the
 * first word without a dash, or {@code --}, ends the flags.
 */
final class GoArguments {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    /** What came of it. */
    sealed interface Result {

        /**
         * Every flag is known and has a value.
         *
         * @param flags each {@code --name=value}, in order
         * @param words everything after the flags
         */
        record Normalised(List<String> flags, List<String> words) implements Result {}

        /** {@code -h} or {@code -help} came first. */
        record HelpWanted() implements Result {}

        /** A flag is unknown, or its value is missing or wrong; {@code reason} in the contract's words. */
        record Wrong(String reason) implements Result {}
    }

    private GoArguments() {}

    static Result normalise(List<String> arguments, CommandSpec spec) {
        var flags = new ArrayList<String>();
        for (var at = 0; at < arguments.size(); at++) {
            var argument = arguments.get(at);
            if (argument.length() < 2 || !argument.startsWith("-")) {
                return new Result.Normalised(flags, arguments.subList(at, arguments.size()));
            }
            if (argument.equals("--")) {
                return new Result.Normalised(flags, arguments.subList(at + 1, arguments.size()));
            }
            var body = argument.substring(argument.startsWith("--") ? 2 : 1);
            if (body.isEmpty() || body.startsWith("-") || body.startsWith("=")) {
                return new Result.Wrong("bad flag syntax: " + argument);
            }
            var equals = body.indexOf('=');
            var name = equals < 0 ? body : body.substring(0, equals);
            var option = Optional.ofNullable(spec.findOption("--" + name));
            if (option.isEmpty()) {
                return name.equals("h") || name.equals("help")
                        ? new Result.HelpWanted()
                        : new Result.Wrong("flag provided but not defined: -" + name);
            }
            String value;
            if (equals >= 0) {
                value = body.substring(equals + 1);
            } else if (isBoolean(option.get())) {
                value = "true";
            } else if (at + 1 < arguments.size()) {
                at++;
                value = arguments.get(at);
            } else {
                return new Result.Wrong("flag needs an argument: -" + name);
            }
            if (isBoolean(option.get())) {
                if (!TRUE.contains(value) && !FALSE.contains(value)) {
                    return new Result.Wrong("invalid boolean value \"" + value + "\" for -" + name + ": parse error");
                }
                value = Boolean.toString(TRUE.contains(value));
            }
            flags.add("--" + name + "=" + value);
        }
        return new Result.Normalised(flags, List.of());
    }

    static boolean isBoolean(OptionSpec option) {
        return option.type() == Boolean.class;
    }
}
