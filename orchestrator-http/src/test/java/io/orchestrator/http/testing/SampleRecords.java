package io.orchestrator.http.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.RecoveryStore;
import tools.jackson.databind.JsonNode;

/** Analyses, detections and recoveries, read from recorded answers. */
public final class SampleRecords {
    private SampleRecords() {}

    /** Analyses of a recorded {@code replication-analysis}. */
    public static List<Analysis> analyses(String sample) {
        return list(Sample.json(sample).get("Details"), SampleRecords::analysis);
    }

    public static List<RecoveryRecord> recoveries(String sample) {
        return list(Sample.json(sample), SampleRecords::recovery);
    }

    public static List<DetectionRecord> detections(String sample) {
        return list(Sample.json(sample), SampleRecords::detection);
    }

    public static List<RecoveryStore.StepText> steps(String sample) {
        return list(Sample.json(sample), node -> new RecoveryStore.StepText(node.get("Id").asLong(),
                new RecoveryUid(text(node, "RecoveryUID")), text(node, "AuditAt"), text(node, "Message")));
    }

    public static List<DetectionStore.Change> changes(String sample) {
        List<DetectionStore.Change> changes = new ArrayList<>();
        for (JsonNode server : Sample.json(sample)) {
            for (JsonNode entry : server.get("Changelog")) {
                String[] parts = entry.asString().split("[;,]", -1);
                changes.add(new DetectionStore.Change(SampleFleet.key(server.get("AnalyzedInstanceKey")), parts[0],
                        parts[1]));
            }
        }
        return changes;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
        List<T> read = new ArrayList<>();
        array.forEach(node -> read.add(reader.apply(node)));
        return read;
    }

    private static Analysis analysis(JsonNode node) {
        JsonNode cluster = node.get("ClusterDetails");
        InstanceKey key = SampleFleet.key(node.get("AnalyzedInstanceKey"));
        Downtime downtime = node.get("IsDowntimed").asBoolean()
                ? new Downtime(key, "vm", "lost-in-recovery", SampleFleet.instant("2026-11-23 09:09:14"),
                        SampleFleet.instant(text(node, "DowntimeEndTimestamp")))
                : null;
        return new Analysis(key, SampleFleet.key(node.get("AnalyzedInstanceMasterKey")),
                new ClusterName(text(cluster, "ClusterName")), text(cluster, "ClusterAlias"),
                text(cluster, "ClusterDomain"),
                new Classification("", text(node, "AnalyzedInstanceDataCenter"), text(node, "AnalyzedInstanceRegion"),
                        text(node, "AnalyzedInstancePhysicalEnvironment"), "", "", null, 0, false),
                AnalysisCode.named(text(node, "Analysis")).orElseThrow(), List.of(), evidence(node), downtime,
                flag(node, "IsReplicasDowntimed"), flag(cluster, "HasAutomatedMasterRecovery"),
                flag(cluster, "HasAutomatedIntermediateMasterRecovery"));
    }

    private static Evidence evidence(JsonNode node) {
        return new Evidence(
                new Evidence.Role(flag(node, "IsMaster"), flag(node, "IsReplicationGroupMember"),
                        flag(node, "IsCoMaster"),
                        flag(node, "IsBinlogServer"), count(node, "ReplicationDepth")),
                new Evidence.Check(flag(node, "LastCheckValid"), flag(node, "LastCheckPartialSuccess"),
                        flag(node, "IsFailingToConnectToMaster")),
                new Evidence.Replicas(count(node, "CountReplicas"), count(node, "CountValidReplicas"),
                        count(node, "CountValidReplicatingReplicas"),
                        count(node, "CountReplicasFailingToConnectToMaster"),
                        count(node, "CountLaggingReplicas"), count(node, "CountDelayedReplicas"),
                        count(node, "CountDowntimedReplicas"), count(node, "CountSemiSyncReplicasEnabled"), 0),
                new Evidence.Logging(count(node, "CountLoggingReplicas"),
                        count(node, "CountStatementBasedLoggingReplicas"),
                        count(node, "CountMixedBasedLoggingReplicas"),
                        count(node, "CountRowBasedLoggingReplicas"),
                        count(node, "CountDistinctMajorVersionsLoggingReplicas")),
                new Evidence.Gtid(flag(node, "OracleGTIDImmediateTopology"), flag(node, "MariaDBGTIDImmediateTopology"),
                        flag(node, "BinlogServerImmediateTopology"), flag(node, "PseudoGTIDImmediateTopology"),
                        text(node, "GTIDMode"), text(node, "MinReplicaGTIDMode"), text(node, "MaxReplicaGTIDMode"),
                        text(node, "MaxReplicaGTIDErrant")),
                new Evidence.SemiSyncFacts(flag(node, "SemiSyncMasterEnabled"), flag(node, "SemiSyncMasterStatus"),
                        count(node, "SemiSyncMasterWaitForReplicaCount"), count(node, "SemiSyncMasterClients"), false),
                flag(node, "IsReadOnly"),
                SampleFleet.coordinates(node.get("AnalyzedInstanceBinlogCoordinates")),
                SampleFleet.keys(node.get("Replicas")));
    }

