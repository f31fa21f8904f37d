package io.orchestrator.http.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.PastTopology;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.AnalysisEvents;
import io.orchestrator.ports.driving.BatchSample;
import io.orchestrator.ports.driving.DiscoveryCommands;
import io.orchestrator.ports.driving.ExplainQueries;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.HistoryQueries;
import io.orchestrator.ports.driving.MaintenanceCommands;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.NameCommands;
import io.orchestrator.ports.driving.NodeQueries;
import io.orchestrator.ports.driving.OperationsCommands;
import io.orchestrator.ports.driving.PoolCommands;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.driving.QueueSample;
import io.orchestrator.ports.driving.RecoveryCommands;
import io.orchestrator.ports.driving.TagCommands;
import io.orchestrator.ports.driving.UseCases;
import org.jspecify.annotations.Nullable;

/** Use cases that answer what a test put into them and remember what they were asked to do. Everything answers at once. */
public final class FakeUseCases
        implements UseCases, FleetQueries, DiscoveryCommands, RecoveryCommands, OperationsCommands, HistoryQueries,
        NodeQueries, MetricsQueries {
    public static final NodeId SELF =
            new NodeId("vm", "0303f20fa1d8f11b4fab6ac2aa050e6e06ff080e74ed511958b205f5b9194b4e");

    public FleetPicture picture =
            new FleetPicture(Fleet.EMPTY, Duration.ZERO, SampleFleet.instant("2026-11-23 09:09:07"));
    public List<Analysis> analyses = List.of();
    public List<ProbeSample> probes = List.of();
    public List<QueueSample> queue = List.of();
    public List<BatchSample> batches = List.of();
    public List<RecoveryRecord> recoveries = List.of();
    public List<DetectionRecord> detections = List.of();
    public List<RecoveryStore.StepText> steps = List.of();
    public List<RecoveryStore.Blocked> blocked = List.of();
    public List<DetectionStore.Change> changes = List.of();
    public List<AuditLog.Kept> audit = List.of();
    public List<IntentStore.Registered> candidates = List.of();
    public Health health = new Health(true, SELF, null, List.of(), "");
    public boolean leader = true;
    public boolean disabled;
    public Answer recoveryAnswer = new Answer.NotAttempted("");
    public @Nullable ProbeFailure probeFailure;

    /** The next call of any command or query but {@code lookUp} answers with this. */
    public @Nullable RuntimeException failure;

    /** Probes never answer. */
    public boolean silent;

    /** What was done, one line each. */
    public final List<String> done = new ArrayList<>();

    /** Maintenance, tags, pools and access tokens; what is done there is among {@link #done}, too. */
    public final FakeRegisters registers = new FakeRegisters(done);

    /** Live events. */
    public final FakeAnalysisEvents events = new FakeAnalysisEvents();

    /** Host names. */
    public final FakeNames names = new FakeNames(done);

    public final List<RecoveryStore.Query> recoveryQueries = new ArrayList<>();

    /** Keys whose name was asked for. */
    public final List<InstanceKey> lookedUp = new ArrayList<>();

    /** Why the next name cannot be resolved; empty when it can. */
    public String unresolvable = "";

    private <T> CompletionStage<T> answer(T value) {
        return failure == null ? CompletableFuture.completedStage(value) : CompletableFuture.failedStage(failure);
    }

    private CompletionStage<Void> did(String what) {
        done.add(what);
        return failure == null ? CompletableFuture.allOf()
                : CompletableFuture.failedStage(failure);
    }

    @Override
    public FleetQueries fleet() {
        return this;
    }

    @Override
    public DiscoveryCommands discovery() {
        return this;
    }

    @Override
    public RecoveryCommands recoveries() {
        return this;
    }

    @Override
    public OperationsCommands operations() {
        return this;
    }

    @Override
    public MaintenanceCommands maintenance() {
        return registers;
    }

    @Override
    public TagCommands tags() {
        return registers;
    }

    @Override
    public PoolCommands pools() {
        return registers;
    }

    @Override
    public AccessTokens accessTokens() {
        return registers;
    }

    @Override
    public NameCommands names() {
        return names;
    }

    @Override
    public HistoryQueries history() {
        return this;
    }

    @Override
    public ExplainQueries explanations() {
        return new FakeExplanations(this);
    }

    @Override
    public NodeQueries nodes() {
        return this;
    }

    @Override
    public CompletionStage<List<ClusterName>> clusterNames() {
        return answer(List.copyOf(picture.fleet().clusters().keySet()));
    }

    @Override
    public CompletionStage<FleetPicture> picture() {
        return answer(picture);
    }

    @Override
    public CompletionStage<List<Analysis>> analyses() {
        return answer(analyses);
    }

    @Override
    public CompletionStage<InstanceKey> lookUp(InstanceKey given) {
        lookedUp.add(given);
        return unresolvable.isEmpty() ? CompletableFuture.completedStage(given)
                : CompletableFuture.failedStage(new PortException(PortException.Category.INVALID, unresolvable, null));
    }

    @Override
    public CompletionStage<List<ProbeSample>> probes() {
        return answer(probes);
    }

    @Override
    public CompletionStage<ProbeOutcome> discover(InstanceKey key) {
        done.add("discover " + key);
        return silent ? new CompletableFuture<>() : answer(outcome(key));
    }

    @Override
    public CompletionStage<ProbeOutcome> refresh(InstanceKey key) {
        done.add("refresh " + key);
        return answer(outcome(key));
    }

    private ProbeOutcome outcome(InstanceKey key) {
        ProbeTimes times = new ProbeTimes(Duration.ofSeconds(999), Duration.ofSeconds(999).plusMillis(5));
        ProbeFailure broken = probeFailure;
        if (broken != null) {
            return new ProbeOutcome.Unseen(key, broken, times);
        }
        return new ProbeOutcome.Seen(key, picture.fleet().find(key).orElseThrow().snapshot().orElseThrow(), times);
    }

    @Override
    public CompletionStage<Boolean> forget(InstanceKey key) {
        done.add("forget " + key);
        return answer(picture.fleet().find(key).isPresent());
    }

    @Override
    public CompletionStage<Integer> forgetCluster(ClusterName cluster) {
        done.add("forget cluster " + cluster);
        return answer(1);
    }

    @Override
    public CompletionStage<Integer> recordTopologies() {
        done.add("record topologies");
        return answer(4);
    }

    @Override
    public CompletionStage<PastTopology> recordedTopology(ClusterName cluster, Predicate<String> wanted) {
        return answer(new PastTopology(Map.of()));
    }

    @Override
    public MetricsQueries metrics() {
        return this;
    }

    @Override
    public AnalysisEvents analysisEvents() {
        return events;
    }

    @Override
    public CompletionStage<List<QueueSample>> queue() {
        return answer(queue);
    }

    @Override
    public CompletionStage<List<BatchSample>> batches() {
        return answer(batches);
    }

    @Override
    public CompletionStage<Standing> standing() {
        return answer(new Standing(leader, health.healthy(), 4, 0, 0, 0, 4, 0, Duration.ZERO, 0));
    }

    @Override
    public CompletionStage<Answer> recover(InstanceKey key, InstanceKey candidate, boolean skipHooks) {
        done.add("recover " + key + " candidate " + candidate + " skipHooks " + skipHooks);
        return answer(recoveryAnswer);
    }

    @Override
    public CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement) {
        done.add(acknowledgement.toString());
        return answer(0);
    }

    @Override
    public CompletionStage<Void> disableRecoveries(boolean newDisabled) {
        this.disabled = newDisabled;
        return did("disabled " + newDisabled);
    }

    @Override
    public CompletionStage<Boolean> recoveriesDisabled() {
        return answer(disabled);
    }

    @Override
    public CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration) {
        return did("begin-downtime " + key + " " + owner + " " + reason + " " + duration);
    }

    @Override
    public CompletionStage<Boolean> endDowntime(InstanceKey key) {
        done.add("end-downtime " + key);
        return answer(false);
    }

    @Override
    public CompletionStage<Void> registerCandidate(Candidate candidate) {
        return did("candidate " + candidate.key() + " " + candidate.rule());
    }

    @Override
    public CompletionStage<List<IntentStore.Registered>> candidates() {
        return answer(candidates);
    }

    @Override
    public CompletionStage<Void> overrideAlias(ClusterName cluster, String alias) {
        return did("alias " + cluster + " " + alias);
    }

    @Override
    public CompletionStage<List<RecoveryRecord>> recoveries(RecoveryStore.Query query) {
        recoveryQueries.add(query);
        return answer(query.activeOnly() || query.ended() != null ? List.of() : recoveries);
    }

    @Override
    public CompletionStage<List<RecoveryStore.StepText>> steps(RecoveryUid uid) {
        return answer(steps);
    }

    @Override
    public CompletionStage<List<RecoveryStore.Blocked>> blocked() {
        return answer(blocked);
    }

    @Override
    public CompletionStage<List<DetectionRecord>> detections(int page, @Nullable Long id,
            @Nullable String clusterAlias) {
        done.add("detections page " + page + " id " + id + " alias " + clusterAlias);
        return answer(detections);
    }

    @Override
    public CompletionStage<List<DetectionStore.Change>> analysisChanges() {
        return answer(changes);
    }

    @Override
    public CompletionStage<List<AuditLog.Kept>> audit(int page, @Nullable InstanceKey key) {
        done.add("audit page " + page + " of " + key);
        return answer(audit);
    }

    @Override
    public boolean isLeader() {
        return leader;
    }

    @Override
    public NodeId self() {
        return SELF;
    }

    @Override
    public CompletionStage<Health> health() {
        return answer(health);
    }

    @Override
    public CompletionStage<Void> grabElection() {
        return did("grab-election");
    }

    @Override
    public CompletionStage<Void> reelect() {
        return did("reelect");
    }
}
