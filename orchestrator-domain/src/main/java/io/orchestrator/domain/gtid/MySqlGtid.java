package io.orchestrator.domain.gtid;

import io.orchestrator.domain.identity.ServerUuid;

/**
 * One MySQL transaction.
 *
 * @param source
 *            what numbered it
 * @param number
 *            from 1 to 2^63 - 2
 */
public record MySqlGtid(TransactionSource source, long number) {
    /** The largest number a server assigns. */
    public static final long MAX_NUMBER = Long.MAX_VALUE - 1;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException
     *             when no server can have assigned it
     */
    public MySqlGtid {
        if (number < 1 || number > MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "Not a transaction number: " + number + ". Expected 1 to " + MAX_NUMBER + ".");
        }
    }

    /** An untagged transaction. */
    public static MySqlGtid of(ServerUuid uuid, long number) {
        return new MySqlGtid(TransactionSource.untagged(uuid), number);
    }

    /** As {@code gtid_next} takes it: {@code uuid:7} or {@code uuid:tag:7}. */
    public String text() {
        String prefix = source.uuid().value() + ":";
        return source.tag().isNone() ? prefix + number : prefix + source.tag().value() + ":" + number;
    }

    @Override
    public String toString() {
        return text();
    }
}
