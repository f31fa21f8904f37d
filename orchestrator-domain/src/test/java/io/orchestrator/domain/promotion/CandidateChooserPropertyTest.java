package io.orchestrator.domain.promotion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.ReplicaBuilder.madeBy;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static io.orchestrator.domain.testkit.ForAll.forAll;
import static org.assertj.core.api.Assertions.assertThat;

class CandidateChooserPropertyTest {
    private static final List<PromotionRule> RULES = List.of(PromotionRule.values());

    record Case(List<ReplicaBuilder> replicas, int acknowledgements, long shuffle) {
        Contest contest() {
            return ContestBuilder.among(replicas).acknowledgements(acknowledgements).build();
        }

        @Override
        public String toString() {
            return contest().toString();
        }
    }

    private static Case random(RandomGenerator random) {
        List<ReplicaBuilder> replicas = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            replicas.add(randomReplica("r" + i, random));
        }
        return new Case(replicas, random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0, random.nextLong());
    }

    private static ReplicaBuilder randomReplica(String name, RandomGenerator random) {
        long has = 95L + random.nextInt(6);
        ReplicaBuilder replica = replica(name).has(has).executed(has - random.nextInt(3));
        if (random.nextInt(4) == 0) {
            replica.alsoReceived(madeBy(name, 1, 1 + random.nextInt(3)));
        }
        if (random.nextInt(6) == 0) {
            replica.errant(madeBy("stray", 1, 3));
        }
        if (random.nextInt(6) == 0) {
            replica.silent();
        }
        if (random.nextInt(6) == 0) {
            replica.delayed(60);
        }
        if (random.nextInt(8) == 0) {
            replica.withoutReplicaUpdates();
        }
        if (random.nextInt(3) == 0) {
            replica.semiSync();
        }
        if (random.nextInt(3) == 0) {
            replica.dataCenter("far");
        }
        if (random.nextInt(4) == 0) {
            replica.version(random.nextBoolean() ? "8.4.0" : "5.7.40");
        }
        return replica.rule(RULES.get(random.nextInt(RULES.size())));
    }

    private static Stream<Case> smaller(Case from) {
        return IntStream.range(0, from.replicas().size()).mapToObj(dropped -> {
            List<ReplicaBuilder> rest = new ArrayList<>(from.replicas());
            rest.remove(dropped);
            return new Case(rest, from.acknowledgements(), from.shuffle());
        });
    }

    private static void check(Consumer<Case> property) {
        forAll(7, 3_000, CandidateChooserPropertyTest::random).shrinking(CandidateChooserPropertyTest::smaller)
                .check(property);
    }

    @Test
    void orderOfArrivalDoesNotMatter() {
        check(c -> {
            List<ReplicaBuilder> shuffled = new ArrayList<>(c.replicas());
            Collections.shuffle(shuffled, new Random(c.shuffle()));

            assertThat(new Case(shuffled, c.acknowledgements(), 0).contest()).isEqualTo(c.contest());
            assertThat(CandidateChooser.choose(new Case(shuffled, c.acknowledgements(), 0).contest()))
                    .isEqualTo(CandidateChooser.choose(c.contest()));
        });
    }

    @Test
    void rankingIsATotalOrder() {
        check(c -> {
            Contest contest = c.contest();
            List<Contender> all = contest.replicas()
                    .stream()
                    .flatMap(r -> contest.usable(r).map(u -> Contender.of(r, u, contest.pool(), contest)).stream())
                    .toList();
            for (Contender a : all) {
                for (Contender b : all) {
                    int compared = Contender.RANKING.compare(a, b);
                    assertThat(Integer.signum(compared)).isEqualTo(-Integer.signum(Contender.RANKING.compare(b, a)));
                    assertThat(compared == 0).isEqualTo(a.replica().key().equals(b.replica().key()));
                    for (Contender third : all) {
                        if (compared < 0 && Contender.RANKING.compare(b, third) < 0) {
                            assertThat(Contender.RANKING.compare(a, third)).isNegative();
                        }
                    }
                }
            }
        });
    }

    @Test
    void everyReplicaIsAccountedForOnce() {
        check(c -> {
            List<InstanceKey> all = c.contest().replicas().stream().map(ReplicaFacts::key).toList();
            switch (CandidateChooser.choose(c.contest())) {
                case Choice.Promote promote -> {
                    List<InstanceKey> fates = new ArrayList<>(promote.followers());
                    promote.lost().forEach(l -> fates.add(l.key()));
                    fates.add(promote.candidate());
                    assertThat(fates).containsExactlyInAnyOrderElementsOf(all);
                    assertThat(promote.passedOver()).hasSize(all.size() - 1)
                            .allSatisfy(p -> assertThat(p.reason()).isNotBlank());
                }
                case Choice.Nobody nobody -> assertThat(nobody.why()).isNotBlank();
            }
        });
    }

    @Test
    void whatIsLostIsExactlyWhatWasKnownAndIsNotOnThePromotedServer() {
        check(c -> {
            Contest contest = c.contest();
            if (CandidateChooser.choose(contest) instanceof Choice.Promote promote) {
                GtidSet known = contest.sourceExecuted();
                for (ReplicaFacts replica : contest.replicas()) {
                    known = known.union(contest.usableHistory(replica));
                }
                assertThat(promote.lostTransactions()).isEqualTo(known.subtract(promote.target()));
                assertThat(promote.target().intersect(madeBy("stray", 1, 3)).isEmpty()).isTrue();
                if (promote.needsCatchUp()) {
                    ReplicaFacts donor = contest.replicas()
                            .stream()
                            .filter(r -> r.key().equals(promote.donor()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(donor.hasErrant()).isFalse();
                    assertThat(donor.configuredDelay()).isZero();
                    assertThat(contest.usableHistory(donor)).isEqualTo(contest.usable(donor).orElseThrow().received());
                }
            }
        });
    }
}
