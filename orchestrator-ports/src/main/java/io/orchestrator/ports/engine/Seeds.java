package io.orchestrator.ports.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.ports.driven.AuditLog;

/** {@code DiscoverySeeds}: made known once a process, so that a seed that somebody forgets does not come back with the next term. */
final class Seeds {
    private final NameLoop names;
    private final DiscoveryLoop discovery;
    private final AuditLog audit;
    private final Set<InstanceKey> unsown;

    Seeds(NameLoop names, DiscoveryLoop discovery, AuditLog audit, List<InstanceKey> seeds) {
        this.names = names;
        this.discovery = discovery;
        this.audit = audit;
        this.unsown = new LinkedHashSet<>(seeds);
    }

    /** @param stillLeading asked when a seed's name is resolved */
    void sow(BooleanSupplier stillLeading) {
        List.copyOf(unsown).forEach(seed -> names.ask(seed, key -> {
            if (stillLeading.getAsBoolean() && unsown.remove(seed) && discovery.insist(key)) {
                audit.audit(new AuditEntry("inject-seed", key, "", "injected"));
            }
        }));
    }
}
