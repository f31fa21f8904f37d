package io.orchestrator.domain.gtid;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.domain.identity.ServerUuid;

/** Reads MySQL's set text in one pass (discovery.md 4): {@code uuid:1-5:7:tag:1-3,uuid:1}. */
final class MySqlGtidParser {
    private final TextScanner scanner;
    private final Map<TransactionSource, Intervals.Builder> found = new TreeMap<>();

    private MySqlGtidParser(String text) {
        scanner = new TextScanner(text);
    }

    static MySqlGtidSet parse(String text) {
        return new MySqlGtidParser(text).readSet();
    }

    static MySqlGtidSet parseReadable(String text) {
        var parser = new MySqlGtidParser(text);
        try {
            return parser.readSet();
        } catch (GtidSyntaxException _) {
            return parser.readSoFar();
        }
    }

    private MySqlGtidSet readSet() {
        while (!scanner.atEnd()) {
            if (scanner.take(',')) {
                continue;
            }
            readEntry();
            if (!scanner.atEnd() && !scanner.sees(',')) {
                throw scanner.fail("expected \":\" or \",\" between transactions");
            }
        }
        return readSoFar();
    }

    private MySqlGtidSet readSoFar() {
        var transactions = new TreeMap<TransactionSource, Intervals>();
        found.forEach((source, intervals) -> transactions.put(source, intervals.build()));
        return MySqlGtidSet.of(transactions);
    }

    private void readEntry() {
        ServerUuid uuid = readUuid();
        if (!scanner.take(':')) {
            throw scanner.fail("expected \":\" and transaction numbers after the server UUID");
        }
        boolean tagFollows = !scanner.seesDigit() || readIntervals(TransactionSource.untagged(uuid));
        while (tagFollows) {
            var source = new TransactionSource(uuid, readTag());
            if (!scanner.take(':') || !scanner.seesDigit()) {
                throw scanner.fail("expected \":\" and transaction numbers after the tag");
            }
            tagFollows = readIntervals(source);
        }
    }

    /** Whether it stopped behind a colon that is not followed by a number. */
    private boolean readIntervals(TransactionSource source) {
        Intervals.Builder intervals = found.computeIfAbsent(source, _ -> new Intervals.Builder());
        while (scanner.seesDigit()) {
            readInterval(intervals);
            if (!scanner.take(':')) {
                return false;
            }
        }
        return true;
    }

    private void readInterval(Intervals.Builder intervals) {
        long first = readNumber();
        if (!scanner.take('-')) {
            intervals.add(first, first);
            return;
        }
        int lastAt = scanner.position();
        long last = readNumber();
        if (last < first) {
            throw scanner.fail("expected an interval that does not end before its start " + first, lastAt);
        }
        intervals.add(first, last);
    }

    private long readNumber() {
        int from = scanner.position();
        long number = scanner.takeNumber(MySqlGtid.MAX_NUMBER, "a transaction number");
        if (number == 0) {
            throw scanner.fail("expected a transaction number of at least 1", from);
        }
        return number;
    }

    private ServerUuid readUuid() {
        int from = scanner.position();
        String token = scanner.takeWhile(MySqlGtidParser::isUuidCharacter);
        try {
            return new ServerUuid(token.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notUuid) {
            throw scanner.fail("expected a server UUID", from);
        }
    }

    private GtidTag readTag() {
        int from = scanner.position();
        String token = scanner.takeWhile(c -> GtidTag.continuesTag((char) c));
        if (token.isEmpty()) {
            throw scanner.fail("expected a transaction number, an interval or a tag", from);
        }
        try {
            return new GtidTag(token);
        } catch (IllegalArgumentException notTag) {
            throw scanner.fail("expected a tag of at most 32 characters", from);
        }
    }

    private static boolean isUuidCharacter(int c) {
        return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
