package io.orchestrator.domain.naming;

import java.util.Objects;

/** What a look-up of a host name came to. */
public sealed interface Resolution {
    /**
     * The name was found.
     *
     * @param name what it resolves to, may be the name itself; never empty
     */
    record Found(String name) implements Resolution {
        public Found {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a host name that was found is not empty");
            }
        }
    }

    /**
     * The network does not know the name, or did not answer.
     *
     * @param reason for the reader, with the name in it
     */
    record Failed(String reason) implements Resolution {
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
