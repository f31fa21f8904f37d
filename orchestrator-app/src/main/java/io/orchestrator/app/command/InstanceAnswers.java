package io.orchestrator.app.command;

import java.util.List;
import java.util.regex.Pattern;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.topology.Compatibility;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.InstanceDescription;
import io.orchestrator.domain.topology.InstanceSearch;
import io.orchestrator.domain.topology.ReplicationRules;

/** Questions about instances (cli.md 10.6 and 10.9). */
final class InstanceAnswers {

    private InstanceAnswers() {}

    static void find(Call call) {
        Pattern wanted = call.patternAsRegex();
        call.print(byRank(call).stream().filter(i -> wanted.matcher(i.key().display()).find()).toList());
    }

    static void search(Call call) {
        String text = call.pattern().trim();
        call.print(byRank(call).stream().filter(instance -> InstanceSearch.finds(text, instance)).toList());
    }

    static void all(Call call) {
        call.print(byRank(call));
    }

    private static List<FleetInstance> byRank(Call call) {
        return call.picture().fleet().instances().stream().sorted(InstanceSearch.BY_RANK).toList();
    }

    static void names(Call call) {
        List<String> names = call.picture().fleet().instances().stream().map(i -> i.key().display()).sorted().toList();
        call.print(String.join("\n", names));
    }

    static void name(Call call) {
        call.print(call.instance().key());
    }

    static void source(Call call) {
        InstanceKey source = call.instance().sourceKey();
        if (source.isValid()) {
            call.print(source);
        }
    }

    static void replicas(Call call) {
        InstanceKey key = call.key();
        call.picture().fleet().clusterOf(key).ifPresent(cluster -> call.print(cluster.replicasOf(key)));
    }

    static void status(Call call) {
        call.print(InstanceDescription.plain(call.instance(), call.settings().topology(), call.picture().now()));
    }

    static void isReplicating(Call call) {
        FleetInstance instance = call.instance();
        if (instance.snapshot().filter(InstanceSnapshot::isReplicating).isPresent()) {
            call.print(instance.key());
        }
    }

    static void isStopped(Call call) {
        FleetInstance instance = call.instance();
        if (instance.snapshot()
                .filter(InstanceSnapshot::isReplica)
                .flatMap(InstanceSnapshot::defaultChannel)
                .filter(ReplicaStatus::isStopped)
                .isPresent()) {
            call.print(instance.key());
        }
    }

    static void canReplicateFrom(Call call) {
        FleetInstance replica = call.instance();
        InstanceKey target = call.destination()
                .orElseThrow(() -> new CommandFailure("Cannot deduce target instance: " + call.destinationText()));
        FleetInstance source = call.picture()
                .fleet()
                .find(target)
                .orElseThrow(() -> new CommandFailure("Instance not found: " + target));
        if (replica.snapshot()
                .flatMap(r -> source.snapshot()
                        .map(s -> ReplicationRules.canReplicateFrom(r, s, call.settings().topology())))
                .filter(Compatibility.Compatible.class::isInstance)
                .isPresent()) {
            call.print(target);
        }
    }

    static void inMaintenance(Call call) {
        InstanceKey key = call.key();
        if (call.ask(call.product().useCases().maintenance().isHeld(key))) {
            call.print(key);
        }
    }

    /** Reads the server first; an empty line when it has no errant transactions. */
    static void errantGtid(Call call) {
        InstanceKey key = call.instance().key();
        OperationActions.probed(call, key);
        // What was read before the probe is of no use any more.
        call.print(call.ask(call.product().useCases().fleet().picture())
                .fleet()
                .find(key)
                .map(instance -> instance.errant().text())
                .orElse(""));
    }
}
