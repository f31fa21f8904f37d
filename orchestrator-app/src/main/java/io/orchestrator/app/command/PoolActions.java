package io.orchestrator.app.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PoolMembers;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driving.PoolCommands;

/** Pools (cli.md 10.8). */
final class PoolActions {

    private PoolActions() {}

    static void submit(Call call) {
        String pool = call.options().pool();
        if (pool.isEmpty()) {
            throw new CommandFailure("Please submit --pool");
        }
        call.ask(pools(call).submit(pool, members(call), call.settings().fuzzyPoolNames()));
    }

    private static List<InstanceKey> members(Call call) {
        try {
            return PoolMembers.parse(call.options().instance(), call.settings().defaultPort());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    static void list(Call call) {
        for (PoolStore.Member member : call.ask(pools(call).members())) {
            Optional<Topology> cluster = call.picture().fleet().clusterOf(member.key());
            cluster.ifPresent(found -> call.print(
                    found.name() + "\t" + found.alias() + "\t" + member.pool() + "\t" + member.key()));
        }
    }

    static void usable(Call call) {
        String pool = call.options().pool();
        Set<InstanceKey> members = call.ask(pools(call).members())
                .stream()
                .filter(member -> pool.isEmpty() || member.pool().equals(pool))
                .map(PoolStore.Member::key)
                .collect(Collectors.toSet());
        call.cluster().ifPresent(cluster -> call.print(Selections.usable(cluster, members)));
    }

    private static PoolCommands pools(Call call) {
        return call.product().useCases().pools();
    }
}
