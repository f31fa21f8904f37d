package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.ports.driven.DetectionStore;
import org.jspecify.annotations.Nullable;

/** Detections (detection.md 13, 14). */
final class InMemoryDetectionStore implements DetectionStore {
    private static final int PAGE = 20;

    private final Tables tables;
    private final Line line;

    InMemoryDetectionStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Boolean> register(Analysis analysis, boolean actionable, NodeId owner) {
        return tables.call(line, "detection.register", () -> {
            List<DetectionRow> active = tables.detections.stream()
                    .filter(row -> row.isActive() && row.key().equals(analysis.key()))
                    .toList();
            active.stream().filter(row -> !row.isSameAs(analysis)).forEach(DetectionRow::end);
            if (active.stream().anyMatch(row -> row.isActive() && row.isActionable() == actionable)) {
                return false;
            }
            tables.detections.add(new DetectionRow(++tables.lastDetectionId, analysis, actionable, owner,
                    tables.now()));
            return true;
        });
    }

    @Override
    public CompletionStage<Void> end(InstanceKey key) {
        return tables.call(line, "detection.end", () -> {
            tables.detections.stream().filter(row -> row.key().equals(key)).forEach(DetectionRow::end);
            return key;
        }).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Integer> expire(Duration block) {
        return tables.call(line, "detection.expire", () -> {
            List<DetectionRow> old = tables.detections.stream()
                    .filter(row -> row.isActive() && tables.isOlder(row.startedAt(), block))
                    .toList();
            old.forEach(DetectionRow::end);
            return old.size();
        });
    }

    @Override
    public CompletionStage<List<DetectionRecord>> find(int page, @Nullable Long id, @Nullable String clusterAlias) {
        return tables.call(line, "detection.find", () -> tables.detections.stream()
                .filter(row -> id == null || row.id() == id)
                .filter(row -> clusterAlias == null || row.alias().equals(clusterAlias))
                .sorted(Comparator.comparingLong(DetectionRow::id).reversed())
                .skip((long) page * PAGE)
                .limit(PAGE)
                .map(row -> row.record(newestRecovery(row.id())))
                .toList());
    }

    private long newestRecovery(long detection) {
        return tables.recoveries.stream()
                .filter(row -> row.detectionId() == detection)
                .mapToLong(RecoveryRow::id)
                .max()
                .orElse(0);
    }

    @Override
    public CompletionStage<Void> recordChanges(List<Analysis> changed) {
        return tables.call(line, "detection.recordChanges", () -> {
            for (Analysis analysis : changed) {
                String code = analysis.code().contractName();
                if (!code.equals(tables.lastCodes.put(analysis.key(), code))) {
                    tables.changes.add(new Change(analysis.key(), Tables.text(tables.now()), code));
                }
            }
            return changed;
        }).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<List<Change>> changes() {
        return tables.call(line, "detection.changes", () -> List.copyOf(tables.changes));
    }

    @Override
    public CompletionStage<Integer> purge(Duration detections, Duration changes) {
        return tables.call(line, "detection.purge", () -> {
            int before = tables.detections.size();
            tables.detections.removeIf(row -> !row.isActive() && tables.isOlder(row.startedAt(), detections));
            tables.changes.removeIf(change -> tables.isOlder(Instant.parse(change.at()), changes));
            return before - tables.detections.size();
        });
    }
}
