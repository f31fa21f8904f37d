package io.orchestrator.app.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads flags and their values by the flag grammar scripts rely on
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
         * @param flags value by name of those that were given; of one given again the last value
         * @param words everything after the flags
         */
        record Normalised(Map<String, String> flags, List<String> words) implements Result {}

        /** {@code -h} or {@code -help} came first. */
        record HelpWanted() implements Result {}

        /** A flag is unknown, or its value is missing or wrong; {@code reason} in the contract's words. */
        record Wrong(String reason) implements Result {}
    }

    private GoArguments() {}

    static Result normalise(List<String> arguments, Map<String, Flag> known) {
        var flags = new HashMap<String, String>();
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
            var flag = known.get(name);
            if (flag == null) {
                return name.equals("h") || name.equals("help")
                        ? new Result.HelpWanted()
                        : new Result.Wrong("flag provided but not defined: -" + name);
            }
            String value;
            if (equals >= 0) {
                value = body.substring(equals + 1);
            } else if (flag.isBoolean()) {
                value = "true";
            } else if (at + 1 < arguments.size()) {
                at++;
                value = arguments.get(at);
            } else {
                return new Result.Wrong("flag needs an argument: -" + name);
            }
            if (flag.isBoolean()) {
                if (!TRUE.contains(value) && !FALSE.contains(value)) {
                    return new Result.Wrong("invalid boolean value \"" + value + "\" for -" + name + ": parse error");
                }
                value = Boolean.toString(TRUE.contains(value));
            }
            flags.put(name, value);
        }
        return new Result.Normalised(flags, List.of());
    }
}
