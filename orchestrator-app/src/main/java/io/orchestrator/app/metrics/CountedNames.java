package io.orchestrator.app.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.NameStore;

/** Another store of names, its successful reads and writes counted (discovery.md 10.1). */
public final class CountedNames implements NameStore {
    static final String WRITE_RESOLVED = "resolve.write_resolved";
    static final String WRITE_UNRESOLVED = "resolve.write_unresolved";
    static final String READ_RESOLVED = "resolve.read_resolved";
    static final String READ_UNRESOLVED = "resolve.read_unresolved";
    static final String READ_RESOLVED_ALL = "resolve.read_resolved_all";

    private final NameStore names;
    private final MetricsSink metrics;

    public CountedNames(NameStore names, MetricsSink metrics) {
        this.names = names;
        this.metrics = metrics;
    }

    private <T> CompletionStage<T> counted(CompletionStage<T> answer, String metric, int amount) {
        return amount == 0 ? answer : answer.thenApply(value -> {
            metrics.count(metric, amount);
            return value;
        });
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return counted(names.resolved(), READ_RESOLVED_ALL, 1);
    }

    /** Counts names. */
    @Override
    public CompletionStage<Void> writeResolved(Map<String, String> written) {
        return counted(names.writeResolved(written), WRITE_RESOLVED, written.size());
    }

    @Override
    public CompletionStage<Void> clearResolved() {
        return names.clearResolved();
    }

    /** Counts the names asked for. */
    @Override
    public CompletionStage<Map<String, String>> history(Collection<String> hostnames) {
        return counted(names.history(hostnames), READ_RESOLVED, hostnames.size());
    }

    @Override
    public CompletionStage<Map<String, HostAddresses>> addresses() {
        return names.addresses();
    }

    @Override
    public CompletionStage<Void> writeAddresses(Map<String, HostAddresses> addresses) {
        return names.writeAddresses(addresses);
    }

    @Override
    public CompletionStage<Map<String, String>> unresolved() {
        return counted(names.unresolved(), READ_UNRESOLVED, 1);
    }

    @Override
    public CompletionStage<Void> unresolve(String hostname, String virtualName) {
        return counted(names.unresolve(hostname, virtualName), WRITE_UNRESOLVED, 1);
    }
}
