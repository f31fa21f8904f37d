package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.Line;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a leader makes of what probes and other processes tell beside the state of servers (discovery.md 3.3, 5.2, 5.4, 8.2, 8.4). */
class FindingsTest {
    private static final Duration WHILE = Duration.ofSeconds(10);
    private static final Tuning TUNING = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT,
            Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InstanceKey source = keys.getFirst();
    private final InstanceKey replica = keys.getLast();
    private final Map<InstanceKey, Classification> classifications = new HashMap<>();
    private final List<InstanceKey> excluded = new ArrayList<>();
    /** The backend registers no rules now. */
    private boolean refusing;
    private ProbeFailure failure = new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "filter");
    private Map<InstanceKey, Boolean> verdicts = Map.of();

    private Orchestrator lead(Tuning tuning) {
        Orchestrator engine = new NodeBuilder(time, fleet, backend).in(process)
                .storing(_ -> backend.stores(new RefusingLine()))
                .probing(Prober::new)
                .auditing(audit)
                .counting(metrics)
                .seeds(List.of(source))
                .tuned(() -> tuning)
                .start();
        patience.until("all servers to be seen",
                () -> keys.stream().allMatch(key -> excluded.contains(key) || find(engine, key) != null));
        return engine;
    }

    private final class RefusingLine implements Line {
        @Override
        public <T> CompletionStage<T> call(String name, Supplier<T> operation) {
            return refusing && name.equals("intent.registerCandidates")
                    ? CompletableFuture.failedFuture(
                            new PortException(PortException.Category.UNAVAILABLE, "not now", null))
                    : Line.DIRECT.call(name, operation);
        }
    }

    /** The simulation's, with what the test adds. */
    private final class Prober implements InstanceProber {
        private final InstanceProber prober;

        Prober(InstanceProber prober) {
            this.prober = prober;
        }

        @Override
        public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
            return prober.probe(key, depth, deadline).thenApply(outcome -> {
                if (excluded.contains(key)) {
                    return new ProbeOutcome.Unseen(key, failure, outcome.times());
                }
                Classification said = classifications.get(key);
                return said != null && outcome instanceof ProbeOutcome.Seen seen
                        ? new ProbeOutcome.Seen(key, seen.snapshot().withClassification(said), seen.times())
                        : outcome;
            });
        }

        @Override
        public Map<InstanceKey, Boolean> takeTlsVerdicts(int most) {
            Map<InstanceKey, Boolean> taken = verdicts;
            verdicts = Map.of();
            return taken;
        }

        @Override
        public void forget(InstanceKey key) {
            prober.forget(key);
        }
    }

    private @Nullable FleetInstance find(Orchestrator engine, InstanceKey key) {
        return patience.await(engine.fleet().picture())
                .fleet()
                .find(key)
                .filter(instance -> instance.snapshot().isPresent())
                .orElse(null);
    }

    private static Classification ruled(PromotionRule rule) {
        return new Classification("", "", "", "", "", "", rule, 0, false);
    }

    private List<Candidate> candidates() {
        return patience.await(backend.stores().intents().read()).candidates();
    }

    private long audited() {
        return audit.entries().stream().filter(entry -> entry.type().equals("register-candidate")).count();
    }

    @Test
    void rulesThatQueriesFindAreRegisteredAndCount() {
        classifications.put(replica, ruled(PromotionRule.MUST_NOT));
        Orchestrator engine = lead(TUNING);

        time.pass(WHILE);

        assertThat(candidates()).containsExactly(new Candidate(replica, PromotionRule.MUST_NOT));
        FleetInstance seen = find(engine, replica);
        assertThat(seen).isNotNull();
        assertThat(seen == null ? null : seen.annotations().promotionRule()).isEqualTo(PromotionRule.MUST_NOT);
        assertThat(audited()).isEqualTo(1);

        classifications.put(replica, ruled(PromotionRule.PREFER));
        time.pass(WHILE);
        assertThat(candidates()).containsExactly(new Candidate(replica, PromotionRule.PREFER));
    }

    @Test
    void ruleLastsWhileItIsFoundAndIsNotWrittenWithEachProbe() {
        classifications.put(replica, ruled(PromotionRule.PREFER));
        lead(TUNING);

        time.pass(Duration.ofHours(2));

        assertThat(candidates()).hasSize(1);
        assertThat(audited()).as("an entry for each change").isEqualTo(1);
        assertThat(metrics.counted("instance_tls.write")).isZero();
    }

    @Test
    void ruleThatIsFoundNoMoreExpires() {
        classifications.put(replica, ruled(PromotionRule.PREFER));
        lead(TUNING);
        time.pass(WHILE);

        classifications.put(replica, Classification.NONE);
        time.pass(Duration.ofMinutes(62));

        assertThat(candidates()).isEmpty();
    }

    @Test
    void ruleOfAServerThatIsForgottenMeanwhileIsNotRegistered() {
        refusing = true;
        classifications.put(replica, ruled(PromotionRule.PREFER));
        Orchestrator engine = lead(TUNING);
        time.pass(WHILE);

        patience.await(engine.discovery().forget(replica));
        refusing = false;
        time.pass(Duration.ofSeconds(3));

        assertThat(candidates()).isEmpty();
        assertThat(audited()).isZero();
    }

    @Test
    void ruleThatIsFoundNoMoreWhenTheBackendAnswersAgainIsNotRegistered() {
        classifications.put(replica, ruled(PromotionRule.MUST_NOT));
        lead(TUNING);
        time.pass(WHILE);
        refusing = true;
        classifications.put(replica, ruled(PromotionRule.PREFER));
        time.pass(WHILE);

        classifications.put(replica, ruled(PromotionRule.MUST_NOT));
        time.pass(WHILE);
        refusing = false;
        time.pass(Duration.ofSeconds(3));

        assertThat(candidates()).containsExactly(new Candidate(replica, PromotionRule.MUST_NOT));
        assertThat(audited()).isEqualTo(1);
    }

    @Test
    void domainOfTheServerAtTheTopIsWrittenAndKept() {
        classifications.put(source, new Classification("", "", "", "", "", "main.example", null, 0, false));
        lead(TUNING);

        time.pass(Duration.ofHours(2));

        assertThat(patience.await(backend.stores().intents().read()).domains())
                .isEqualTo(Map.of(ClusterName.of(source), "main.example"));
    }

    @Test
    void verdictsOnTlsAreStoredAndCounted() {
        verdicts = Map.of(source, true, replica, false);
        lead(TUNING);

        time.pass(WHILE);

        assertThat(backend.tlsDemanded()).isEqualTo(Map.of(source, true, replica, false));
        assertThat(metrics.counted("instance_tls.write")).isEqualTo(2);
    }

    @Test
    void notesOfOtherProcessesCountWhereTheyAreHeeded() {
        backend.note(new IntentStore.Marks(Set.of(ClusterName.of(source)), Map.of(replica.hostname(), 2)));
        Orchestrator engine = lead(TUNING.withHeeding(new Tuning.Heeding(true, true)));

        time.pass(WHILE);

        for (InstanceKey key : keys) {
            FleetInstance seen = find(engine, key);
            assertThat(seen != null && seen.usesPseudoGtid()).isTrue();
            assertThat(seen == null ? -1 : seen.annotations().mysqlSnapshots())
                    .isEqualTo(key.hostname().equals(replica.hostname()) ? 2 : 0);
        }
        backend.note(IntentStore.Marks.NONE);
        time.pass(Duration.ofSeconds(2));
        FleetInstance after = find(engine, replica);
        assertThat(after != null && after.usesPseudoGtid()).isFalse();
    }

    @Test
    void notesOfOtherProcessesDoNotCountUnlessTheyAreHeeded() {
        backend.note(new IntentStore.Marks(Set.of(ClusterName.of(source)), Map.of(replica.hostname(), 2)));
        Orchestrator engine = lead(TUNING);

        time.pass(WHILE);

        FleetInstance seen = find(engine, replica);
        assertThat(seen != null && seen.usesPseudoGtid()).isFalse();
        assertThat(seen == null ? -1 : seen.annotations().mysqlSnapshots()).isZero();
    }

    /** P-13: it is not stored, and one that was stored is left as it is. */
    @Test
    void serverThatAFilterSkipsIsNotStored() {
        excluded.add(replica);
        Orchestrator engine = lead(TUNING);

        time.pass(WHILE);

        assertThat(patience.await(backend.stores().instances().keys())).doesNotContain(replica).contains(source);
        patience.until("it is not kept",
                () -> patience.await(engine.fleet().picture()).fleet().find(replica).isEmpty());

        excluded.clear();
        time.pass(WHILE);
        assertThat(find(engine, replica)).isNotNull();
        Duration seen = lastSeen(engine);

        excluded.add(replica);
        time.pass(Duration.ofMinutes(2));
        FleetInstance skipped = find(engine, replica);
        assertThat(skipped != null && skipped.observed().isLastCheckValid()).isTrue();
        assertThat(lastSeen(engine).minus(seen)).isLessThan(WHILE.multipliedBy(2));
    }

    /** P-10: by what the adapter made of the server's number. */
    @Test
    void accountsThatAreRefusedAreCounted() {
        failure = new ProbeFailure(ProbeFailure.Kind.ACCESS_DENIED, "error 1045");
        excluded.add(replica);
        lead(TUNING);
        assertThat(metrics.counted("instance.access_denied")).isPositive();

        failure = new ProbeFailure(ProbeFailure.Kind.REFUSED, "nobody listens");
        time.pass(WHILE);
        long before = metrics.counted("instance.access_denied");
        time.pass(WHILE);

        assertThat(metrics.counted("instance.access_denied")).isEqualTo(before);
    }

    private Duration lastSeen(Orchestrator engine) {
        FleetInstance instance = find(engine, replica);
        Duration seen = instance == null ? null : instance.observed().lastSeen();
        return seen == null ? Duration.ZERO : seen;
    }
}
