package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.instance.ProbeFailure;

/** Whether an analysis is acted on: the gates of recovery.md 2 as small named functions, each with its reason. */
public final class RecoveryPolicy {
    /** One gate; empty lets the analysis pass. */
    private interface Gate {
        Optional<RecoveryDecision> stop(Analysis analysis, RecoveryCircumstances circumstances);
    }

    private static final List<Gate> GATES = List.of(RecoveryPolicy::nothingToDo, RecoveryPolicy::downtime,
            RecoveryPolicy::livingSource, RecoveryPolicy::detectOnly, RecoveryPolicy::withoutRecovery,
            RecoveryPolicy::overloaded,
            RecoveryPolicy::withoutGtid, RecoveryPolicy::claimed,
            RecoveryPolicy::disabled, RecoveryPolicy::filtered, RecoveryPolicy::suspended, RecoveryPolicy::grace,
            RecoveryPolicy::doubt);

    private static final Set<AnalysisCode> OF_WRITE_PATHS = Set.of(AnalysisCode.DISK_FULL_MASTER,
            AnalysisCode.READ_ONLY_FILE_SYSTEM_MASTER, AnalysisCode.WRITE_STALLED_MASTER);

    private RecoveryPolicy() {}

    /** The first gate that stops the analysis decides; when none does, it is recovered. */
    public static RecoveryDecision decide(Analysis analysis, RecoveryCircumstances circumstances) {
        return GATES.stream()
                .flatMap(gate -> gate.stop(analysis, circumstances).stream())
                .findFirst()
                .orElseGet(() -> new RecoveryDecision.Recover(analysis.code().description()));
    }

    /** What each gate that stops the analysis says, in the order of the gates; empty when it is recovered. */
    public static List<RecoveryDecision> stops(Analysis analysis, RecoveryCircumstances circumstances) {
        return GATES.stream().flatMap(gate -> gate.stop(analysis, circumstances).stream()).toList();
    }

    /** Whether this release has a recovery for a code. */
    public static boolean recovers(AnalysisCode code) {
        return code == AnalysisCode.DEAD_MASTER || code == AnalysisCode.DEAD_MASTER_AND_SOME_REPLICAS;
    }

    private static Optional<RecoveryDecision> nothingToDo(Analysis analysis, RecoveryCircumstances circumstances) {
        return analysis.code().handling() == AnalysisCode.Handling.NONE
                ? Optional.of(new RecoveryDecision.Ignore(analysis.code().contractName() + " has no action plan"))
                : Optional.empty();
    }

    private static Optional<RecoveryDecision> downtime(Analysis analysis, RecoveryCircumstances circumstances) {
        if (circumstances.forced() || !analysis.isSkippable()) {
            return Optional.empty();
        }
        String who = analysis.isDowntimed() ? analysis.key() + " is" : "all replicas of " + analysis.key() + " are";
        return Optional.of(new RecoveryDecision.Ignore(who + " in downtime"));
    }

    /**
     * A source that lives and cannot write would have to be kept from writing first: the statements that do so wait for the very commits
     * that do not finish, and those finish when the disk is back. Nothing is promoted beside it.
     */
    private static Optional<RecoveryDecision> livingSource(Analysis analysis, RecoveryCircumstances circumstances) {
        Evidence.WritePath writes = analysis.evidence().further().writes();
        boolean wanted = writes != null && writes.policy() == WritePathPolicy.ACT;
        return wanted && OF_WRITE_PATHS.contains(analysis.code())
                ? Optional.of(new RecoveryDecision.Blocked("WritePathPolicy is act, but " + analysis.key()
                        + " lives and this release cannot keep it from writing while it is replaced; mend it, or stop"
                        + " it, then it is recovered as a dead source"))
                : Optional.empty();
    }

    private static Optional<RecoveryDecision> detectOnly(Analysis analysis, RecoveryCircumstances circumstances) {
        return analysis.code().handling() == AnalysisCode.Handling.DETECT
                ? Optional.of(new RecoveryDecision.DetectOnly(analysis.code().description()))
                : Optional.empty();
    }

    private static Optional<RecoveryDecision> withoutRecovery(Analysis analysis, RecoveryCircumstances circumstances) {
        return recovers(analysis.code()) ? Optional.empty()
                : Optional.of(new RecoveryDecision.Blocked(
                        "this release does not recover " + analysis.code().contractName() + " yet"));
    }

    /** Not even a person is followed here: the last look would end the recovery, for the source answers. */
    private static Optional<RecoveryDecision> overloaded(Analysis analysis, RecoveryCircumstances circumstances) {
        return analysis.evidence().check().failure() == ProbeFailure.Kind.OVERLOADED
                ? Optional.of(new RecoveryDecision.Blocked(
                        analysis.key() + " refused our connection because it has too many: it lives"))
                : Optional.empty();
    }

    private static Optional<RecoveryDecision> withoutGtid(Analysis analysis, RecoveryCircumstances circumstances) {
        boolean gtid = analysis.evidence().gtid().oracle() || analysis.evidence().gtid().mariaDb();
        return gtid ? Optional.empty()
                : Optional.of(new RecoveryDecision.Blocked(
                        "not all readable replicas replicate by GTID; this release recovers only those that do"));
    }

    private static Optional<RecoveryDecision> claimed(Analysis analysis, RecoveryCircumstances circumstances) {
        return circumstances.claimed().contains(analysis.cluster())
                ? Optional.of(new RecoveryDecision.Blocked(
                        "a recovery, takeover or relocation of cluster " + analysis.cluster() + " is running"))
                : Optional.empty();
    }

    private static Optional<RecoveryDecision> disabled(Analysis analysis, RecoveryCircumstances circumstances) {
        return circumstances.disabled() && !circumstances.forced()
                ? Optional.of(new RecoveryDecision.Blocked("recoveries are disabled globally"))
                : Optional.empty();
    }

    private static Optional<RecoveryDecision> filtered(Analysis analysis, RecoveryCircumstances circumstances) {
        return analysis.automatedSourceRecovery() || circumstances.forced() ? Optional.empty()
                : Optional.of(new RecoveryDecision.Blocked(
                        "cluster " + analysis.cluster() + " matches none of RecoverMasterClusterFilters"));
    }

    private static Optional<RecoveryDecision> suspended(Analysis analysis, RecoveryCircumstances circumstances) {
        return circumstances.suspensions().isEmpty() || circumstances.forced() ? Optional.empty()
                : Optional.of(new RecoveryDecision.Blocked("automatic recovery is off: "
                        + String.join("; ", circumstances.suspensions())));
    }

    private static Optional<RecoveryDecision> grace(Analysis analysis, RecoveryCircumstances circumstances) {
        Duration until = circumstances.graceUntil().get(analysis.key());
        if (until == null || until.compareTo(circumstances.now()) <= 0 || circumstances.forced()) {
            return Optional.empty();
        }
        return Optional.of(new RecoveryDecision.RecheckAfter(until.minus(circumstances.now()),
                "replicas of " + analysis.key() + " were just told to connect again"));
    }

    private static Optional<RecoveryDecision> doubt(Analysis analysis, RecoveryCircumstances circumstances) {
        return circumstances.networkDoubt().isEmpty() || circumstances.forced() ? Optional.empty()
                : Optional.of(new RecoveryDecision.RecheckAfter(Duration.ofMillis(500), circumstances.networkDoubt()));
    }
}
