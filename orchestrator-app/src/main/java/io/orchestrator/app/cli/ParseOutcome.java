package io.orchestrator.app.cli;

/** What came of reading the command line. */
public sealed interface ParseOutcome {

    /** It was understood. */
    record Understood(Invocation invocation) implements ParseOutcome {}

    /**
     * It is answered by a text on stderr, and that is all.
     *
     * @param exitStatus 0 for {@code -h}, 1 for a wrong positional word, 2 for a wrong flag (cli.md 6)
     * @param text ends with a line break
     */
    record Answered(int exitStatus, String text) implements ParseOutcome {}

    /**
     * The flags contradict each other or the contract: one FATAL line on stderr, exit status 1 (cli.md 3).
     *
     * @param text one line
     */
    record Refused(String text) implements ParseOutcome {}
}
