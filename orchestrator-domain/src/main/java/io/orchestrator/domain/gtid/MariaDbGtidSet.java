package io.orchestrator.domain.gtid;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Transactions of MariaDB servers. A MariaDB server tells its <em>position</em>: per replication domain the last
 * transaction, {@code domain-server-sequence}. Within a domain the sequence numbers order all transactions, so a position
 * holds all numbers up to its own, whichever server they were born on.
 *
 * <p>
 * {@code gtid_binlog_state} lists several servers per domain, each with its last number: the domain's position is the
 * highest of them, and the lower ones only tell under which server a number is shown. The union of positions is the highest
 * per domain. What one position has and another lacks is not a position but a range; such a set is written
 * {@code domain-server-first..last}, which is our notation (no server reads it) and can be read again.
 *
 * <p>
 * Operations and comparison go by domain and sequence number alone. Two servers that wrote different transactions under the
 * same number have diverged though they look equal: {@link #conflictsWith} tells as far as positions can show it. Equality
 * also counts the servers. Numbers end at 2^63 - 2.
 */
public final class MariaDbGtidSet implements GtidSet {
    static final MariaDbGtidSet EMPTY = new MariaDbGtidSet(Collections.emptySortedMap());

    /** No domain is empty. */
    private final SortedMap<Long, DomainRanges> domains;

    private MariaDbGtidSet(SortedMap<Long, DomainRanges> domains) {
        this.domains = domains;
    }

    /** Takes over a map that the caller no longer changes. */
    static MariaDbGtidSet of(SortedMap<Long, DomainRanges> domains) {
        domains.values().removeIf(DomainRanges::isEmpty);
        return domains.isEmpty() ? EMPTY : new MariaDbGtidSet(domains);
    }

    @Override
    public boolean isEmpty() {
        return domains.isEmpty();
    }

    @Override
    public boolean contains(GtidSet other) {
        return mariadb(other).domains.entrySet()
                .stream()
                .allMatch(
                        theirs -> rangesOf(theirs.getKey()).sequences().containsAll(theirs.getValue().sequences()));
    }

    /** Whether this transaction is in the set, going by domain and sequence number. */
    public boolean contains(MariaDbGtid gtid) {
        return rangesOf(gtid.domain()).sequences().contains(gtid.sequence());
    }

    /**
     * Whether a server at this position can be the source of a server at the other one: it has all the other has, and
     * nothing shows that they diverged.
     */
    public boolean covers(MariaDbGtidSet other) {
        return contains(other) && !conflictsWith(other);
    }

    /**
     * Whether some domain has, under the same sequence number, the transaction of one server here and of another server
     * there: they diverged. False does not prove that they did not, because a position shows only last transactions.
     */
    public boolean conflictsWith(MariaDbGtidSet other) {
        return domains.entrySet()
                .stream()
                .anyMatch(mine -> mine.getValue().conflictsWith(other.rangesOf(mine.getKey())));
    }

    @Override
    public MariaDbGtidSet union(GtidSet other) {
        var result = new TreeMap<>(domains);
        mariadb(other).domains.forEach((domain, theirs) -> result.merge(domain, theirs, DomainRanges::union));
        return of(result);
    }

    @Override
    public MariaDbGtidSet subtract(GtidSet other) {
        MariaDbGtidSet subtracted = mariadb(other);
        var result = new TreeMap<>(domains);
        result.replaceAll((domain, mine) -> mine.subtract(subtracted.rangesOf(domain)));
        return of(result);
    }

    @Override
    public MariaDbGtidSet intersect(GtidSet other) {
        MariaDbGtidSet shared = mariadb(other);
        var result = new TreeMap<>(domains);
        result.replaceAll((domain, mine) -> mine.intersect(shared.rangesOf(domain)));
        return of(result);
    }

    @Override
    public long transactionCount() {
        long count = 0;
        for (DomainRanges ranges : domains.values()) {
            long sum = count + ranges.sequences().count();
            count = sum < 0 ? Long.MAX_VALUE : sum;
        }
        return count;
    }

    /** Whether this is a position, which a server can be told, and not what remains of one. */
    public boolean isPosition() {
        return domains.values().stream().allMatch(DomainRanges::isPosition);
    }

    /** The transaction with the highest number of each domain, by domain: of a position, what {@code gtid_slave_pos} takes. */
    public List<MariaDbGtid> heads() {
        return domains.entrySet().stream().map(domain -> {
            DomainRanges.Range highest = domain.getValue().highest();
            return new MariaDbGtid(domain.getKey(), highest.server(), highest.last());
        }).toList();
    }

    /** Sorted by domain and sequence number, joined with ",", without blanks. */
    @Override
    public String text() {
        var text = new StringBuilder();
        domains.forEach((domain, ranges) -> ranges.appendTo(text, domain));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MariaDbGtidSet that && domains.equals(that.domains);
    }

    @Override
    public int hashCode() {
        return domains.hashCode();
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }

    private DomainRanges rangesOf(long domain) {
        return domains.getOrDefault(domain, DomainRanges.EMPTY);
    }

    private static MariaDbGtidSet mariadb(GtidSet other) {
        return switch (other) {
            case MariaDbGtidSet position -> position;
            case MySqlGtidSet _ -> throw new IllegalArgumentException(
                    "A MariaDB GTID position cannot be combined with a MySQL GTID set; compare servers of one vendor.");
        };
    }
}
