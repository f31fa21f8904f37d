package io.orchestrator.domain.naming;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * Which name a replica is told for its source (discovery.md 7.4, topology-ops.md 1.8): the virtual one that is registered, provided
 * that it leads to the same server.
 */
public sealed interface Unresolving {
    /** The replica is told this. */
    record Use(InstanceKey name) implements Unresolving {
        public Use {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * The virtual name does not lead back, and the real one is told instead.
     *
     * @param reason for the log
     */
    record UseReal(InstanceKey name, String reason) implements Unresolving {
        public UseReal {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The virtual name does not lead back: nothing may be told.
     *
     * @param reason in the contract's words
     */
    record Refuse(String reason) implements Unresolving {
        public Refuse {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** What whoever asks wants to happen; each leaves more to the real name than the one before. */
    enum Wish {
        /** Refuse where the virtual name does not lead back. */
        CHECKED,
        /** Take the real name there ({@code --skip-unresolve-check}; recoveries). */
        FORGIVING,
        /** Always the real name ({@code --skip-unresolve}). */
        NEVER;

        /** Of two wishes the one that leaves more to the real name. */
        public Wish or(Wish other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Whether the virtual name has to be probed first. */
    static boolean needsProof(InstanceKey real, String virtual, Wish wish, boolean trusted) {
        return wish != Wish.NEVER && !trusted && !virtual.isEmpty() && !virtual.equals(real.hostname());
    }

    /**
     * The decision.
     *
     * @param real the source
     * @param virtual its virtual name as registered, empty when none
     * @param proof name of the server that answered under the virtual name; null when none was asked or none answered
     * @param trusted a binlog server that need not prove anything
     */
    static Unresolving decide(InstanceKey real, String virtual, @Nullable String proof, Wish wish, boolean trusted) {
        if (wish == Wish.NEVER || virtual.isEmpty() || virtual.equals(real.hostname())) {
            return new Use(real);
        }
        if (trusted || real.hostname().equals(proof)) {
            return new Use(new InstanceKey(virtual, real.port()));
        }
        String mismatch = "Error unresolving; hostname=" + real.hostname() + ", unresolved=" + virtual
                + ", re-resolved=" + (proof == null ? "" : proof) + "; mismatch.";
        return wish == Wish.FORGIVING ? new UseReal(real, mismatch)
                : new Refuse(mismatch + " Skip/ignore with --skip-unresolve-check");
    }
}
