package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.explain.Explainer;
import io.orchestrator.domain.explain.Hindrance;
import io.orchestrator.domain.explain.Picture;
import io.orchestrator.domain.explain.Question;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryCircumstances;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.ExplainQueries;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;
import org.jspecify.annotations.Nullable;

/** Gathers what an explanation needs: the picture, the circumstances of a decision now, and what was recovered lately. */
final class ExplainDesk implements ExplainQueries {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final Parts parts;
    private final FleetQueries fleet;

    /** What the backend says of recoveries. */
    private record Past(List<RecoveryRecord> recoveries, Set<ClusterName> claimed, List<Hindrance> trouble) {}

    ExplainDesk(Loop loop, World world, Supplier<Tuning> tuning, Parts parts, FleetQueries fleet) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.parts = parts;
        this.fleet = fleet;
    }

    @Override
    public CompletionStage<ClusterExplanation> explain(ClusterName cluster) {
        return fleet.picture()
                .thenCompose(picture -> explain(picture, picture.fleet().cluster(cluster), InstanceKey.NONE,
                        "there is no cluster " + cluster));
    }

    @Override
    public CompletionStage<ClusterExplanation> explain(InstanceKey server) {
        return fleet.picture()
                .thenCompose(picture -> explain(picture, picture.fleet().clusterOf(server), server,
                        "Instance not found: " + server));
    }

    private CompletionStage<ClusterExplanation> explain(FleetPicture picture, Optional<Topology> found,
            InstanceKey asked, String otherwise) {
        if (found.isEmpty()) {
            return CompletableFuture
                    .failedStage(new PortException(PortException.Category.INVALID, otherwise, null));
        }
        Topology topology = found.get();
        CompletableFuture<ClusterExplanation> answer = new CompletableFuture<>();
        loop.post(() -> loop.within(DEADLINE, past(topology, asked),
                past -> finish(answer, picture, topology, asked, past),
                failure -> finish(answer, picture, topology, asked, new Past(List.of(), Set.of(),
                        List.of(Hindrance
                                .blocks("the backend does not answer, and no recovery can be registered there: "
                                        + failure.getMessage()))))));
        return answer;
    }

    private void finish(CompletableFuture<ClusterExplanation> answer, FleetPicture picture, Topology topology,
            InstanceKey asked, Past past) {
        try {
            answer.complete(Explainer.explain(question(picture, topology, asked, past)));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private CompletionStage<Past> past(Topology topology, InstanceKey asked) {
        Duration block = tuning.get().retention().recoveryBlock();
        List<RecoveryStore.Query> queries = new ArrayList<>();
        queries.add(new RecoveryStore.Query(0, null, null, topology.name(), null, false, true));
        queries.add(RecoveryStore.Query.endedLately(topology.name(), block));
        Set<InstanceKey> subjects = new HashSet<>();
        topology.sources().stream().map(FleetInstance::key).forEach(subjects::add);
        topology.find(asked).map(FleetInstance::key).ifPresent(subjects::add);
        subjects.forEach(key -> queries.add(RecoveryStore.Query.endedLately(key, block)));
        CompletionStage<List<RecoveryRecord>> recoveries = CompletableFuture.completedStage(List.of());
        for (RecoveryStore.Query query : queries) {
            recoveries = recoveries.thenCombine(world.stores().recoveries().find(query), ExplainDesk::joined);
        }
        return recoveries
                .thenCombine(world.stores().recoveries().unfinished(),
                        (found, unfinished) -> joined(found, unfinished.stream()
                                .map(RecoveryStore.Unfinished::record)
                                .filter(r -> r.cluster().equals(topology.name()))
                                .toList()))
                .thenCombine(world.stores().claims().readAll(), (found, claims) -> {
                    Set<ClusterName> claimed = new HashSet<>();
                    claims.forEach(row -> claimed.add(row.claim().cluster()));
                    return new Past(found, claimed, List.of());
                });
    }

    private static List<RecoveryRecord> joined(List<RecoveryRecord> some, List<RecoveryRecord> more) {
        List<RecoveryRecord> all = new ArrayList<>(some);
        more.stream().filter(r -> all.stream().noneMatch(known -> known.uid().equals(r.uid()))).forEach(all::add);
        return all;
    }

    private Question question(FleetPicture picture, Topology topology, InstanceKey asked, Past past) {
        boolean leads = parts.holdsFleet();
        List<Hindrance> ofNode = new ArrayList<>(past.trouble());
        if (leads) {
            parts.detection.hindrance(topology.name()).ifPresent(h -> ofNode.add(Hindrance.blocks(h.reason())));
        } else {
            ofNode.add(Hindrance.note("this process does not lead; the leader decides, by its own configuration"));
        }
        Duration window = tuning.get().evidence().windows().failure().of(topology.name(), topology.alias());
        if (window.isPositive()) {
            ofNode.add(Hindrance.delays("the evidence must stand for " + window.toMillis() + " ms"));
        }
        return new Question(topology, asked,
                new Picture(leads ? Picture.Origin.LEADER : Picture.Origin.BACKEND, picture.wall(),
                        oldest(topology, picture)),
                new Question.Settings(tuning.get().analysis(), tuning.get().recovery()),
                parts.detection.remembered(), circumstances(past, picture.now()), past.recoveries(), ofNode);
    }

    /** At the time of the picture, so that all ages are those that it had. */
    private RecoveryCircumstances circumstances(Past past, Duration now) {
        RecoveryCircumstances here = parts.detection.circumstances();
        Set<ClusterName> claimed = new HashSet<>(here.claimed());
        claimed.addAll(past.claimed());
        return new RecoveryCircumstances(false, here.disabled(), here.suspensions(), claimed, here.graceUntil(),
                here.networkDoubt(), now);
    }

    private static @Nullable Duration oldest(Topology topology, FleetPicture picture) {
        return topology.instances()
                .stream()
                .flatMap(server -> Optional.ofNullable(server.observed().lastSeen()).stream())
                .map(seen -> picture.now().minus(seen))
                .max(Duration::compareTo)
                .orElse(null);
    }
}
