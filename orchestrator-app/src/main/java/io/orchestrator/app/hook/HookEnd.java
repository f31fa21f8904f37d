package io.orchestrator.app.hook;

import java.time.Duration;

/** How one hook ended. */
sealed interface HookEnd {
    /** What it printed, the beginning and the end of it; may be empty. */
    String output();

    /** Whether it did what it was to do. */
    default boolean succeeded() {
        return this instanceof Exited exited && exited.status() == 0;
    }

    /** The contract's error text (recovery.md 14.2), where it has one. */
    default String error() {
        String text = switch (this) {
            case Exited exited -> "(exit status " + exited.status() + ") " + output();
            case Killed killed -> "(killed with its children: not over after " + Elapsed.text(killed.limit())
                    + (killed.gone() ? ") " : "; one of them could not be killed) ") + output();
            case NotStarted notStarted -> "(not started) " + notStarted.reason();
        };
        return text.strip();
    }

    /** It ended by itself; a status above 128 is that of a signal. */
    record Exited(int status, String output) implements HookEnd {}

    /**
     * It took too long.
     *
     * @param limit how long it was given
     * @param gone all processes that came of it are gone
     */
    record Killed(Duration limit, boolean gone, String output) implements HookEnd {}

    /** It could not be started. */
    record NotStarted(String reason) implements HookEnd {
        @Override
        public String output() {
            return "";
        }
    }
}
