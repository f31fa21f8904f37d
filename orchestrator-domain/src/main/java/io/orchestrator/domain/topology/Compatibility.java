package io.orchestrator.domain.topology;

import java.util.List;
import java.util.Objects;

/** Whether one server can replicate from another. */
public sealed interface Compatibility {
    /**
     * It can.
     *
     * @param warnings what is not officially supported about it; to be logged
     */
    record Compatible(List<String> warnings) implements Compatibility {
        public Compatible {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It cannot.
     *
     * @param reason the contract's text
     */
    record Incompatible(String reason) implements Compatibility {
        public Incompatible {
            Objects.requireNonNull(reason, "reason");
        }
    }

    default boolean isCompatible() {
        return this instanceof Compatible;
    }
}
