package io.orchestrator.ports.inmemory.fleet;

import java.util.Arrays;
import java.util.List;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.gtid.TransactionSource;
import io.orchestrator.domain.identity.ServerUuid;
import org.jspecify.annotations.Nullable;

/** Transactions by where they were made: of each server of a cluster those up to a number. Order within one server never changes. */
final class Transactions {
    private long[] upTo;
    private @Nullable MySqlGtidSet text;

    Transactions() {
        upTo = new long[0];
    }

    private Transactions(long[] upTo) {
        this.upTo = upTo;
    }

    long upTo(int server) {
        return server < upTo.length ? upTo[server] : 0;
    }

    void add(int server, long number) {
        if (server >= upTo.length) {
            upTo = Arrays.copyOf(upTo, server + 1);
        }
        if (number > upTo[server]) {
            upTo[server] = number;
            text = null;
        }
    }

    int servers() {
        return upTo.length;
    }

    boolean containsAll(Transactions other) {
        for (int i = 0; i < other.upTo.length; i++) {
            if (other.upTo[i] > upTo(i)) {
                return false;
            }
        }
        return true;
    }

    Transactions copy() {
        return new Transactions(upTo.clone());
    }

    long count() {
        long sum = 0;
        for (long number : upTo) {
            sum += number;
        }
        return sum;
    }

    MySqlGtidSet asSet(List<ServerUuid> uuids) {
        MySqlGtidSet known = text;
        if (known == null) {
            known = GtidSet.emptyMysql();
            for (int i = 0; i < upTo.length; i++) {
                if (upTo[i] > 0) {
                    known = known.union(MySqlGtidSet.range(TransactionSource.untagged(uuids.get(i)), 1, upTo[i]));
                }
            }
            text = known;
        }
        return known;
    }
}
