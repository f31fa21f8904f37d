package io.orchestrator.domain.gtid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code domain-server-sequence,...} and the ranges that {@link MariaDbGtidSet#text()} writes. */
final class MariaDbGtidParser {
    private static final long NOT_A_RANGE = -1;

    private final TextScanner scanner;
    private final Map<Long, List<Entry>> found = new TreeMap<>();

    /** One entry as written; {@code first} is {@link #NOT_A_RANGE} where only the last number is. */
    private record Entry(long server, long first, long last) {}

    private MariaDbGtidParser(String text) {
        scanner = new TextScanner(text);
    }

    static MariaDbGtidSet parse(String text) {
        return new MariaDbGtidParser(text).readSet();
    }

    private MariaDbGtidSet readSet() {
        while (!scanner.atEnd()) {
            if (scanner.take(',')) {
                continue;
            }
            readEntry();
            if (!scanner.atEnd() && !scanner.sees(',')) {
                throw scanner.fail("expected \",\" between GTIDs");
            }
        }
        var domains = new TreeMap<Long, DomainRanges>();
        found.forEach((domain, entries) -> domains.put(domain, ranges(entries)));
        return MariaDbGtidSet.of(domains);
    }

    private void readEntry() {
        long domain = scanner.takeNumber(MariaDbGtid.MAX_ID, "a replication domain");
        expectHyphen("the replication domain");
        long server = scanner.takeNumber(MariaDbGtid.MAX_ID, "a server id");
        expectHyphen("the server id");
        int from = scanner.position();
        long first = NOT_A_RANGE;
        long last = scanner.takeNumber(MariaDbGtid.MAX_SEQUENCE, "a sequence number");
        if (scanner.take('.')) {
            first = last;
            if (!scanner.take('.')) {
                throw scanner.fail("expected \"..\" within a range of sequence numbers");
            }
            last = scanner.takeNumber(MariaDbGtid.MAX_SEQUENCE, "a sequence number");
            if (first == 0 || last < first) {
                throw scanner.fail("expected a range of sequence numbers from at least 1 upwards", from);
            }
        }
        found.computeIfAbsent(domain, _ -> new ArrayList<>()).add(new Entry(server, first, last));
    }

    private void expectHyphen(String after) {
        if (!scanner.take('-')) {
            throw scanner.fail("expected \"-\" after " + after);
        }
    }

    /**
     * In a binary log state each server of a domain is listed with its last number: its range begins behind the next lower
     * number listed. Sequence number 0 is how an empty position is sometimes written.
     */
    private static DomainRanges ranges(List<Entry> entries) {
        var result = DomainRanges.EMPTY;
        long before = 0;
        for (Entry entry : entries.stream().sorted(Comparator.comparingLong(Entry::last)).toList()) {
            long first = entry.first() == NOT_A_RANGE ? before + 1 : entry.first();
            if (first <= entry.last()) {
                var range = new DomainRanges.Range(entry.server(), first, entry.last());
                result = result.union(new DomainRanges(List.of(range)));
            }
            before = entry.last();
        }
        return result;
    }
}
