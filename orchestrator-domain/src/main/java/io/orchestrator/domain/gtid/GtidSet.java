package io.orchestrator.domain.gtid;

/**
 * A set of transactions, by their global transaction identifiers (topology-ops.md 6, discovery.md 4). The two vendors
 * name transactions differently; sets of different vendors cannot be combined, and every operation that takes another
 * set throws {@link IllegalArgumentException} when it is the other vendor's.
 *
 * <p>
 * Implementations are immutable and equal by value.
 */
public sealed interface GtidSet permits MySqlGtidSet, MariaDbGtidSet {

    /**
     * Reads a set as MySQL prints it in {@code gtid_executed}, tags (8.3 and later) included.
     *
     * @throws GtidSyntaxException
     *             naming the text and the position, when it is not a GTID set
     */
    static MySqlGtidSet mysql(String text) {
        return MySqlGtidParser.parse(text);
    }

    /** Reads such a set up to where it is one: of a text that a later version prints, what this one knows (discovery.md 4). */
    static MySqlGtidSet readableMysql(String text) {
        return MySqlGtidParser.parseReadable(text);
    }

    /**
     * Reads a position as MariaDB prints it in {@code gtid_slave_pos} or {@code gtid_binlog_state}.
     *
     * @throws GtidSyntaxException
     *             naming the text and the position, when it is not a list of GTIDs
     */
    static MariaDbGtidSet mariadb(String text) {
        return MariaDbGtidParser.parse(text);
    }

    /** The MySQL set without any transaction. */
    static MySqlGtidSet emptyMysql() {
        return MySqlGtidSet.EMPTY;
    }

    /** The MariaDB set without any transaction. */
    static MariaDbGtidSet emptyMariadb() {
        return MariaDbGtidSet.EMPTY;
    }

    /** Whether there is no transaction in this set. */
    boolean isEmpty();

    /** Whether every transaction of the other set is in this one. */
    boolean contains(GtidSet other);

    /** The transactions that are in this set, in the other one, or in both. */
    GtidSet union(GtidSet other);

    /** The transactions of this set that are not in the other one. */
    GtidSet subtract(GtidSet other);

    /** The transactions that are in both sets. */
    GtidSet intersect(GtidSet other);

    /** The number of transactions; {@link Long#MAX_VALUE} when there are more than that. */
    long transactionCount();

    /** The canonical text: equal sets have equal text, and reading it gives an equal set. */
    String text();

    /** How this set stands to the other one. */
    default GtidRelation relationTo(GtidSet other) {
        boolean hasAllOfOther = contains(other);
        boolean otherHasAll = other.contains(this);
        if (hasAllOfOther) {
            return otherHasAll ? GtidRelation.SAME : GtidRelation.AHEAD;
        }
        return otherHasAll ? GtidRelation.BEHIND : GtidRelation.DIVERGED;
    }

    /** What this set has and the other one lacks, as a report says it. */
    default TransactionsAhead transactionsAheadOf(GtidSet other) {
        GtidSet ahead = subtract(other);
        return new TransactionsAhead(ahead.transactionCount(), ahead.text());
    }
}
