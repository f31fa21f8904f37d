package io.orchestrator.domain.gtid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The transactions of one MariaDB replication domain: ranges of sequence numbers, ascending and disjoint, each under the
 * server whose transaction ends it.
 */
record DomainRanges(List<Range> ranges) {
    static final DomainRanges EMPTY = new DomainRanges(List.of());

    DomainRanges {
        ranges = List.copyOf(ranges);
    }

    record Range(long server, long first, long last) {}

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The range with the highest numbers; only asked of a domain that is not empty. */
    Range highest() {
        return ranges.getLast();
    }

    Intervals sequences() {
        var sequences = new Intervals.Builder(2 * ranges.size());
        ranges.forEach(range -> sequences.add(range.first(), range.last()));
        return sequences.build();
    }

    /** Whether it is all from the first transaction up to some last one. */
    boolean isPosition() {
        Intervals sequences = sequences();
        return sequences.size() == 1 && sequences.first(0) == 1;
    }

    /** Where both have a sequence number, it stays under the server it has here. */
    DomainRanges union(DomainRanges other) {
        return normalized(Stream.concat(ranges.stream(), other.subtract(this).ranges.stream()));
    }

    DomainRanges subtract(DomainRanges other) {
        Intervals theirs = other.sequences();
        return normalized(ranges.stream()
                .flatMap(
                        range -> under(range.server(), Intervals.of(range.first(), range.last()).subtract(theirs))));
    }

    DomainRanges intersect(DomainRanges other) {
        Intervals theirs = other.sequences();
        return normalized(ranges.stream()
                .flatMap(
                        range -> under(range.server(), Intervals.of(range.first(), range.last()).intersect(theirs))));
    }

    /** Whether a range here and one there end with the same number under different servers. */
    boolean conflictsWith(DomainRanges other) {
        return ranges.stream()
                .anyMatch(mine -> other.ranges.stream()
                        .anyMatch(theirs -> theirs.last() == mine.last() && theirs.server() != mine.server()));
    }

    /** Ranges that continue the one before, or begin the numbering, are written by their last number alone. */
    void appendTo(StringBuilder text, long domain) {
        long before = 0;
        for (Range range : ranges) {
            if (!text.isEmpty()) {
                text.append(',');
            }
            text.append(domain).append('-').append(range.server()).append('-');
            if (range.first() > before + 1) {
                text.append(range.first()).append("..");
            }
            text.append(range.last());
            before = range.last();
        }
    }

    private static Stream<Range> under(long server, Intervals sequences) {
        return Stream.iterate(0, i -> i < sequences.size(), i -> i + 1)
                .map(i -> new Range(server, sequences.first(i), sequences.last(i)));
    }

    /** Sorted, and neighbours of the same server joined. The ranges given are disjoint. */
    private static DomainRanges normalized(Stream<Range> disjoint) {
        var joined = new ArrayList<Range>();
        disjoint.sorted(Comparator.comparingLong(Range::first)).forEach(range -> {
            boolean continues = !joined.isEmpty() && joined.getLast().server() == range.server()
                    && joined.getLast().last() + 1 == range.first();
            joined.add(continues ? new Range(range.server(), joined.removeLast().first(), range.last()) : range);
        });
        return new DomainRanges(joined);
    }
}
