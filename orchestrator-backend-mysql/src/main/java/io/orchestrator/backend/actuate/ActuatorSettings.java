package io.orchestrator.backend.actuate;

/**
 * How servers are changed.
 *
 * @param useSuperReadOnly set {@code super_read_only} too when a server is made read-only ({@code UseSuperReadOnly})
 */
public record ActuatorSettings(boolean useSuperReadOnly) {
    /** The contract's defaults. */
    public static final ActuatorSettings DEFAULT = new ActuatorSettings(false);
}
