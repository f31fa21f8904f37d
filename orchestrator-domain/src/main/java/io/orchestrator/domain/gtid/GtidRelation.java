package io.orchestrator.domain.gtid;

/** How one set of transactions stands to another. */
public enum GtidRelation {
    /** Both have the same transactions. */
    SAME,
    /** It has all the other has, and more. */
    AHEAD,
    /** The other has all of it, and more. */
    BEHIND,
    /** Each has transactions that the other lacks. */
    DIVERGED
}
