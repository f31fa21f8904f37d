package io.orchestrator.ports.inmemory;

import java.util.ArrayList;
import java.util.List;

import io.orchestrator.ports.contract.AuditLogContract;
import io.orchestrator.ports.driven.AuditLog;

class InMemoryAuditLogTest extends AuditLogContract {
    private final InMemoryAuditLog log = new InMemoryAuditLog(100);

    @Override
    protected AuditLog log() {
        return log;
    }

    @Override
    protected List<String> written() {
        List<String> all = new ArrayList<>();
        log.entries().forEach(entry -> all.add(entry.toString()));
        log.decisions().forEach(decision -> all.add(decision.toString()));
        return all;
    }
}
