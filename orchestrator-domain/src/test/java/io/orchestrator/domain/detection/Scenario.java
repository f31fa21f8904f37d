package io.orchestrator.domain.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetIndex;
import io.orchestrator.domain.topology.FleetLink;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.HostAliases;

/**
 * One worked scenario: servers and circumstances in, what every server is said to have out, as text: {@code m DeadMaster, r1 -
 * +ErrantGTIDStructureWarning}; a skippable one ends in {@code skippable}.
 */
final class Scenario {
    private final String name;
    private final String expected;
    private final List<ObservedInstance> servers = new ArrayList<>();
    private final Map<InstanceKey, Annotations> annotations = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private AnalysisSettings settings = AnalysisSettings.DEFAULTS;
    private StaleCoordinates stale = StaleCoordinates.NONE;

    Scenario(String name, String expected) {
        this.name = name;
        this.expected = expected;
    }

    Scenario with(InstanceBuilder... builders) {
        for (InstanceBuilder builder : builders) {
            servers.add(builder.observed());
        }
        return this;
    }

    Scenario known(String host) {
        servers.add(ObservedInstance.unseen(Instances.key(host)));
        return this;
    }

    Scenario downtimed(String... hosts) {
        for (String host : hosts) {
            var downtime =
                    new Downtime(Instances.key(host), "ops", "test", Instant.EPOCH, Instant.EPOCH.plusSeconds(9));
            annotations.put(Instances.key(host), Annotations.NONE.withDowntime(downtime));
        }
        return this;
    }

    Scenario inMaintenance(String host) {
        annotations.put(Instances.key(host), new Annotations(null, PromotionRule.NEUTRAL, true, Map.of(), ""));
        return this;
    }

    Scenario resolvedAs(String host, String other) {
        aliases.put(host, other);
        return this;
    }

    Scenario under(UnaryOperator<AnalysisSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    /** That server's position was recorded so long ago. */
    Scenario recorded(String host, BinlogCoordinates position, int secondsAgo) {
        stale = new StaleCoordinates(Map.of(Instances.key(host),
                new StaleCoordinates.Mark(position, Instances.NOW.minus(Duration.ofSeconds(secondsAgo)))));
        return this;
    }

    String expected() {
        return expected;
    }

    Fleet fleet() {
        FleetIndex index =
                FleetIndex.EMPTY.next(servers.stream().map(FleetLink::of).toList(), new HostAliases(aliases));
        return Fleets.of(servers, annotations, ClusterLabels.NONE, index);
    }

    List<Analysis> analyses() {
        return fleet().clusters()
                .values()
                .stream()
                .flatMap(t -> Analyzer.analyze(t, Instances.NOW, settings, Remembered.NOTHING.with(stale)).stream())
                .toList();
    }

    String result() {
        return new TreeSet<>(analyses().stream().map(Scenario::line).toList()).stream()
                .collect(Collectors.joining(", "));
    }

    private static String line(Analysis a) {
        String code = a.code() == AnalysisCode.NO_PROBLEM ? "-" : a.code().contractName();
        String structure = a.structure().stream().map(s -> " +" + s.contractName()).collect(Collectors.joining());
        return a.key().hostname() + " " + code + structure + (a.isSkippable() ? " skippable" : "");
    }

    @Override
    public String toString() {
        return name;
    }
}
