package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.ports.driven.DetectionStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_ANALYSIS_CHANGELOG;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_LAST_ANALYSIS;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_FAILURE_DETECTION;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;

/** {@code topology_failure_detection} and the analysis change log (detection.md 13 and 14). */
final class DetectionTable implements DetectionStore {

    static final int PAGE = 20;

    private final StoreCalls calls;

    DetectionTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Boolean> register(Analysis analysis, boolean actionable, NodeId owner) {
        return calls.write(
                "Cannot register the detection of " + analysis.code().contractName() + " on " + analysis.key(),
                sql -> register(sql, calls.dialect(), analysis, actionable, owner));
    }

    @Override
    public CompletionStage<Void> end(InstanceKey key) {
        return calls.run("Cannot end the detections of " + key,
                sql -> ActivePeriods.ofDetections().end(sql, calls.dialect(), is(key)));
    }

    @Override
    public CompletionStage<Integer> expire(Duration block) {
        var over = TOPOLOGY_FAILURE_DETECTION.START_ACTIVE_PERIOD.lt(calls.dialect().ago(block));
        return calls.writeIfAny("Cannot expire detections", ActivePeriods.ofDetections().active(over),
                sql -> ActivePeriods.ofDetections().end(sql, calls.dialect(), over));
    }

    @Override
    public CompletionStage<Integer> purge(Duration detections, Duration changes) {
        var t = TOPOLOGY_FAILURE_DETECTION;
        var c = DATABASE_INSTANCE_ANALYSIS_CHANGELOG;
        return calls.purge("Cannot purge the analysis change log", c, c.CHANGELOG_ID,
                c.ANALYSIS_TIMESTAMP.lt(calls.dialect().ago(changes)))
                .thenCompose(_ -> calls.purge("Cannot purge detections", t, t.DETECTION_ID, t.IN_ACTIVE_PERIOD.ne(1)
                        .and(t.START_ACTIVE_PERIOD.lt(calls.dialect().ago(detections)))));
    }

    @Override
    public CompletionStage<List<DetectionRecord>> find(int page, @Nullable Long id, @Nullable String clusterAlias) {
        var t = TOPOLOGY_FAILURE_DETECTION;
        var r = TOPOLOGY_RECOVERY;
        var started = calls.dialect().shown(t.START_ACTIVE_PERIOD).as("started");
        var related = DSL.field(DSL.select(DSL.coalesce(DSL.max(r.RECOVERY_ID), 0L))
                .from(r)
                .where(r.LAST_DETECTION_ID.eq(t.DETECTION_ID))).as("related");
        var which = DSL.and(id == null ? DSL.noCondition() : t.DETECTION_ID.eq(id),
                clusterAlias == null ? DSL.noCondition() : t.CLUSTER_ALIAS.eq(clusterAlias));
        return calls.read("Cannot read the detections", sql -> sql.select(t.fields())
                .select(started, related)
                .from(t)
                .where(which)
                .orderBy(t.DETECTION_ID.desc())
                .limit(PAGE)
                .offset(page * PAGE)
                .fetch(row -> new DetectionRecord(row.get(t.DETECTION_ID),
                        new InstanceKey(row.get(t.HOSTNAME), row.get(t.PORT)),
                        code(row.get(t.ANALYSIS)), cluster(row.get(t.CLUSTER_NAME)), row.get(t.CLUSTER_ALIAS),
                        row.get(t.COUNT_AFFECTED_SLAVES), ContractText.keys(row.get(t.SLAVE_HOSTS)),
                        row.get(t.IS_ACTIONABLE) != 0, row.get(t.IN_ACTIVE_PERIOD) != 0, row.get(started),
                        new NodeId(row.get(t.PROCESSING_NODE_HOSTNAME), row.get(t.PROCESSCING_NODE_TOKEN)),
                        row.get(related))));
    }

    @Override
    public CompletionStage<Void> recordChanges(List<Analysis> changed) {
        var sorted = changed.stream().sorted(Comparator.comparing(Analysis::key)).toList();
        return calls.run("Cannot record " + changed.size() + " changed analyses",
                sql -> sorted.forEach(analysis -> recordChange(sql, analysis)));
    }

