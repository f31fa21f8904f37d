package io.orchestrator.http.wire;

/**
 * One change of an analysis, or one that stands. Ours, not in the contract; {@link AnalysisMapper} fills it.
 *
 * @param sequence number of the change
 * @param time when it was told, in RFC 3339
 * @param verdict what is done about it, in one word
 * @param reason why that
 * @param analysis the entry as {@code replication-analysis} has it
 */
public record AnalysisEventWire(long sequence, String time, String verdict, String reason, AnalysisWire analysis) {

    /**
     * All that stands was told.
     *
     * @param sequence of the last change
     * @param problems how many analyses stand
     */
    public record Live(long sequence, int problems) {}

    /** So many events were dropped, for the reader was too slow. */
    public record Missed(long missed) {}
}
