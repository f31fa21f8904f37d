package io.orchestrator.domain.detection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done about the write path of a cluster's source ({@code WritePathPolicy}, of ours). */
public enum WritePathPolicy {
    /** Nothing is asked. */
    OFF,
    /** A broken write path is told and registered as a detection. */
    OBSERVE,
    /** It is to be recovered; what forbids that is told. */
    ACT;

    /** The name in a configuration file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of that name; empty when there is none. */
    public static Optional<WritePathPolicy> named(String text) {
        return Arrays.stream(values()).filter(policy -> policy.text().equals(text)).findFirst();
    }
}
