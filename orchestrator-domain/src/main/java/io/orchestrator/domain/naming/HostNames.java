package io.orchestrator.domain.naming;

import java.util.Optional;

/** Which texts are host names that can be resolved (discovery.md 7.1). */
public final class HostNames {
    /** As many characters the backend's columns hold. */
    private static final int LONGEST = 128;
    private static final int LAST_PRINTABLE = '~';

    private HostNames() {}

    /** Why a name cannot be resolved, in the contract's words where it has some; empty when it can. */
    public static Optional<String> refusal(String name) {
        if (name.isBlank()) {
            return Optional.of("Will not resolve empty hostname");
        }
        if (name.contains(",")) {
            return Optional.of("Will not resolve multi-hostname: " + name);
        }
        if (name.length() > LONGEST) {
            return Optional.of("Will not resolve a hostname of more than " + LONGEST + " characters: "
                    + name.substring(0, LONGEST) + "...");
        }
        return Optional.empty();
    }

    /** Whether a name may be kept and stored as one that resolves, or as what one resolves to. */
    static boolean isKeepable(String name) {
        return !name.startsWith("//") && !name.equals("_") && refusal(name).isEmpty()
                && name.chars().allMatch(c -> c > ' ' && c <= LAST_PRINTABLE);
    }
}
