package io.orchestrator.domain.gtid;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Numbers as sorted intervals that neither overlap nor touch. Held as one array (first, last, first, last, ...), because a
 * set may have tens of thousands of them; all algebra is one linear pass over both operands.
 */
final class Intervals {
    static final Intervals EMPTY = new Intervals(new long[0]);

    private final long[] bounds;

    private Intervals(long[] bounds) {
        this.bounds = bounds;
    }

    static Intervals of(long first, long last) {
        return new Intervals(new long[] {first, last});
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many intervals there are. */
    int size() {
        return bounds.length / 2;
    }

    long first(int interval) {
        return bounds[2 * interval];
    }

    long last(int interval) {
        return bounds[2 * interval + 1];
    }

    /** The largest number; only asked of a set that is not empty. */
    long max() {
        return bounds[bounds.length - 1];
    }

    /** How many numbers there are, at most {@link Long#MAX_VALUE}. */
    long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** The numbers in ascending order, produced as they are asked for. */
    LongStream numbers() {
        return IntStream.range(0, size())
                .mapToObj(i -> LongStream.rangeClosed(first(i), last(i)))
                .flatMapToLong(numbers -> numbers);
    }

    boolean contains(long number) {
        int found = Arrays.binarySearch(bounds, number);
        // a bound itself is inside; an insertion point after an odd number of bounds lies within an interval
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    boolean containsAll(Intervals other) {
        int mine = 0;
        for (int theirs = 0; theirs < other.bounds.length; theirs += 2) {
            while (mine < bounds.length && bounds[mine + 1] < other.bounds[theirs]) {
                mine += 2;
            }
            boolean covered = mine < bounds.length && bounds[mine] <= other.bounds[theirs]
                    && bounds[mine + 1] >= other.bounds[theirs + 1];
            if (!covered) {
                return false;
            }
        }
        return true;
    }

    Intervals union(Intervals other) {
        var result = new Builder(bounds.length + other.bounds.length);
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length || theirs < other.bounds.length) {
            boolean takeMine = theirs >= other.bounds.length
                    || (mine < bounds.length && bounds[mine] <= other.bounds[theirs]);
            if (takeMine) {
                result.add(bounds[mine], bounds[mine + 1]);
                mine += 2;
            } else {
                result.add(other.bounds[theirs], other.bounds[theirs + 1]);
                theirs += 2;
            }
        }
        return result.build();
    }

    Intervals subtract(Intervals other) {
        var result = new Builder(bounds.length);
        int theirs = 0;
        for (int mine = 0; mine < bounds.length; mine += 2) {
            long from = bounds[mine];
            long last = bounds[mine + 1];
            while (theirs < other.bounds.length && other.bounds[theirs + 1] < from) {
                theirs += 2;
            }
            // an interval of the other that reaches beyond this one is kept for the next one
            for (int cut = theirs; cut < other.bounds.length && other.bounds[cut] <= last; cut += 2) {
                if (other.bounds[cut] > from) {
                    result.add(from, other.bounds[cut] - 1);
                }
                from = other.bounds[cut + 1] + 1;
                theirs = cut;
            }
            if (from <= last) {
                result.add(from, last);
            }
        }
        return result.build();
    }

    Intervals intersect(Intervals other) {
        var result = new Builder(Math.min(bounds.length, other.bounds.length));
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length && theirs < other.bounds.length) {
            long from = Math.max(bounds[mine], other.bounds[theirs]);
            long last = Math.min(bounds[mine + 1], other.bounds[theirs + 1]);
            if (from <= last) {
                result.add(from, last);
            }
            if (bounds[mine + 1] < other.bounds[theirs + 1]) {
                mine += 2;
            } else {
                theirs += 2;
            }
        }
        return result.build();
    }

    /** Appends {@code 1-5:7}. */
    void appendTo(StringBuilder text) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (i > 0) {
                text.append(':');
            }
            text.append(bounds[i]);
            if (bounds[i + 1] > bounds[i]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    /** Collects intervals in any order; the usual ascending order costs no sort. */
    static final class Builder {
        private static final int SMALLEST = 4;

        private long[] bounds;
        private int length;
        private boolean ascending = true;

        Builder(int expectedBounds) {
            bounds = new long[Math.max(SMALLEST, expectedBounds)];
        }

        Builder() {
            this(SMALLEST);
        }

        void add(long first, long last) {
            if (length > 0 && first >= bounds[length - 2] && first <= bounds[length - 1] + 1) {
                bounds[length - 1] = Math.max(bounds[length - 1], last);
                return;
            }
            ascending &= length == 0 || first > bounds[length - 1];
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = first;
            bounds[length++] = last;
        }

        Intervals build() {
            if (!ascending) {
                return sorted();
            }
            return length == 0 ? EMPTY : new Intervals(Arrays.copyOf(bounds, length));
        }

        private Intervals sorted() {
            long[][] pairs = new long[length / 2][];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = new long[] {bounds[2 * i], bounds[2 * i + 1]};
            }
            Arrays.sort(pairs, Comparator.comparingLong(pair -> pair[0]));
            var merged = new Builder(length);
            for (long[] pair : pairs) {
                merged.add(pair[0], pair[1]);
            }
            return merged.build();
        }
    }
}
