package io.orchestrator.app.cli;

/** What the process was asked to be (cli.md 1). */
public sealed interface Mode {

    /** The service: web, API and all loops. */
    record Http() implements Mode {}

    /** The loops of the service without a listener: {@code -c continuous} (cli.md 12.4). */
    record Continuous() implements Mode {}

    /**
     * One command, run once.
     *
     * @param name as given after {@code -c}, perhaps an old synonym, perhaps unknown; empty for {@code cli} without
     *     {@code -c}
     */
    record Command(String name) implements Mode {}

    /** All commands, on stderr (cli.md 9). */
    record CommandListing() implements Mode {}

    /**
     * The long help of one topic, on stdout (cli.md 9).
     *
     * @param topic matched literally
     */
    record TopicHelp(String topic) implements Mode {}

    /** The short cheat sheet: neither a command nor a positional word was given. */
    record CheatSheet() implements Mode {}

    /** Version and commit, without reading any configuration. */
    record Version() implements Mode {}
}
