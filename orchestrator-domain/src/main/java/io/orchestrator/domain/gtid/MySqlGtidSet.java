package io.orchestrator.domain.gtid;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ServerUuid;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL GTID set: for each server UUID and tag, the numbers of its transactions. Any text of the same transactions reads
 * as an equal set; UUIDs compare without regard to case.
 */
public final class MySqlGtidSet implements GtidSet {
    static final MySqlGtidSet EMPTY = new MySqlGtidSet(Collections.emptySortedMap());

    /** No source has empty intervals. */
    private final SortedMap<TransactionSource, Intervals> transactions;

    private MySqlGtidSet(SortedMap<TransactionSource, Intervals> transactions) {
        this.transactions = transactions;
    }

    /** Takes over a map that the caller no longer changes. */
    static MySqlGtidSet of(SortedMap<TransactionSource, Intervals> transactions) {
        transactions.values().removeIf(Intervals::isEmpty);
        return transactions.isEmpty() ? EMPTY : new MySqlGtidSet(transactions);
    }

    /** The set of this one transaction. */
    public static MySqlGtidSet of(MySqlGtid gtid) {
        return range(gtid.source(), gtid.number(), gtid.number());
    }

    /**
     * The set of consecutive transactions of one source.
     *
     * @throws IllegalArgumentException
     *             when a number is out of range or the last comes before the first
     */
    public static MySqlGtidSet range(TransactionSource source, long first, long last) {
        if (first < 1 || last > MySqlGtid.MAX_NUMBER || last < first) {
            throw new IllegalArgumentException("Not a range of transaction numbers: " + first + "-" + last);
        }
        return new MySqlGtidSet(new TreeMap<>(Map.of(source, Intervals.of(first, last))));
    }

    @Override
    public boolean isEmpty() {
        return transactions.isEmpty();
    }

    @Override
    public boolean contains(GtidSet other) {
        return mysql(other).transactions.entrySet()
                .stream()
                .allMatch(theirs -> intervalsOf(theirs.getKey()).containsAll(theirs.getValue()));
    }

    /** Whether this transaction is in the set. */
    public boolean contains(MySqlGtid gtid) {
        return intervalsOf(gtid.source()).contains(gtid.number());
    }

    @Override
    public MySqlGtidSet union(GtidSet other) {
        var result = new TreeMap<>(transactions);
        mysql(other).transactions.forEach((source, theirs) -> result.merge(source, theirs, Intervals::union));
        return of(result);
    }

    @Override
    public MySqlGtidSet subtract(GtidSet other) {
        MySqlGtidSet subtracted = mysql(other);
        var result = new TreeMap<>(transactions);
        result.replaceAll((source, mine) -> mine.subtract(subtracted.intervalsOf(source)));
        return of(result);
    }

    @Override
    public MySqlGtidSet intersect(GtidSet other) {
        MySqlGtidSet shared = mysql(other);
        var result = new TreeMap<>(transactions);
        result.replaceAll((source, mine) -> mine.intersect(shared.intervalsOf(source)));
        return of(result);
    }

    /** The transactions of these servers, tagged ones included. */
    public MySqlGtidSet retain(Set<ServerUuid> uuids) {
        return filter(uuids::contains);
    }

    /** All transactions but those of these servers, tagged ones included. */
    public MySqlGtidSet without(Set<ServerUuid> uuids) {
        return filter(uuid -> !uuids.contains(uuid));
    }

    /** The servers that have transactions in this set, sorted. */
    public Set<ServerUuid> uuids() {
        var uuids = new TreeSet<ServerUuid>();
        transactions.keySet().forEach(source -> uuids.add(source.uuid()));
        return Collections.unmodifiableSet(uuids);
    }

    @Override
    public long transactionCount() {
        long count = 0;
        for (Intervals intervals : transactions.values()) {
            long sum = count + intervals.count();
            count = sum < 0 ? Long.MAX_VALUE : sum;
        }
        return count;
    }

    /**
     * Each transaction by itself: by UUID, untagged ones first, then tag by tag, ascending. Produced one at a time, so that
     * {@code transactions().limit(n)} is cheap on a set of any size.
     */
    public Stream<MySqlGtid> transactions() {
        return transactions.entrySet()
                .stream()
                .flatMap(
                        entry -> entry.getValue().numbers().mapToObj(number -> new MySqlGtid(entry.getKey(), number)));
    }

    /**
     * The untagged transaction that follows the last one of this server (topology-ops.md 6.2, without its defects): number
     * 1 when there is none yet. Gaps below the last are not filled.
     *
     * @throws IllegalArgumentException
     *             when the server has used up its numbers
     */
    public MySqlGtid nextGtid(ServerUuid uuid) {
        return nextGtid(TransactionSource.untagged(uuid));
    }

    /** The same for a tagged source. */
    public MySqlGtid nextGtid(TransactionSource source) {
        Intervals intervals = intervalsOf(source);
        return new MySqlGtid(source, intervals.isEmpty() ? 1 : intervals.max() + 1);
    }

    /** Entries sorted by UUID, in each the untagged intervals, then tag by tag, merged, without blanks (6.1). */
    @Override
    public String text() {
        var text = new StringBuilder();
        @Nullable ServerUuid current = null;
        for (var entry : transactions.entrySet()) {
            TransactionSource source = entry.getKey();
            if (!source.uuid().equals(current)) {
                text.append(current == null ? "" : ",").append(source.uuid().value());
                current = source.uuid();
            }
            if (!source.tag().isNone()) {
                text.append(':').append(source.tag().value());
            }
            entry.getValue().appendTo(text.append(':'));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MySqlGtidSet that && transactions.equals(that.transactions);
    }

    @Override
    public int hashCode() {
        return transactions.hashCode();
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }

    private Intervals intervalsOf(TransactionSource source) {
        return transactions.getOrDefault(source, Intervals.EMPTY);
    }

    private MySqlGtidSet filter(Predicate<ServerUuid> keep) {
        var result = new TreeMap<>(transactions);
        result.keySet().removeIf(source -> !keep.test(source.uuid()));
        return of(result);
    }

    private static MySqlGtidSet mysql(GtidSet other) {
        return switch (other) {
            case MySqlGtidSet set -> set;
            case MariaDbGtidSet _ -> throw new IllegalArgumentException(
                    "A MySQL GTID set cannot be combined with a MariaDB GTID position; compare servers of one vendor.");
        };
    }
}
