package io.orchestrator.app.config.settings;

/**
 * A password or token. Only {@link #reveal()} shows it.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** The empty text is a legal secret: no password. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself, for the one call that needs it. */
    public String reveal() {
        return value;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "(none)" : "***";
    }
}
