package io.orchestrator.app.cli;

import java.util.Map;

/** The usage text of the flags: alphabetical, description below, default where it is not empty (cli.md 1). */
final class FlagUsage {

    private FlagUsage() {}

    static String render(String programName, Map<String, Flag> flags) {
        var text = new StringBuilder("Usage of ").append(programName).append(":\n");
        for (var flag : flags.values()) {
            text.append("  -").append(flag.name());
            if (!flag.isBoolean()) {
                text.append(" string");
            }
            text.append("\n    \t").append(flag.description()).append(defaultNote(flag)).append('\n');
        }
        return text.toString();
    }

    private static String defaultNote(Flag flag) {
        var value = flag.defaultValue();
        if (value.isEmpty() || value.equals("false")) {
            return "";
        }
        return flag.isBoolean() ? " (default " + value + ")" : " (default \"" + value + "\")";
    }
}
