package io.orchestrator.app.command;

import java.util.List;

import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.AttributeStore;

/** The writer that is stored under the domain of a cluster (cli.md 10.9 and 10.13, topology-ops.md 7.2). */
final class DomainActions {

    private DomainActions() {}

    static void writer(Call call) {
        String domain = domain(call);
        call.print(call.ask(attributes(call).general(domain))
                .orElseThrow(() -> new CommandFailure("No instance is stored under the domain " + domain
                        + "; set-heuristic-domain-instance stores one")));
    }

    /** Stores the only writable source there is. */
    static void storeWriter(Call call) {
        String domain = domain(call);
        List<FleetInstance> writable = call.cluster().map(Selections::writableSources).orElse(List.of());
        if (writable.size() != 1) {
            throw new CommandFailure("Found " + writable.size() + " potential master for cluster " + nameOf(call));
        }
        String writer = writable.getFirst().key().display();
        call.ask(attributes(call).putGeneral(domain, writer));
        call.print(writer);
    }

    private static String domain(Call call) {
        String domain = call.cluster().map(Topology::domain).orElse("");
        if (domain.isEmpty()) {
            throw new CommandFailure("Cannot find domain name for cluster " + nameOf(call));
        }
        return domain;
    }

    private static String nameOf(Call call) {
        return call.cluster().map(cluster -> cluster.name().value()).orElse("");
    }

    private static AttributeStore attributes(Call call) {
        return call.product().registers().attributes();
    }
}
