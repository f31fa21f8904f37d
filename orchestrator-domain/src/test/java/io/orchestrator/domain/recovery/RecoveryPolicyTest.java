package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.operations.Downtime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.orchestrator.domain.testing.Instances.NOW;
import static io.orchestrator.domain.testing.Instances.key;
import static org.assertj.core.api.Assertions.assertThat;

/** The gates of recovery.md 2. */
class RecoveryPolicyTest {
    private static final ClusterName CLUSTER = new ClusterName("m:3306");
    private static final Downtime DOWNTIME =
            new Downtime(key("m"), "dba", "works", Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    private static final RecoveryCircumstances QUIET = circumstances(false);

    private static RecoveryCircumstances circumstances(boolean forced) {
        return new RecoveryCircumstances(forced, false, List.of(), Set.of(), Map.of(), "", NOW);
    }

    private static Analysis analysis(AnalysisCode code, boolean gtid, @Nullable Downtime downtime, boolean replicasToo,
            boolean automated) {
        return analysis(code, gtid, downtime, replicasToo, automated, new Evidence.Check(false, false, false));
    }

    private static Analysis analysis(AnalysisCode code, boolean gtid, @Nullable Downtime downtime, boolean replicasToo,
            boolean automated, Evidence.Check check) {
        var evidence = new Evidence(new Evidence.Role(true, false, false, false, 0),
                check, new Evidence.Replicas(2, 2, 0, 2, 0, 0, 0, 0, 0),
                new Evidence.Logging(2, 0, 0, 2, 1), new Evidence.Gtid(gtid, false, false, false, "ON", "ON", "ON", ""),
                new Evidence.SemiSyncFacts(false, false, 0, 0, false), false, BinlogCoordinates.NONE,
                List.of(key("r1"), key("r2")));
        return new Analysis(key("m"), InstanceKey.NONE, CLUSTER, "shop", "", Classification.NONE, code, List.of(),
                evidence, downtime, replicasToo, automated, true);
    }

    private static Analysis dead() {
        return analysis(AnalysisCode.DEAD_MASTER, true, null, false, true);
    }

    private static Analysis stalled(WritePathPolicy policy) {
        Analysis plain = analysis(AnalysisCode.WRITE_STALLED_MASTER, true, null, false, true);
        Evidence e = plain.evidence();
        var health = new WriteHealth(new CommitProgress(CommitProgress.Wait.COMMIT, 3, Duration.ofSeconds(12),
                Duration.ofSeconds(11)), null);
        var further = new Evidence.Further(NOW, List.of(), null, false,
                new Evidence.WritePath(health, WriteHealth.Verdict.STALLED, policy));
        var evidence = new Evidence(e.role(), e.check(), e.replicas(), e.logging(), e.gtid(), e.semiSync(),
                e.readOnly(), e.position(), e.replicaKeys(), further);
        return new Analysis(plain.key(), plain.sourceKey(), CLUSTER, "shop", "", Classification.NONE, plain.code(),
                List.of(), evidence, null, false, true, true);
    }

    private static Analysis failing(ProbeFailure.Kind kind) {
        return analysis(AnalysisCode.DEAD_MASTER, true, null, false, true,
                new Evidence.Check(false, false, false, kind, false));
    }

    private static RecoveryCircumstances withGrace(boolean forced) {
        return new RecoveryCircumstances(forced, false, List.of(), Set.of(), Map.of(key("m"), NOW.plusSeconds(3)), "",
                NOW);
    }

    private static RecoveryCircumstances everythingAgainst(boolean forced) {
        return new RecoveryCircumstances(forced, true, List.of("KeyOfTomorrow is set"), Set.of(),
                Map.of(key("m"), NOW.plusSeconds(3)), "watches broke", NOW);
    }

    record Gate(String name, Analysis analysis, RecoveryCircumstances circumstances,
            Class<? extends RecoveryDecision> decision, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Gate> gates() {
        Class<RecoveryDecision.Blocked> blocked = RecoveryDecision.Blocked.class;
        return Stream.of(
                new Gate("dead source", dead(), QUIET, RecoveryDecision.Recover.class, ""),
                new Gate("no action plan", analysis(AnalysisCode.NO_PROBLEM, true, null, false, true), QUIET,
                        RecoveryDecision.Ignore.class, "no action plan"),
                new Gate("downtime", analysis(AnalysisCode.DEAD_MASTER, true, DOWNTIME, false, true), QUIET,
                        RecoveryDecision.Ignore.class, "m:3306 is in downtime"),
                new Gate("downtime of all replicas", analysis(AnalysisCode.DEAD_MASTER, true, null, true, true), QUIET,
                        RecoveryDecision.Ignore.class, "all replicas of m:3306 are in downtime"),
                new Gate("detection only", analysis(AnalysisCode.UNREACHABLE_MASTER, true, null, false, true), QUIET,
                        RecoveryDecision.DetectOnly.class, ""),
                new Gate("not yet", analysis(AnalysisCode.DEAD_CO_MASTER, true, null, false, true), QUIET, blocked,
                        "does not recover DeadCoMaster yet"),
                new Gate("without GTID", analysis(AnalysisCode.DEAD_MASTER, false, null, false, true), QUIET, blocked,
                        "by GTID"),
                new Gate("too many connections", failing(ProbeFailure.Kind.OVERLOADED), QUIET, blocked,
                        "m:3306 refused our connection because it has too many: it lives"),
                new Gate("too many connections, whoever asks", failing(ProbeFailure.Kind.OVERLOADED),
                        circumstances(true), blocked, "it lives"),
                new Gate("refused since", failing(ProbeFailure.Kind.REFUSED), QUIET, RecoveryDecision.Recover.class,
                        ""),
                new Gate("a write path that is observed", stalled(WritePathPolicy.OBSERVE), QUIET,
                        RecoveryDecision.DetectOnly.class, "do not finish"),
                new Gate("a write path that is to be acted on", stalled(WritePathPolicy.ACT), QUIET, blocked,
                        "WritePathPolicy is act, but m:3306 lives"),
                new Gate("a write path that a person wants to act on", stalled(WritePathPolicy.ACT),
                        circumstances(true), blocked, "stop it"),
                new Gate("claimed", dead(), new RecoveryCircumstances(true, false, List.of(), Set.of(CLUSTER), Map.of(),
                        "", NOW), blocked, "of cluster m:3306 is running"),
                new Gate("another cluster claimed", dead(), new RecoveryCircumstances(false, false, List.of(),
                        Set.of(new ClusterName("x:1")), Map.of(), "", NOW), RecoveryDecision.Recover.class, ""),
                new Gate("disabled", dead(), new RecoveryCircumstances(false, true, List.of(), Set.of(), Map.of(), "",
                        NOW), blocked, "disabled globally"),
                new Gate("filters", analysis(AnalysisCode.DEAD_MASTER, true, null, false, false), QUIET, blocked,
                        "RecoverMasterClusterFilters"),
                new Gate("suspended", dead(), new RecoveryCircumstances(false, false, List.of("KeyOfTomorrow is set"),
                        Set.of(), Map.of(), "", NOW), blocked, "KeyOfTomorrow is set"),
                new Gate("grace", dead(), withGrace(false), RecoveryDecision.RecheckAfter.class, "connect again"),
                new Gate("grace does not hold back a person", dead(), withGrace(true), RecoveryDecision.Recover.class,
                        ""),
                new Gate("doubt", dead(), new RecoveryCircumstances(false, false, List.of(), Set.of(), Map.of(),
                        "watches broke", NOW), RecoveryDecision.RecheckAfter.class, "watches broke"),
                new Gate("a person overrides all but claims",
                        analysis(AnalysisCode.DEAD_MASTER_AND_SOME_REPLICAS, true, DOWNTIME, true, false),
                        everythingAgainst(true), RecoveryDecision.Recover.class, ""));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void decides(Gate gate) {
        RecoveryDecision decision = RecoveryPolicy.decide(gate.analysis(), gate.circumstances());

        assertThat(decision).isInstanceOf(gate.decision());
        assertThat(decision.reason()).isNotBlank().contains(gate.reason());
    }

    @Test
    void graceEndsByItself() {
        RecoveryCircumstances over = new RecoveryCircumstances(false, false, List.of(), Set.of(),
                Map.of(key("m"), NOW), "", NOW);

        assertThat(RecoveryPolicy.decide(dead(), over)).isInstanceOf(RecoveryDecision.Recover.class);
        assertThat(RecoveryPolicy.decide(dead(), withGrace(false)))
                .isInstanceOfSatisfying(RecoveryDecision.RecheckAfter.class,
                        r -> assertThat(r.delay()).isEqualTo(Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @EnumSource(AnalysisCode.class)
    void onlyADeadSourceIsRecovered(AnalysisCode code) {
        boolean recovers = RecoveryPolicy.decide(analysis(code, true, null, false, true),
                QUIET) instanceof RecoveryDecision.Recover;

        assertThat(recovers).isEqualTo(
                code == AnalysisCode.DEAD_MASTER || code == AnalysisCode.DEAD_MASTER_AND_SOME_REPLICAS);
    }
}
