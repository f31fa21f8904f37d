package io.orchestrator.domain.gtid;

/**
 * One MariaDB transaction, or the position of a server in one replication domain.
 *
 * @param domain
 *            the replication domain, from 0 to 2^32 - 1
 * @param server
 *            the {@code server_id} of the server where the transaction was born, from 0 to 2^32 - 1
 * @param sequence
 *            the number within the domain, from 1
 */
public record MariaDbGtid(long domain, long server, long sequence) {
    /** The largest domain or server id. */
    static final long MAX_ID = 0xFFFF_FFFFL;
    /** The largest sequence number that can be held here; MariaDB has as many again. */
    static final long MAX_SEQUENCE = Long.MAX_VALUE - 1;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException
     *             when a part is out of range
     */
    public MariaDbGtid {
        if (domain < 0 || domain > MAX_ID || server < 0 || server > MAX_ID || sequence < 1
                || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("Not a MariaDB GTID: " + domain + "-" + server + "-" + sequence);
        }
    }

    /** {@code domain-server-sequence}. */
    public String text() {
        return domain + "-" + server + "-" + sequence;
    }

    @Override
    public String toString() {
        return text();
    }
}
