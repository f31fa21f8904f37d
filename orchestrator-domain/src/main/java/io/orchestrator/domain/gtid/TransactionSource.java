package io.orchestrator.domain.gtid;

import java.util.Comparator;

import io.orchestrator.domain.identity.ServerUuid;

/**
 * What numbers transactions in MySQL: a server or group, and within it a tag. Sorted by UUID, the untagged source first.
 *
 * @param uuid
 *            the server (or group) where the transactions were born
 * @param tag
 *            the tag, {@link GtidTag#NONE} for untagged transactions
 */
public record TransactionSource(ServerUuid uuid, GtidTag tag) implements Comparable<TransactionSource> {
    private static final Comparator<TransactionSource> ORDER = Comparator
            .comparing((TransactionSource source) -> source.uuid().value())
            .thenComparing(TransactionSource::tag);

    /** The untagged transactions of a server. */
    public static TransactionSource untagged(ServerUuid uuid) {
        return new TransactionSource(uuid, GtidTag.NONE);
    }

    @Override
    public int compareTo(TransactionSource other) {
        return ORDER.compare(this, other);
    }
}
