package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.detection.StaleCoordinates;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.RecoveryCircumstances;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.domain.recovery.RecoveryPolicy;
import io.orchestrator.domain.topology.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses one cluster when something in it changed, decides, and acts on the decision. Decisions are told when they change, not each
 * time they are repeated. A ticker is the safety net.
 */
final class DetectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionLoop.class);
    private static final Duration COALESCE = Duration.ofMillis(10);
    /** Of a large cluster in a process that has just begun an analysis takes long; it must not keep the loop from the others. */
    private static final int PAUSE_PER_ANALYSIS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration RESTART_TAKES = Duration.ofMillis(50);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(2);

    /** What the loop needs to know of the rest of the engine. */
    interface Surroundings {
        /** Whether this node is the leader, or suspended: the fleet in memory is the truth. */
        boolean holdsFleet();

        /** Whether something may be started now. */
        boolean mayAct();

        /** Whether every server of the cluster was probed by this node in its own term, and intents are known. */
        boolean isKnownFirstHand(ClusterName cluster);

        /** Why this node's own view is doubted, empty when it is not. */
        String networkDoubt();

        /** Recoveries are disabled globally. */
        boolean recoveriesDisabled();

        /** Clusters on which something runs, by this process or another, under every name they may get meanwhile. */
        Set<ClusterName> claimed();
    }

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final FleetView view;
    private final Surroundings surroundings;
    private final RecoveryStarter starter;
    private final DetectionRegistry registry;
    private final AnalysisFeed feed;
    private final Set<ClusterName> awake = new HashSet<>();
    private final Map<ClusterName, List<Analysis>> results = new HashMap<>();
    private final Map<ClusterName, Duration> costs = new HashMap<>();
    private final Map<InstanceKey, AnalysisCode> codes = new HashMap<>();
    private final Map<InstanceKey, String> told = new HashMap<>();
    private final Gathering gathering;
    private StaleCoordinates stale = StaleCoordinates.NONE;

    /** How evidence comes about and how long it must stand. */
    record Gathering(EmergencyOperations emergencies, EvidenceRestart restart, Confirmation confirmation) {}

    /** Whom it tells. */
    record Telling(DetectionRegistry registry, AnalysisFeed feed) {}

    DetectionLoop(Loop loop, World world, Supplier<Tuning> tuning, FleetView view, Surroundings surroundings,
            RecoveryStarter starter, Gathering gathering, Telling telling) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.view = view;
        this.surroundings = surroundings;
        this.starter = starter;
        this.gathering = gathering;
        this.registry = telling.registry();
        this.feed = telling.feed();
    }

    void start() {
        loop.every(TICK, this::tick);
    }

    /** Analyses a cluster soon; wakes within a few milliseconds are one. */
    void wake(ClusterName cluster) {
        if (awake.add(cluster)) {
            loop.after(pause(cluster), () -> {
                awake.remove(cluster);
                Duration begun = loop.now();
                analyze(cluster);
                costs.put(cluster, loop.now().minus(begun));
            });
        }
    }

    private Duration pause(ClusterName cluster) {
        Duration pause = costs.getOrDefault(cluster, Duration.ZERO).multipliedBy(PAUSE_PER_ANALYSIS);
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return bounded.compareTo(COALESCE) < 0 ? COALESCE : bounded;
    }

    void wake(InstanceKey key) {
        view.clusterOf(key).ifPresent(this::wake);
    }

    void wakeAll() {
        view.clusters().forEach(this::wake);
    }

    private void tick() {
        if (surroundings.holdsFleet()) {
            wakeAll();
            Set<ClusterName> clusters = new HashSet<>(view.clusters());
            results.keySet().retainAll(clusters);
            costs.keySet().retainAll(clusters);
            Set<InstanceKey> servers = view.keys();
            stale = stale.retaining(servers);
            gathering.restart().retain(servers);
            gathering.confirmation().retain(servers);
        }
    }

    /** What is wrong now, as last analysed. */
    List<Analysis> current() {
        List<Analysis> all = new ArrayList<>();
        results.values().forEach(list -> list.stream().filter(Analysis::isProblem).forEach(all::add));
        return all;
    }

    /** Forgets everything that was told and registered: a new term begins. */
    void clear() {
        results.clear();
        codes.clear();
        told.clear();
        registry.clear();
        stale = StaleCoordinates.NONE;
        gathering.restart().clear();
        gathering.confirmation().clear();
    }

    /** Analyses a cluster now, for a person who asks about one server. */
    List<Analysis> analyzeNow(Topology topology) {
        return Analyzer.analyze(topology, loop.now(), tuning.get().analysis(), remembered(), Analyzer.Scope.ALL);
    }

    /** What else a decision of this node depends on now. */
    RecoveryCircumstances circumstances() {
        return new RecoveryCircumstances(false, surroundings.recoveriesDisabled(), tuning.get().suspensions(),
                surroundings.claimed(), gathering.emergencies().graceUntil(), surroundings.networkDoubt(),
                loop.now());
    }

    /** What analyses take from before. */
    Remembered remembered() {
        return new Remembered(stale, gathering.restart().reconnections());
    }

    private void analyze(ClusterName cluster) {
        if (!surroundings.holdsFleet() || !view.clusters().contains(cluster)) {
            results.remove(cluster);
            return;
        }
        Topology topology = view.topology(cluster);
        stale = stale.observe(topology, loop.now());
        List<Analysis> analyses = analyzeNow(topology);
        results.put(cluster, analyses);
        recordChanges(analyses);
        for (Analysis analysis : analyses) {
            if (analysis.isProblem()) {
                decide(analysis, topology);
            } else {
                forgetToldOf(analysis);
            }
        }
    }

    private void forgetToldOf(Analysis analysis) {
        feed.over(analysis);
        InstanceKey key = analysis.key();
        gathering.confirmation().interrupted(key);
        gathering.confirmation().heard(key);
        registry.wellAgain(key);
        if (told.remove(key) != null) {
            LOG.info("analysis of {}: no problem any more", key);
        }
    }

    private void recordChanges(List<Analysis> analyses) {
        List<Analysis> changed = new ArrayList<>();
        for (Analysis analysis : analyses) {
            AnalysisCode before = codes.put(analysis.key(), analysis.code());
            if (before != analysis.code() && analysis.evidence().replicas().count() > 0) {
                changed.add(analysis);
            }
        }
        if (!changed.isEmpty()) {
            world.metrics().count("analysis.change.write.attempt", changed.size());
            loop.within(STORE_DEADLINE, world.stores().detections().recordChanges(changed),
                    _ -> world.metrics().count("analysis.change.write", changed.size()),
                    failure -> LOG.debug("the change of analysis could not be written: {}", failure.getMessage()));
        }
    }

    private void decide(Analysis analysis, Topology topology) {
        RecoveryDecision decision = RecoveryPolicy.decide(analysis, circumstances());
        Optional<RecoveryDecision> silence = gathering.confirmation().holdOfSilence(analysis);
        Optional<RecoveryDecision> hindrance = switch (decision) {
            case RecoveryDecision.Recover _ ->
                    hindrance(analysis.cluster()).or(() -> gathering.confirmation().hold(analysis));
            case RecoveryDecision.DetectOnly _,RecoveryDecision.Blocked _ -> silence;
            case RecoveryDecision.Ignore _,RecoveryDecision.RecheckAfter _ -> Optional.empty();
        };
        if (!(decision instanceof RecoveryDecision.Recover)) {
            gathering.confirmation().interrupted(analysis.key());
        }
        tell(analysis, hindrance.orElse(decision));
        if (!analysis.isSkippable()) {
            gathering.emergencies().consider(analysis);
        }
        switch (hindrance.orElse(decision)) {
            case RecoveryDecision.Blocked _ when hindrance.isPresent() -> {
                // Soon over, or another node's to decide.
            }
            case RecoveryDecision.Ignore _ -> {
            }
            case RecoveryDecision.DetectOnly _ -> register(analysis, false);
            case RecoveryDecision.Blocked _ -> register(analysis, true);
            case RecoveryDecision.RecheckAfter recheck -> loop.after(recheck.delay(), () -> wake(analysis.cluster()));
            case RecoveryDecision.Recover _ ->
                    starter.start(analysis, topology, RecoveryStarter.Wish.AUTOMATIC, _ -> {});
        }
    }

    /** What keeps this node from starting what it should: said instead of the decision, not after it, so that it is said once. */
    Optional<RecoveryDecision> hindrance(ClusterName cluster) {
        if (!surroundings.isKnownFirstHand(cluster)) {
            return Optional.of(
                    new RecoveryDecision.Blocked("this node has not probed all servers of the cluster itself yet"));
        }
        if (!surroundings.mayAct()) {
            return Optional
                    .of(new RecoveryDecision.Blocked("the lease of this node has run out; nothing is started"));
        }
        return gathering.restart().isUnderWay(cluster)
                ? Optional.of(
                        new RecoveryDecision.RecheckAfter(RESTART_TAKES, "a replica is being told to connect again"))
                : Optional.empty();
    }

    private void register(Analysis analysis, boolean actionable) {
        if (surroundings.mayAct()) {
            registry.register(analysis, actionable, false, _ -> {});
        }
    }

    private void tell(Analysis analysis, RecoveryDecision decision) {
        feed.told(analysis, decision);
        String verdict = switch (decision) {
            case RecoveryDecision.Ignore _ -> "ignored";
            case RecoveryDecision.DetectOnly _ -> "detected";
            case RecoveryDecision.Blocked _ -> "blocked";
            case RecoveryDecision.RecheckAfter _ -> "recheck";
            case RecoveryDecision.Recover _ -> "recover";
        };
        String text = analysis.code().contractName() + ": " + verdict + ": " + decision.reason();
        if (!text.equals(told.put(analysis.key(), text)) && analysis.code() != AnalysisCode.NO_PROBLEM) {
            LOG.info("analysis of {} in {}: {}; {}", analysis.key(), analysis.cluster(), text,
                    String.join("; ", analysis.explain()));
            world.audit().decided(new Decision("detection", analysis.key(), analysis.cluster().value(), verdict, text));
        }
    }
}
