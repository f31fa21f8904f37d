package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.RefusalTexts;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.RecoveryStore;

/** Recoveries as rows and states (recovery.md 5, 16, 17). */
final class InMemoryRecoveryStore implements RecoveryStore {
    private static final int PAGE = 20;
    private static final String OURSELVES = "orchestrator";
    private static final Duration BLOCKED_SHOWN_FOR = Duration.ofSeconds(2);

    private final Tables tables;
    private final Line line;

    InMemoryRecoveryStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Registration> register(Request request) {
        return tables.call(line, "recovery.register", () -> {
            Analysis analysis = request.analysis();
            Optional<Registration> refusal = request.forced() ? Optional.empty() : refusal(analysis);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (request.forced()) {
                acknowledge(row -> row.failed().equals(analysis.key()) && !row.endedAt().isEmpty(), OURSELVES,
                        "implicit acknowledge due to user invocation of recovery on same instance: " + analysis.key());
            }
            return insert(request, analysis);
        });
    }

    private Optional<Registration> refusal(Analysis analysis) {
        InstanceKey key = analysis.key();
        if (tables.recoveriesDisabled) {
            return Optional.of(new Registration.Refused(Refusal.DISABLED, "recoveries are disabled globally", 0));
        }
        Downtime downtime = tables.downtimes.get(key);
        if (downtime != null && downtime.isActiveAt(tables.now())) {
            return Optional.of(new Registration.Refused(Refusal.DOWNTIMED,
                    key + " is in downtime (" + downtime.owner() + ": " + downtime.reason() + ")", 0));
        }
        if (tables.isInMaintenance(key)) {
            return Optional.of(new Registration.Refused(Refusal.IN_MAINTENANCE, key + " is in maintenance", 0));
        }
        Optional<RecoveryRow> promotion = active(row -> row.isPromotionOf(key));
        if (promotion.isPresent()) {
            return Optional.of(block(analysis, promotion.get(), Refusal.RECENTLY_PROMOTED,
                    RefusalTexts.recentlyPromoted(key, promotion.get().failed())));
        }
        return active(row -> row.cluster().equals(analysis.cluster()))
                .map(row -> block(analysis, row, Refusal.CLUSTER_BLOCKED,
                        RefusalTexts.clusterBlocked(analysis.cluster(), row.failed())));
    }

    private Registration block(Analysis analysis, RecoveryRow by, Refusal kind, String reason) {
        tables.blocked.put(analysis.key(), new Tables.BlockedRow(analysis.key(), analysis.cluster().value(),
                analysis.code().contractName(), tables.now(), by.id()));
        return new Registration.Refused(kind, reason, by.id());
    }

    private Registration insert(Request request, Analysis analysis) {
        Optional<RecoveryRow> same = active(row -> row.failed().equals(analysis.key()));
        if (same.isPresent()) {
            return new Registration.Refused(Refusal.ALREADY_ACTIVE, "found an active or recent recovery on "
                    + analysis.key() + ". Will not issue another RecoverDeadMaster.", same.get().id());
        }
        Optional<RecoveryRow> begun = tables.recoveries.stream()
                .filter(row -> row.cluster().equals(analysis.cluster()) && row.state() != null
                        && row.endedAt().isEmpty())
                .findFirst();
        if (begun.isPresent()) {
            String reason = RefusalTexts.unfinished(begun.get().uid(), analysis.cluster());
            return request.forced() ? new Registration.Refused(Refusal.CLAIMED, reason, begun.get().id())
                    : block(analysis, begun.get(), Refusal.CLAIMED, reason);
        }
        Optional<Claim> claim = InMemoryClaimStore.take(tables, analysis.cluster(), request.uid(), request.owner());
        if (claim.isEmpty()) {
            return new Registration.Refused(Refusal.CLAIMED,
                    "a recovery, takeover or relocation of cluster " + analysis.cluster() + " is running", 0);
        }
        long detection = tables.detections.stream()
                .filter(row -> row.key().equals(analysis.key()))
                .mapToLong(DetectionRow::id)
                .max()
                .orElse(0);
        RecoveryRow row = new RecoveryRow(tables.recoveries.size() + 1L, request.uid(), analysis.key(), analysis.code(),
                analysis.cluster(), analysis.clusterAlias(), analysis.evidence().replicaKeys(), request.owner(),
                tables.now(), detection, request.initial());
        tables.recoveries.add(row);
        append(request.uid(), request.messages());
        tables.blocked.remove(analysis.key());
        return new Registration.Registered(row.id(), claim.get());
    }

