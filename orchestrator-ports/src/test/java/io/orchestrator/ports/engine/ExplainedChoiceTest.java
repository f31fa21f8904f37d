package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.explain.FailureExplanation;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.testkit.ForAll;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is explained is what happens: in any cluster, when its source dies and nothing is written in between. */
class ExplainedChoiceTest {
    private static final long SEED = 20_261_201;
    private static final int CASES = 300;
    /** Longer than receivers take to notice that they were cut off, and than anybody takes to be probed. */
    private static final Duration SETTLED = Duration.ofSeconds(15);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final List<PromotionRule> RULES = List.of(PromotionRule.PREFER, PromotionRule.NEUTRAL,
            PromotionRule.NEUTRAL, PromotionRule.PREFER_NOT, PromotionRule.MUST_NOT);
    private static final Tuning TUNING = new Tuning(
            AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE),
            RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());

    private int promotions;
    private int refusals;

    @Test
    void whoIsExplainedIsPromoted() {
        ForAll.forAll(SEED, CASES, RandomGenerator::nextLong).check(this::check);

        assertThat(promotions).as("cases in which somebody was promoted").isGreaterThan(CASES / 3);
        assertThat(refusals).as("cases in which nobody was").isGreaterThan(CASES / 50);
    }

    private void check(long seed) {
        Play play = new Play(new SplittableRandom(seed));
        play.settle();
        FailureExplanation explained = play.explain();

        play.fleet.kill(play.source());

        if (explained.isRecovered()) {
            promotions++;
            play.patience.until(explained.promoted() + " to be promoted", () -> !play.writable().isEmpty());
            assertThat(play.writable()).as(explained.toString()).containsExactly(explained.promoted());
        } else {
            refusals++;
            play.time.pass(LONG_ENOUGH);
            assertThat(play.writable()).as(explained.toString()).isEmpty();
        }
    }

    /** One random cluster and the node that looks after it. */
    private static final class Play {
        private final RandomGenerator random;
        private final VirtualTime time = new VirtualTime();
        private final VirtualPatience patience = new VirtualPatience(time);
        private final SimulatedFleet fleet;
        private final List<InstanceKey> keys;
        private final InMemoryBackend backend = new InMemoryBackend(time);
        private final Orchestrator node;

        Play(SplittableRandom root) {
            this.random = root.split();
            this.fleet = new SimulatedFleet(time, root.split(), FleetSettings.DEFAULT);
            int acknowledgements = Math.max(0, random.nextInt(-2, 3));
            this.keys = fleet.addCluster("db.example.com", 3306, 2 + random.nextInt(6), acknowledgements);
            register();
            this.node = new NodeBuilder(time, fleet, backend).polling(Duration.ofSeconds(1))
                    .seeds(List.of(source()))
                    .tuned(() -> TUNING)
                    .start();
            patience.until("all servers to be seen", () -> seen() == keys.size());
        }

        private void register() {
            List<Candidate> rules = new ArrayList<>();
            for (InstanceKey key : replicas()) {
                rules.add(new Candidate(key, RULES.get(random.nextInt(RULES.size()))));
            }
            patience.await(backend.stores().intents().registerCandidates(rules));
        }

        InstanceKey source() {
            return keys.getFirst();
        }

        List<InstanceKey> replicas() {
            return keys.subList(1, keys.size());
        }

        private long seen() {
            return patience.await(node.fleet().picture())
                    .fleet()
                    .instances()
                    .stream()
                    .filter(instance -> instance.observed().isSeen())
                    .count();
        }

        /** Replicas fall behind, stop applying, get transactions of their own, hang or die; then nothing changes any more. */
        void settle() {
            for (InstanceKey replica : replicas()) {
                write(random.nextInt(4));
                time.pass(Duration.ofMillis(50));
                switch (random.nextInt(9)) {
                    case 0, 1 -> fleet.network().cut(Set.of(replica.display()), Set.of(source().display()));
                    case 2 -> fleet.stopApplier(replica);
                    case 3 -> fleet.makeErrant(replica);
                    case 4 -> fleet.kill(replica);
                    case 5 -> fleet.hang(replica);
                    default -> {
                    }
                }
            }
            write(random.nextInt(4));
            time.pass(SETTLED);
        }

        private void write(int count) {
            for (int i = 0; i < count; i++) {
                // To the source it is a write like any other.
                fleet.makeErrant(source());
            }
        }

        FailureExplanation explain() {
            return patience.await(node.explanations().explain(source())).failures().getFirst();
        }

        List<InstanceKey> writable() {
            return replicas().stream().filter(fleet::isWritable).toList();
        }
    }
}
