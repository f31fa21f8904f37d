package io.orchestrator.app.command;

/** Ends a command: its message is the fatal line, in the contract's words where it has some (cli.md 10 and 13). */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is told; never empty. */
    String text() {
        return String.valueOf(getMessage());
    }
}
