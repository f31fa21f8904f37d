package io.orchestrator.app.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.MetricsSink;
import org.jspecify.annotations.Nullable;

/** Another audit log, its entries counted. */
public final class CountedAudit implements AuditLog {
    private final AuditLog log;
    private final MetricsSink metrics;

    public CountedAudit(AuditLog log, MetricsSink metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    @Override
    public void audit(AuditEntry entry) {
        metrics.count("audit.write", 1);
        log.audit(entry);
    }

    @Override
    public void decided(Decision decision) {
        log.decided(decision);
    }

    @Override
    public CompletionStage<List<Kept>> read(int page, @Nullable InstanceKey key) {
        return log.read(page, key);
    }

    @Override
    public void purge(Duration age) {
        log.purge(age);
    }
}
