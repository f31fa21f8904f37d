package io.orchestrator.domain.explain;

import java.util.Objects;

/**
 * Something that stands between a failure and its recovery.
 *
 * @param weight what it does to the recovery
 * @param sentence what it is, for people
 */
public record Hindrance(Weight weight, String sentence) {
    /** What a hindrance does to a recovery. */
    public enum Weight {
        /** There is none as long as this stands. */
        BLOCKS,
        /** It takes longer, or may take another turn. */
        DELAYS,
        /** It changes nothing, and is worth knowing. */
        NOTE
    }

    public Hindrance {
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** Nothing is recovered while this stands. */
    public static Hindrance blocks(String sentence) {
        return new Hindrance(Weight.BLOCKS, sentence);
    }

    /** The recovery takes longer, or may take another turn. */
    public static Hindrance delays(String sentence) {
        return new Hindrance(Weight.DELAYS, sentence);
    }

    /** Worth knowing. */
    public static Hindrance note(String sentence) {
        return new Hindrance(Weight.NOTE, sentence);
    }

    public boolean isBlocking() {
        return weight == Weight.BLOCKS;
    }
}
