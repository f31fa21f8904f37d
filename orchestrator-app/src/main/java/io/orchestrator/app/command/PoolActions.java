package io.orchestrator.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.PoolStore;

/** Pools (cli.md 10.8). */
final class PoolActions {

    private PoolActions() {}

    static void submit(Call call) {
        String pool = call.options().pool();
        if (pool.isEmpty()) {
            throw new CommandFailure("Please submit --pool");
        }
        List<InstanceKey> members = new ArrayList<>();
        for (String text : call.options().instance().split("[ ,\r\n\t]+", -1)) {
            if (!text.isEmpty()) {
                members.add(member(call, text));
            }
        }
        call.ask(store(call).replace(pool, members));
        call.product()
                .registers()
                .audit()
                .audit(new AuditEntry("submit-pool-instances", InstanceKey.NONE, "", pool));
    }

    private static InstanceKey member(Call call, String text) {
        try {
            InstanceKey key = InstanceKey.parse(text, call.settings().defaultPort());
            return call.settings().fuzzyPoolNames() ? Selections.completed(call.picture().fleet(), key) : key;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    static void list(Call call) {
        for (PoolStore.Member member : call.ask(store(call).readAll())) {
            Optional<Topology> cluster = call.picture().fleet().clusterOf(member.key());
            cluster.ifPresent(found -> call.print(
                    found.name() + "\t" + found.alias() + "\t" + member.pool() + "\t" + member.key()));
        }
    }

    static void usable(Call call) {
        String pool = call.options().pool();
        Set<InstanceKey> members = call.ask(store(call).readAll())
                .stream()
                .filter(member -> pool.isEmpty() || member.pool().equals(pool))
                .map(PoolStore.Member::key)
                .collect(Collectors.toSet());
        call.cluster()
                .ifPresent(cluster -> call.print(cluster.instances()
                        .stream()
                        .filter(instance -> members.contains(instance.key()) && isUsable(instance))
                        .toList()));
    }

    private static boolean isUsable(FleetInstance instance) {
        return instance.observed().isSeen()
                && instance.snapshot().filter(InstanceSnapshot::isBinlogServer).isEmpty();
    }

    private static PoolStore store(Call call) {
        return call.product().registers().pools();
    }
}