    private Optional<RecoveryRow> active(Predicate<RecoveryRow> which) {
        return tables.recoveries.stream().filter(RecoveryRow::isActive).filter(which).findFirst();
    }

    private Optional<RecoveryRow> byUid(RecoveryUid uid) {
        return tables.recoveries.stream().filter(row -> row.uid().equals(uid)).findFirst();
    }

    @Override
    public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
            List<String> messages) {
        return tables.call(line, "recovery.advance", () -> {
            Optional<RecoveryRow> row = byUid(claim.uid());
            if (!tables.isHeld(claim) || row.isEmpty() || row.get().isBeyond(state)) {
                return false;
            }
            row.get().moveTo(state, intents);
            append(claim.uid(), messages);
            return true;
        });
    }

    private void append(RecoveryUid uid, List<String> messages) {
        messages.forEach(message -> tables.steps
                .add(new StepText(tables.steps.size() + 1L, uid, Tables.text(tables.now()), message)));
    }

    @Override
    public CompletionStage<Void> note(RecoveryUid uid, List<String> messages) {
        return tables.call(line, "recovery.note", () -> {
            append(uid, messages);
            return uid;
        }).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Boolean> resolve(Claim claim, RecoveryOutcome outcome, RecoveryState state,
            List<String> messages, boolean keepsBlocking) {
        return tables.call(line, "recovery.resolve", () -> {
            Optional<RecoveryRow> row = byUid(claim.uid());
            if (!tables.isHeld(claim) || row.isEmpty()) {
                return false;
            }
            row.get().resolve(outcome, state, tables.now());
            if (!keepsBlocking) {
                row.get().endActivePeriod();
            }
            append(claim.uid(), messages);
            return true;
        });
    }

    @Override
    public CompletionStage<List<Unfinished>> unfinished() {
        return tables.call(line, "recovery.unfinished", () -> tables.recoveries.stream()
                .filter(row -> row.endedAt().isEmpty())
                .flatMap(row -> Optional.ofNullable(row.state())
                        .map(state -> new Unfinished(row.record(), state))
                        .stream())
                .toList());
    }

    @Override
    public CompletionStage<Boolean> adopt(Claim claim) {
        return tables.call(line, "recovery.adopt", () -> {
            Optional<RecoveryRow> row = byUid(claim.uid()).filter(r -> r.endedAt().isEmpty());
            if (!tables.isHeld(claim) || row.isEmpty()) {
                return false;
            }
            row.get().adoptedBy(claim.owner());
            return true;
        });
    }

    @Override
    public CompletionStage<List<RecoveryRecord>> find(Query query) {
        return tables.call(line, "recovery.find", () -> tables.recoveries.stream()
                .filter(row -> query.ended() == null || hasEnded(row, query.ended()))
                .map(RecoveryRow::record)
                .filter(row -> query.id() == null || row.id() == query.id())
                .filter(row -> query.uid() == null || row.uid().equals(query.uid()))
                .filter(row -> query.cluster() == null || row.cluster().equals(query.cluster()))
                .filter(row -> query.clusterAlias() == null || row.clusterAlias().equals(query.clusterAlias()))
                .filter(row -> !query.unacknowledgedOnly() || row.acknowledged() == null)
                .filter(row -> !query.activeOnly() || (row.active() && row.endedAt().isEmpty()))
                .sorted(Comparator.comparingLong(RecoveryRecord::id).reversed())
                .skip((long) query.page() * PAGE)
                .limit(PAGE)
                .toList());
    }

    private boolean hasEnded(RecoveryRow row, Ended how) {
        Instant end = row.end();
        return end != null && !tables.isOlder(end, how.within())
                && (how.successor() == null || row.isPromotionOf(how.successor()));
    }

    @Override
    public CompletionStage<List<StepText>> steps(RecoveryUid uid) {
        return tables.call(line, "recovery.steps",
                () -> tables.steps.stream().filter(step -> step.uid().equals(uid)).toList());
    }

    @Override
    public CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement) {
        return tables.call(line, "recovery.acknowledge", () -> {
            String owner = acknowledgement.owner();
            String comment = acknowledgement.comment();
            return switch (acknowledgement.scope()) {
                case Acknowledgement.Scope.OfCluster(var name, String alias) -> {
                    tables.detections.stream().filter(d -> d.isOf(name, alias)).forEach(DetectionRow::end);
                    yield acknowledge(
                            row -> row.cluster().equals(name) || (!alias.isEmpty() && row.alias().equals(alias)),
                            owner, comment);
                }
                case Acknowledgement.Scope.OfInstance(InstanceKey key) -> {
                    tables.detections.stream().filter(d -> d.key().equals(key)).forEach(DetectionRow::end);
                    yield acknowledge(row -> row.failed().equals(key), owner, comment);
                }
                case Acknowledgement.Scope.OfId(long id) -> acknowledge(row -> row.id() == id, owner, comment);
                case Acknowledgement.Scope.OfUid(RecoveryUid uid) ->
                        acknowledge(row -> row.uid().equals(uid), owner, comment);
                case Acknowledgement.Scope.OfCompleted(InstanceKey key) ->
                        acknowledge(row -> row.failed().equals(key) && !row.endedAt().isEmpty(), owner, comment);
                case Acknowledgement.Scope.Everything() -> acknowledge(_ -> true, owner, comment);
            };
        });
    }

    private int acknowledge(Predicate<RecoveryRow> which, String owner, String comment) {
        List<RecoveryRow> rows =
                tables.recoveries.stream().filter(row -> !row.isAcknowledged()).filter(which).toList();
        rows.forEach(row -> row.acknowledge(owner, comment, tables.now()));
        return rows.size();
    }

    @Override
    public CompletionStage<Integer> expireActivePeriods(Duration block) {
        return tables.call(line, "recovery.expireActivePeriods", () -> {
            List<RecoveryRow> rows = tables.recoveries.stream()
                    .filter(row -> row.isActive() && tables.isOlder(row.startedAt(), block))
                    .filter(row -> tables.claims.values().stream().noneMatch(c -> c.claim().uid().equals(row.uid())))
                    .toList();
            rows.forEach(RecoveryRow::endActivePeriod);
            return rows.size();
        });
    }

    @Override
    public CompletionStage<Integer> purge(Duration age) {
        return tables.call(line, "recovery.purge", () -> {
            List<RecoveryRow> old = tables.recoveries.stream()
                    .filter(row -> !row.isActive() && tables.isOlder(row.startedAt(), age))
                    .filter(row -> row.state() == null || !row.endedAt().isEmpty())
                    .toList();
            tables.recoveries.removeAll(old);
            tables.steps.removeIf(step -> tables.recoveries.stream().noneMatch(row -> row.uid().equals(step.uid()))
                    && tables.isOlder(Instant.parse(step.at()), age));
            return old.size();
        });
    }

    @Override
    public CompletionStage<Integer> acknowledgeCrashed() {
        return tables.call(line, "recovery.acknowledgeCrashed", () -> {
            Instant now = tables.now();
            List<RecoveryRow> rows = tables.recoveries.stream()
                    .filter(row -> row.isActive() && !row.isAcknowledged() && row.endedAt().isEmpty())
                    .filter(row -> row.state() == null && !tables.nodes.containsKey(row.owner()))
                    .toList();
            rows.forEach(row -> {
                row.acknowledge(OURSELVES, "detected crashed recovery", now);
                row.endCrashed(now);
            });
            return rows.size();
        });
    }

    @Override
    public CompletionStage<List<Blocked>> blocked() {
        return tables.call(line, "recovery.blocked", () -> tables.blocked.values()
                .stream()
                .filter(row -> !tables.isOlder(row.at(), BLOCKED_SHOWN_FOR))
                .filter(row -> active(r -> r.id() == row.blockingId()).isPresent())
                .map(row -> new Blocked(row.failed(), row.cluster(), row.code(), Tables.text(row.at()),
                        row.blockingId()))
                .toList());
    }
}
