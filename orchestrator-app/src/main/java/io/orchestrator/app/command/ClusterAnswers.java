package io.orchestrator.app.command;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.domain.topology.TopologySettings;

/** Questions about clusters (cli.md 10.9 and 12.2). */
final class ClusterAnswers {
    private static final Comparator<FleetInstance> BY_CLUSTER = Comparator.comparing(FleetInstance::cluster)
            .thenComparingInt(FleetInstance::depth)
            .thenComparing(FleetInstance::key);

    /** One way to draw. */
    interface Drawing {
        String draw(Topology cluster, TopologySettings settings, Duration now);
    }

    private ClusterAnswers() {}

    static void names(Call call) {
        List<ClusterName> names = call.ask(call.product().useCases().fleet().clusterNames());
        call.print(names.stream().map(ClusterName::value).collect(Collectors.joining("\n")));
    }

    static void aliases(Call call) {
        call.picture()
                .fleet()
                .clusters()
                .values()
                .forEach(cluster -> call.print(cluster.name() + "\t" + cluster.alias()));
    }

    static void sources(Call call) {
        call.print(Selections.sources(call.picture().fleet()));
    }

    static void draw(Call call, Drawing drawing) {
        if (isOfThePast(call)) {
            drawPast(call);
            return;
        }
        call.print(call.cluster()
                .map(cluster -> drawing.draw(cluster, call.settings().topology(), call.picture().now()))
                .orElse(""));
    }

    /** {@code -pattern} asks for a recorded topology instead of the present one. */
    static boolean isOfThePast(Call call) {
        return !call.options().pattern().isEmpty();
    }

    /** The newest record whose time, in seconds since 1970, the pattern finds something in (cli.md 12.2). */
    static void drawPast(Call call) {
        Pattern wanted = call.patternAsRegex();
        call.print(call.cluster()
                .map(cluster -> call.ask(call.product()
                        .useCases()
                        .discovery()
                        .recordedTopology(cluster.name(), second -> wanted.matcher(second).find())).draw())
                .orElse(""));
    }

    /** Records who replicates from whom now. */
    static void record(Call call) {
        call.ask(call.product().useCases().discovery().recordTopologies());
    }

    /** Scripts test for an empty line: that the cluster is unknown is no failure here. */
    static void name(Call call) {
        call.print(call.cluster().map(cluster -> cluster.name().value()).orElse(""));
    }

    static void alias(Call call) {
        call.print(described(call, Topology::alias));
    }

    static void domain(Call call) {
        call.print(described(call, Topology::domain));
    }

    private static String described(Call call, Function<Topology, String> what) {
        Collection<Topology> all = call.picture().fleet().clusters().values();
        Optional<Topology> only = all.size() == 1 ? all.stream().findFirst() : Optional.empty();
        return call.cluster()
                .or(() -> only)
                .map(what)
                .orElseThrow(() -> new CommandFailure("No cluster info found for "));
    }

    static void source(Call call) {
        Optional<Topology> cluster = call.cluster();
        call.print(cluster.flatMap(Selections::source)
                .orElseThrow(() -> new CommandFailure(
                        "No writeable masters found for cluster " + nameOf(cluster)))
                .key());
    }

    private static String nameOf(Optional<Topology> cluster) {
        return cluster.map(found -> found.name().value()).orElse("");
    }

    static void members(Call call) {
        call.cluster().ifPresent(cluster -> call.print(cluster.instances()));
    }

    static void oscReplicas(Call call) {
        call.print(watched(call));
    }

    private static List<FleetInstance> watched(Call call) {
        return call.cluster()
                .map(cluster -> Selections.oscReplicas(cluster, call.settings().oscIgnored()))
                .orElse(List.of());
    }

    static void ghostReplicas(Call call) {
        call.cluster().ifPresent(cluster -> call.print(Selections.ghostReplicas(cluster)));
    }

    static void lag(Call call) {
        Duration lag = Selections.heuristicLag(watched(call))
                .orElseThrow(() -> new CommandFailure("No instances found in GetInstancesMaxLag"));
        call.print(Long.toString(lag.toSeconds()));
    }

    static void downtimed(Call call) {
        List<FleetInstance> among =
                call.cluster().map(Topology::instances).orElseGet(() -> call.picture().fleet().instances());
        call.print(among.stream().filter(instance -> isDowntimed(call, instance)).sorted(BY_CLUSTER).toList());
    }

    static void lost(Call call) {
        call.print(Selections.lostInRecovery(call.picture().fleet())
                .stream()
                .filter(instance -> isDowntimed(call, instance))
                .sorted(BY_CLUSTER)
                .toList());
    }

    private static boolean isDowntimed(Call call, FleetInstance instance) {
        return instance.annotations().isDowntimedAt(call.picture().wall());
    }
}
