package io.orchestrator.app.command;

/** What the two kinds of help say (cli.md 9). */
final class HelpTexts {
    private static final String USAGE = """
            Read more on one command: orchestrator help <command>

            Usage for most commands:
            \torchestrator -c <command> [-i <instance.fqdn>[,<instance.fqdn>]* ] [-d <destination.fqdn>] \
            [--verbose|--debug]
            """;
    /** The first line of the listing. */
    static final String TITLE = "Available commands (-c):";

    private static final int NAME_WIDTH = 40;

    private HelpTexts() {}

    /** All commands by section, each with one line. */
    static String listing() {
        return TITLE + "\n" + commands();
    }

    /** The listing without its title. */
    static String commands() {
        StringBuilder text = new StringBuilder();
        for (Section section : Section.values()) {
            text.append(section.heading()).append(":\n");
            for (CommandName command : CommandName.values()) {
                if (command.section() == section) {
                    String word = command.word();
                    text.append('\t')
                            .append(word)
                            .append(" ".repeat(Math.max(0, NAME_WIDTH - word.length())))
                            .append(command.description())
                            .append('\n');
                }
            }
        }
        return text.append(USAGE).toString();
    }

    /** One topic; an unknown one has an empty text. */
    static String topic(String topic) {
        return topic + ":\n" + CommandName.of(topic).map(HelpTexts::text).orElse("") + "\n";
    }

    private static String text(CommandName command) {
        String description = command.description();
        String sentence = Character.toUpperCase(description.charAt(0)) + description.substring(1) + ".";
        String usage = Arguments.of(command);
        return "  " + sentence + "\n\n      orchestrator -c " + command.word() + (usage.isEmpty() ? "" : " " + usage);
    }
}
