package io.orchestrator.http.wire;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A cluster explained, as {@code explain} answers it; ours, not the contract's. Ages and durations are milliseconds, null when unknown.
 *
 * @param verdict one line
 * @param failures what would come of the death of each source, of a server that was asked for first
 * @param analyses what the analysis says now
 * @param servers what each server said
 * @param lines all of it as text
 */
public record ExplanationWire(String verdict, String clusterName, String clusterAlias, List<KeyWire> sources,
        PictureWire picture, List<FailureWire> failures, List<AnalysisItem> analyses, List<ServerWire> servers,
        List<String> lines) {

    /** What it was made from: origin {@code leader} or {@code backend}. */
    public record PictureWire(String origin, String at, @Nullable Long oldestReadingMillis) {}

    /**
     * What would come of one failure.
     *
     * @param present it is there already
     * @param recovered somebody would be promoted
     * @param promoted who; null when nobody
     * @param succession who would follow; null when this release promotes nobody for such a failure
     */
    public record FailureWire(KeyWire server, boolean present, boolean recovered, String verdict, String analysis,
            String description, List<String> explanation, String decision, String decisionReason,
            @Nullable KeyWire promoted, List<HindranceWire> hindrances, @Nullable SuccessionWire succession) {}

    /** What stands in the way: {@code blocks}, {@code delays} or {@code note}. */
    public record HindranceWire(String weight, String sentence) {}

    /**
     * Who would follow.
     *
     * @param candidate whom the choice falls on, be the recovery blocked or not; null when on nobody
     * @param why why on whom, or on nobody
     * @param donor whom the candidate is caught up from first; null when from nobody
     */
    public record SuccessionWire(@Nullable KeyWire candidate, String why, @Nullable KeyWire donor,
            List<RankedWire> ranking, List<KeyWire> followers, List<LostWire> lost,
            @Nullable AtRiskWire transactionsAtRisk, ProofWire semiSync) {}

    /** One candidate; rank 0 when it may not be promoted. */
    public record RankedWire(int rank, KeyWire key, String reason, String promotionRule, String dataCenter,
            String region, String version, String binlogFormat, @Nullable Long missingTransactions,
            @Nullable Long unappliedTransactions, @Nullable Long lagMillis, boolean acknowledges, boolean isDowntimed,
            @Nullable Long readAgoMillis) {}

    /** A server that would be lost, and why. */
    public record LostWire(KeyWire key, String reason) {}

    /** Transactions that would be lost as far as probes tell. */
    public record AtRiskWire(String gtidSet, long count, @Nullable Long sourceReadAgoMillis,
            @Nullable Long candidateReadAgoMillis, String caveat) {}

    /** Whether it is certain that nothing acknowledged is lost; zeros when replication is asynchronous. */
    public record ProofWire(int acknowledgements, long acknowledging, long readable, long needed, boolean holds) {}

    /** What the analysis says of one server now. */
    public record AnalysisItem(KeyWire server, String analysis, String description, List<String> structureAnalysis,
            List<String> explanation, String decision, String decisionReason, List<RuleWire> rules) {}

    /** What became of one rule. */
    public record RuleWire(String number, String code, boolean matched, boolean decides, String reason) {}

    /** What one server said, and how reading it went. */
    public record ServerWire(KeyWire key, KeyWire source, int depth, String version, boolean readOnly,
            ReadingWire reading, List<ChannelState> channels, String promotionRule, boolean isDowntimed,
            boolean inMaintenance, String gtidErrant) {}

    /** How reading a server went. */
    public record ReadingWire(boolean valid, boolean partial, @Nullable Long seenAgoMillis,
            @Nullable Long checkedAgoMillis, @Nullable Long pendingMillis, @Nullable String failureKind,
            @Nullable String failure, int failuresInRow) {}

    /** What a replica said of one channel. */
    public record ChannelState(String name, KeyWire source, String receiver, String applier, ErrorWire receiverError,
            ErrorWire applierError, @Nullable Long silenceMillis, @Nullable Long heartbeatMillis,
            @Nullable Long lagMillis, long configuredDelayMillis, boolean usesGtid) {}

    /** An error of a replication thread: number 0 and no text when there is none. */
    public record ErrorWire(int number, String text) {}
}
