package io.orchestrator.app.config;

/**
 * Something to log about a configuration that was accepted.
 *
 * @param severity how loud
 * @param text one line
 */
public record Notice(Severity severity, String text) {

    /** Loudness of a notice. */
    public enum Severity {
        /** For whoever debugs. */
        DEBUG,
        /** Which files were read. */
        INFO,
        /** The operator probably meant something else, or a wish is not honoured. */
        WARNING
    }

    static Notice debug(String text) {
        return new Notice(Severity.DEBUG, text);
    }

    static Notice info(String text) {
        return new Notice(Severity.INFO, text);
    }

    static Notice warning(String text) {
        return new Notice(Severity.WARNING, text);
    }

    @Override
    public String toString() {
        return severity + " " + text;
    }
}
