package io.orchestrator.http.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.detection.StructureCode;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.ports.driving.AnalysisEvents;

/** Analyses to {@link AnalysisWire} (detection.md 11.1). */
public final class AnalysisMapper {
    private final Rendering rendering;

    public AnalysisMapper(Rendering rendering) {
        this.rendering = Objects.requireNonNull(rendering, "rendering");
    }

    /**
     * A current analysis.
     *
     * @param self the answering node
     * @param now time of day, for what remains of a downtime
     */
    public AnalysisWire current(Analysis analysis, NodeId self, Instant now) {
        Evidence evidence = analysis.evidence();
        return new AnalysisWire(
                subject(analysis),
                role(evidence),
                replicas(evidence),
                verdict(analysis, now),
                new AnalysisWire.Surroundings(evidence.role().binlogServer(), evidence.gtid().pseudo(),
                        evidence.gtid().oracle(), evidence.gtid().mariaDb(), evidence.gtid().binlogServer()),
                semiSync(evidence),
                logging(evidence),
                new AnalysisWire.Processing(false, self.hostname(), self.token(), 0, "", analysis.isSkippable()),
                new AnalysisWire.Modes(evidence.gtid().mode(), evidence.gtid().minReplicaMode(),
                        evidence.gtid().maxReplicaMode(), evidence.gtid().maxReplicaErrant(), "", evidence.readOnly()));
    }

    /** What remains of a downtime, in whole seconds: negative while it lasts. */
    public static long remaining(Downtime downtime, Instant now) {
        return Duration.between(downtime.end(), now).toSeconds();
    }

    /**
     * One event about an analysis.
     *
     * @param self the answering node
     * @param now time of day, for what remains of a downtime
     */
    public AnalysisEventWire event(AnalysisEvents.Told told, NodeId self, Instant now) {
        return new AnalysisEventWire(told.sequence(), ProcessTimes.text(told.at(), rendering.zone()),
                told.verdict().text(), told.reason(), current(told.analysis(), self, now));
    }

    /** What a stored detection or recovery keeps of its analysis (http-api.md 3.6). */
    AnalysisWire recorded(InstanceKey key, AnalysisCode code, ClusterWire cluster, int replicaCount,
            List<InstanceKey> replicaKeys, String startActivePeriod) {
        List<KeyWire> keys = KeyWire.sorted(replicaKeys);
        return new AnalysisWire(
                new AnalysisWire.Subject(KeyWire.of(key), KeyWire.of(InstanceKey.NONE), cluster, "", "", "",
                        CoordinatesWire.of(BinlogCoordinates.NONE)),
                AnalysisWire.Role.NONE,
                new AnalysisWire.Replicas(replicaCount, 0, 0, 0, 0, 0, keys, keys, false),
                new AnalysisWire.Verdict(code.contractName(), "", null, false, false, "", 0),
                AnalysisWire.Surroundings.NONE,
                AnalysisWire.SemiSyncInputs.NONE,
                AnalysisWire.Logging.NONE,
                new AnalysisWire.Processing(false, "", "", 0, startActivePeriod, false),
                AnalysisWire.Modes.NONE);
    }

    private static AnalysisWire.Subject subject(Analysis analysis) {
        return new AnalysisWire.Subject(
                KeyWire.of(analysis.key()),
                KeyWire.of(analysis.sourceKey()),
                ClusterWire.of(analysis),
                analysis.classification().dataCenter(),
                analysis.classification().region(),
                analysis.classification().physicalEnvironment(),
                CoordinatesWire.of(analysis.evidence().position()));
    }

    private static AnalysisWire.Role role(Evidence evidence) {
        Evidence.Role role = evidence.role();
        return new AnalysisWire.Role(role.master(), role.groupMember(), role.coMaster(), evidence.check().valid(),
                evidence.check().partial());
    }

    private static AnalysisWire.Replicas replicas(Evidence evidence) {
        Evidence.Replicas counts = evidence.replicas();
        List<KeyWire> keys = KeyWire.sorted(evidence.replicaKeys());
        return new AnalysisWire.Replicas(counts.count(), counts.seen(), counts.replicating(),
                counts.failingToConnect(), counts.downtimed(), evidence.role().depth(), keys, keys,
                evidence.check().failingToConnect());
    }

    private AnalysisWire.Verdict verdict(Analysis analysis, Instant now) {
        AnalysisCode code = analysis.code();
        List<String> structure = analysis.structure().stream().map(StructureCode::contractName).toList();
        Downtime downtime = analysis.downtime();
        return new AnalysisWire.Verdict(
                code.contractName(),
                code.description(),
                structure.isEmpty() ? null : structure,
                downtime != null,
                analysis.replicasDowntimed(),
                downtime == null ? "" : rendering.times().computed(downtime.end()),
                downtime == null ? 0 : remaining(downtime, now));
    }

    private static AnalysisWire.SemiSyncInputs semiSync(Evidence evidence) {
        Evidence.SemiSyncFacts facts = evidence.semiSync();
        return new AnalysisWire.SemiSyncInputs(facts.enabled(), facts.active(), facts.wanted(), facts.clients(),
                evidence.replicas().semiSyncEnabled());
    }

    private static AnalysisWire.Logging logging(Evidence evidence) {
        Evidence.Logging facts = evidence.logging();
        return new AnalysisWire.Logging(facts.logging(), facts.statementBased(), facts.mixedBased(), facts.rowBased(),
                facts.distinctMajorVersions(), evidence.replicas().delayed(), evidence.replicas().lagging());
    }
}