    @Override
    public CompletionStage<List<Change>> changes() {
        var t = DATABASE_INSTANCE_ANALYSIS_CHANGELOG;
        var at = calls.dialect().shown(t.ANALYSIS_TIMESTAMP).as("at_time");
        return calls.read("Cannot read the analysis change log", sql -> sql
                .select(t.HOSTNAME, t.PORT, at, t.ANALYSIS)
                .from(t)
                .orderBy(t.HOSTNAME, t.PORT, t.CHANGELOG_ID)
                .fetch(row -> new Change(new InstanceKey(row.value1(), row.value2()), row.value3(), row.value4())));
    }

    /** Codes of the reference that this software does not know are shown as no problem. */
    static AnalysisCode code(String name) {
        return AnalysisCode.named(name).orElse(AnalysisCode.NO_PROBLEM);
    }

    /** Old rows may carry no name. */
    static ClusterName cluster(String name) {
        return new ClusterName(name.isEmpty() ? "unknown" : name);
    }

    /** Within a transaction of the caller. */
    static boolean register(DSLContext sql, Dialect dialect, Analysis analysis, boolean actionable, NodeId owner) {
        var t = TOPOLOGY_FAILURE_DETECTION;
        var code = analysis.code().contractName();
        ActivePeriods.ofDetections().end(sql, dialect, is(analysis.key()).and(t.ANALYSIS.ne(code)));
        return sql.insertInto(t)
                .columns(t.HOSTNAME, t.PORT, t.IN_ACTIVE_PERIOD, t.START_ACTIVE_PERIOD, t.END_ACTIVE_PERIOD_UNIXTIME,
                        t.PROCESSING_NODE_HOSTNAME, t.PROCESSCING_NODE_TOKEN, t.ANALYSIS, t.CLUSTER_NAME,
                        t.CLUSTER_ALIAS,
                        t.COUNT_AFFECTED_SLAVES, t.SLAVE_HOSTS, t.IS_ACTIONABLE)
                .values(DSL.val(analysis.key().hostname()), DSL.val(analysis.key().port()), DSL.val(1), dialect.now(),
                        DSL.val(0L), DSL.val(owner.hostname()), DSL.val(owner.token()), DSL.val(code),
                        DSL.val(ContractText.ascii(analysis.cluster().value(), 128)),
                        DSL.val(ContractText.ascii(analysis.clusterAlias(), 128)),
                        DSL.val(analysis.evidence().replicas().count()),
                        DSL.val(ContractText.list(analysis.evidence().replicaKeys())), DSL.val(actionable ? 1 : 0))
                .onDuplicateKeyIgnore()
                .execute() > 0;
    }

    /**
     * A server begins without a problem. The reference writes that down with its first analysis; changes are all that is
     * written here, so the first code is one unless it is the absence of a problem.
     */
    private void recordChange(DSLContext sql, Analysis analysis) {
        var last = DATABASE_INSTANCE_LAST_ANALYSIS;
        var log = DATABASE_INSTANCE_ANALYSIS_CHANGELOG;
        var key = analysis.key();
        var code = analysis.code().contractName();
        var now = calls.dialect().now();
        int changed = sql.update(last)
                .set(last.ANALYSIS, code)
                .set(last.ANALYSIS_TIMESTAMP, now)
                .where(last.HOSTNAME.eq(key.hostname()), last.PORT.eq(key.port()), last.ANALYSIS.ne(code))
                .execute();
        boolean first = changed == 0 && sql.insertInto(last)
                .columns(last.HOSTNAME, last.PORT, last.ANALYSIS_TIMESTAMP, last.ANALYSIS)
                .values(DSL.val(key.hostname()), DSL.val(key.port()), now, DSL.val(code))
                .onDuplicateKeyIgnore()
                .execute() > 0;
        if (changed > 0 || (first && analysis.code() != AnalysisCode.NO_PROBLEM)) {
            sql.insertInto(log)
                    .columns(log.HOSTNAME, log.PORT, log.ANALYSIS_TIMESTAMP, log.ANALYSIS)
                    .values(DSL.val(key.hostname()), DSL.val(key.port()), now, DSL.val(code))
                    .execute();
        }
    }

    private static Condition is(InstanceKey key) {
        return TOPOLOGY_FAILURE_DETECTION.HOSTNAME.eq(key.hostname())
                .and(TOPOLOGY_FAILURE_DETECTION.PORT.eq(key.port()));
    }
}
