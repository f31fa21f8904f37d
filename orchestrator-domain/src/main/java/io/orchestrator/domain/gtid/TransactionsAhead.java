package io.orchestrator.domain.gtid;

/**
 * What one server has and another lacks.
 *
 * @param count
 *            the number of transactions, not negative
 * @param text
 *            the transactions as {@link GtidSet#text()} names them; empty when there are none
 */
public record TransactionsAhead(long count, String text) {
    /** Checks that the count is not negative. */
    public TransactionsAhead {
        if (count < 0) {
            throw new IllegalArgumentException("A number of transactions cannot be negative: " + count);
        }
    }

    /** Whether there is nothing ahead. */
    public boolean isEmpty() {
        return count == 0;
    }
}