    private static RecoveryRecord recovery(JsonNode node) {
        JsonNode entry = node.get("AnalysisEntry");
        JsonNode cluster = entry.get("ClusterDetails");
        List<InstanceKey> replicas = SampleFleet.keys(entry.get("Replicas"));
        RecoveryRecord.Acknowledged acknowledged = flag(node, "Acknowledged")
                ? new RecoveryRecord.Acknowledged(text(node, "AcknowledgedBy"), text(node, "AcknowledgedAt"),
                        text(node, "AcknowledgedComment"))
                : null;
        RecoveryOutcome outcome =
                new RecoveryOutcome(flag(node, "IsSuccessful"), SampleFleet.key(node.get("SuccessorKey")),
                        text(node, "SuccessorAlias"), SampleFleet.keys(node.get("LostReplicas")),
                        SampleFleet.keys(node.get("ParticipatingInstanceKeys")), errors(node.get("AllErrors")));
        return new RecoveryRecord(node.get("Id").asLong(), new RecoveryUid(text(node, "UID")),
                SampleFleet.key(entry.get("AnalyzedInstanceKey")), code(entry),
                new ClusterName(text(cluster, "ClusterName")),
                text(cluster, "ClusterAlias"), count(entry, "CountReplicas"), replicas, outcome, flag(node, "IsActive"),
                text(node, "RecoveryStartTimestamp"), text(node, "RecoveryEndTimestamp"), owner(node), acknowledged,
                node.get("LastDetectionId").asLong());
    }

    private static List<String> errors(JsonNode array) {
        return list(array, JsonNode::asString).stream().filter(error -> !error.isEmpty()).toList();
    }

    private static DetectionRecord detection(JsonNode node) {
        JsonNode entry = node.get("AnalysisEntry");
        JsonNode cluster = entry.get("ClusterDetails");
        return new DetectionRecord(node.get("Id").asLong(), SampleFleet.key(entry.get("AnalyzedInstanceKey")),
                code(entry),
                new ClusterName(text(cluster, "ClusterName")), text(cluster, "ClusterAlias"),
                count(entry, "CountReplicas"),
                SampleFleet.keys(entry.get("Replicas")), true, flag(node, "IsActive"),
                text(node, "RecoveryStartTimestamp"), owner(node), node.get("RelatedRecoveryId").asLong());
    }

    private static AnalysisCode code(JsonNode entry) {
        return Arrays.stream(AnalysisCode.values())
                .filter(code -> code.contractName().equals(text(entry, "Analysis")))
                .findFirst()
                .orElseThrow();
    }

    private static NodeId owner(JsonNode node) {
        return new NodeId(text(node, "ProcessingNodeHostname"), text(node, "ProcessingNodeToken"));
    }

    private static boolean flag(JsonNode node, String field) {
        return node.get(field).asBoolean();
    }

    private static int count(JsonNode node, String field) {
        return node.get(field).asInt();
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    /** Aliases of a recorded {@code clusters-info}. */
    public static Map<String, String> aliases(String sample) {
        Map<String, String> aliases = new HashMap<>();
        Sample.json(sample).forEach(node -> aliases.put(text(node, "ClusterName"), text(node, "ClusterAlias")));
        return aliases;
    }
}
