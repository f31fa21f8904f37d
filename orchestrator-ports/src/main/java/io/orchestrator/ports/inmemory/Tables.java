package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/** What the backend holds. Everything is read and written under one lock: each operation is a transaction. */
final class Tables {
    private final TimeSource time;
    private Duration offset = Duration.ZERO;

    @Nullable Leader leader;
    @Nullable Lease lease;
    long lastTerm;
    final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    final Map<ClusterName, ClaimState> claims = new TreeMap<>();
    long lastClaimNumber;
    final List<RecoveryRow> recoveries = new ArrayList<>();
    final List<RecoveryStore.StepText> steps = new ArrayList<>();
    final Map<InstanceKey, BlockedRow> blocked = new TreeMap<>();
    final List<DetectionRow> detections = new ArrayList<>();
    long lastDetectionId;
    final Map<InstanceKey, String> lastCodes = new TreeMap<>();
    final List<DetectionStore.Change> changes = new ArrayList<>();
    final Map<InstanceKey, InstanceRow> instances = new TreeMap<>();
    final List<TopologyRow> topologies = new ArrayList<>();
    final List<CoordinatesRow> coordinates = new ArrayList<>();
    final Map<InstanceKey, Downtime> downtimes = new TreeMap<>();
    final Map<InstanceKey, CandidateRow> candidates = new TreeMap<>();
    final Map<InstanceKey, MaintenanceRow> maintenance = new TreeMap<>();
    long lastMaintenance;
    final Map<InstanceKey, Map<String, String>> tags = new TreeMap<>();
    final Map<String, Pool> pools = new TreeMap<>();
    final Map<String, TokenRow> accessTokens = new HashMap<>();
    final Map<String, String> attributes = new TreeMap<>();
    final Map<String, HostName> virtualNames = new TreeMap<>();
    final Map<String, HostName> resolvedNames = new TreeMap<>();
    /** By resolved name: the name that led there last. */
    final Map<String, HostName> nameHistory = new TreeMap<>();
    final Map<String, HostAddresses> addresses = new TreeMap<>();
    final Map<ClusterName, String> aliases = new TreeMap<>();
    final Map<ClusterName, Instant> aliasesAt = new TreeMap<>();
    final Map<ClusterName, String> aliasOverrides = new TreeMap<>();
    final Map<ClusterName, HostName> domains = new TreeMap<>();
    final Map<InstanceKey, Boolean> tlsDemanded = new TreeMap<>();
    IntentStore.Marks marks = IntentStore.Marks.NONE;
    boolean recoveriesDisabled;

    /** The contract's row. */
    record Leader(NodeId owner, Instant firstSeen, Instant lastSeen) {}

    /** Our lease row. */
    record Lease(NodeId owner, Instant firstSeen, long term, long sequence, Duration duration) {
        boolean belongsTo(Leader leader) {
            return owner.equals(leader.owner()) && firstSeen.equals(leader.firstSeen());
        }
    }

    record Node(NodeStore.Node node, Instant firstSeen, Instant lastSeen, long count) {}

    record ClaimState(Claim claim, Instant renewedAt, long renewals) {}

    record BlockedRow(InstanceKey failed, String cluster, String code, Instant at, long blockingId) {}

    /** A lock on a server; it ends by itself. */
    record MaintenanceRow(long number, MaintenanceStore.Request request, Instant begin) {
        Instant end() {
            return begin.plus(request.duration());
        }
    }

    /** One server in one record of all topologies. */
    record TopologyRow(long second, InstanceKey key, InstanceKey source, ClusterName cluster) {}

    /** One server in one record of all coordinates; which they were nobody reads yet. */
    record CoordinatesRow(InstanceKey key, Instant recordedAt) {}

    record TokenRow(String secret, Instant generatedAt, boolean acquired) {}

    record Pool(Set<InstanceKey> members, Instant registeredAt) {
        Pool {
            members = Collections.unmodifiableSet(new TreeSet<>(members));
        }
    }

    /** What a host name stands for, or is to be replaced by. */
    record HostName(String name, Instant registeredAt) {}

    record CandidateRow(Candidate candidate, Instant registeredAt) {}

    Tables(TimeSource time) {
        this.time = time;
    }

    synchronized <T> T transaction(Supplier<T> operation) {
        return operation.get();
    }

    /** What a process asks of a store: it goes over its line, and is a transaction. */
    <T> CompletionStage<T> call(Line line, String name, Supplier<T> operation) {
        return line.call(name, () -> transaction(operation));
    }

    /** The same without an answer. */
    CompletionStage<Void> change(Line line, String name, Runnable operation) {
        return call(line, name, () -> {
            operation.run();
            return true;
        }).thenAccept(_ -> {});
    }

    Instant now() {
        return time.wall().plus(offset);
    }

    synchronized void advance(Duration by) {
        offset = offset.plus(by);
    }

    boolean isInMaintenance(InstanceKey key) {
        MaintenanceRow row = maintenance.get(key);
        return row != null && row.end().isAfter(now());
    }

    boolean isOlder(Instant when, Duration age) {
        return Duration.between(when, now()).compareTo(age) > 0;
    }

    boolean isHeld(Claim claim) {
        ClaimState state = claims.get(claim.cluster());
        return state != null && state.claim().equals(claim);
    }

    static String text(Instant when) {
        return when.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
