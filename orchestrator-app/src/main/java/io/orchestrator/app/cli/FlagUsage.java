package io.orchestrator.app.cli;

import java.util.Comparator;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The usage text of the flags: alphabetical, description below, default where it is not empty (cli.md 1). */
final class FlagUsage {

    private FlagUsage() {}

    static String render(String programName, CommandSpec spec) {
        var text = new StringBuilder("Usage of ").append(programName).append(":\n");
        spec.options().stream().sorted(Comparator.comparing(FlagUsage::name)).forEach(option -> {
            text.append("  -").append(name(option));
            if (!GoArguments.isBoolean(option)) {
                text.append(' ').append(option.paramLabel());
            }
            text.append("\n    \t").append(option.description()[0]).append(defaultNote(option)).append('\n');
        });
        return text.toString();
    }

    private static String name(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private static String defaultNote(OptionSpec option) {
        var value = option.defaultValue();
        if (value.isEmpty() || value.equals("false")) {
            return "";
        }
        return GoArguments.isBoolean(option) ? " (default " + value + ")" : " (default \"" + value + "\")";
    }
}
