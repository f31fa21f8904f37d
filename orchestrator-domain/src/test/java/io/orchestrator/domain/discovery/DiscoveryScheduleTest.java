package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiscoveryScheduleTest {
    private static final InstanceKey M = Instances.key("m");
    private static final InstanceKey R1 = Instances.key("r1");

    private final DiscoverySchedule schedule = new DiscoverySchedule(DiscoverySettings.DEFAULTS);

    private static Duration at(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private static ProbeOutcome seen(InstanceBuilder server) {
        return new ProbeOutcome.Seen(server.key(), server.snapshot(), new ProbeTimes(Duration.ZERO, Duration.ZERO));
    }

    private static ProbeOutcome refused(InstanceKey key) {
        return new ProbeOutcome.Unseen(key, new ProbeFailure(ProbeFailure.Kind.REFUSED, "refused"),
                new ProbeTimes(Duration.ZERO, Duration.ZERO));
    }

    private List<InstanceKey> takeDue(Duration now, int limit) {
        return schedule.takeDue(now, limit, limit);
    }

    private void probe(ProbeOutcome outcome, Duration now) {
        schedule.take(outcome.probed(), now);
        schedule.ended(outcome, now);
    }

    @Test
    void probesANewServerAtOnceAndThenOneIntervalAfterItsProbeBegan() {
        schedule.want(M, at(1));

        assertThat(takeDue(at(1), 10)).containsExactly(M);
        schedule.ended(seen(Instances.server("m")), at(3));

        assertThat(schedule.nextDue()).contains(at(6));
        assertThat(takeDue(at(5.9), 10)).isEmpty();
        assertThat(takeDue(at(6), 10)).containsExactly(M);
    }

    @Test
    void neverHandsOutAServerWhoseProbeIsUnderWay() {
        schedule.want(M, at(0));
        takeDue(at(0), 10);

        assertThat(takeDue(at(100), 10)).isEmpty();
        assertThat(schedule.take(M, at(100))).isFalse();
        schedule.remove(M);
        schedule.want(M, at(101));
        assertThat(takeDue(at(102), 10)).isEmpty();

        schedule.ended(refused(M), at(103));
        assertThat(takeDue(at(103), 10)).containsExactly(M);
    }

    @Test
    void remembersAnUrgentWishWhileTheProbeIsUnderWay() {
        schedule.want(M, at(0));
        takeDue(at(0), 10);

        schedule.urge(M, at(1));
        schedule.ended(seen(Instances.server("m")), at(2));

        assertThat(takeDue(at(2), 10)).containsExactly(M);
    }

    @Test
    void putsUrgentServersFirst() {
        schedule.want(M, at(0));
        schedule.want(R1, at(1));
        schedule.urge(R1, at(2));

        assertThat(takeDue(at(2), 1)).containsExactly(R1);
        assertThat(takeDue(at(2), 1)).containsExactly(M);
    }

    @Test
    void backsOffFromAServerThatCannotBeConnectedTo() {
        schedule.use(new DiscoverySettings(Duration.ofSeconds(5), 2, Duration.ofSeconds(15), HostFilters.NONE,
                HostFilters.NONE, HostFilters.NONE));
        schedule.want(M, at(0));

        assertThat(intervalsOfFailingProbes(5)).containsExactly(5L, 10L, 15L, 15L, 15L);

        takeDue(at(60), 1);
        schedule.ended(seen(Instances.server("m")), at(60));
        assertThat(schedule.nextDue()).contains(at(65));
    }

    private List<Long> intervalsOfFailingProbes(int count) {
        return IntStream.range(0, count).mapToObj(_ -> {
            Duration due = schedule.nextDue().orElseThrow();
            takeDue(due, 1);
            schedule.ended(refused(M), due);
            return schedule.nextDue().orElseThrow().minus(due).toSeconds();
        }).toList();
    }

    @Test
    void waitsTheBackOffFromTheEndOfTheProbeThatFailed() {
        schedule.want(M, at(0));
        takeDue(at(0), 1);

        schedule.ended(refused(M), at(12));

        assertThat(schedule.nextDue()).contains(at(17));
    }

    @Test
    void doesNotBackOffMoreBecauseAServerUnderSuspicionWasAskedOverAndOver() {
        schedule.use(backOff(2, 300));
        schedule.want(M, at(0));
        takeDue(at(0), 1);
        schedule.ended(refused(M), at(0));

        for (int again = 0; again < 10; again++) {
            probe(refused(M), at(1));
        }

        assertThat(schedule.failuresOf(M)).isEqualTo(1);
        assertThat(schedule.nextDue()).contains(at(6));
    }

    private static DiscoverySettings backOff(double factor, long most) {
        return new DiscoverySettings(Duration.ofSeconds(5), factor, Duration.ofSeconds(most), HostFilters.NONE,
                HostFilters.NONE, HostFilters.NONE);
    }

    @Test
    void sickServersDoNotDelayHealthyOnes() {
        for (int i = 0; i < 100; i++) {
            InstanceKey sick = Instances.key("sick" + i);
            schedule.want(sick, at(0));
            probe(refused(sick), at(0));
        }
        schedule.want(M, at(5.5));
        assertThat(schedule.countDueSick(at(6))).isEqualTo(100);
        assertThat(schedule.delay(at(6))).isEqualTo(Duration.ofMillis(500));

        assertThat(schedule.takeDue(at(6), 1, 0)).containsExactly(M);
        assertThat(schedule.takeDue(at(6), 0, 3)).hasSize(3);
        assertThat(schedule.countDue(at(6))).isEqualTo(97);
    }

    @Test
    void aServerThatAnswersAgainLeavesTheSickOnes() {
        schedule.want(M, at(0));
        probe(refused(M), at(0));
        probe(seen(Instances.server("m")), at(1));

        assertThat(schedule.takeDue(at(6), 1, 0)).containsExactly(M);
    }

    @Test
    void asksWhomAFilterIgnoresNoMoreUntilTheFilterGoes() {
        schedule.want(M, at(0));
        schedule.use(new DiscoverySettings(Duration.ofSeconds(5), 1, Duration.ofSeconds(300),
                HostFilters.of(List.of("^m:")), HostFilters.NONE, HostFilters.NONE));
        assertThat(takeDue(at(0), 1)).isEmpty();
        assertThat(takeDue(at(100), 1)).isEmpty();
        schedule.urge(M, at(101));
        assertThat(takeDue(at(101), 1)).containsExactly(M);
        schedule.ended(seen(Instances.server("m")), at(101));

        schedule.use(DiscoverySettings.DEFAULTS);

        assertThat(takeDue(at(106), 1)).containsExactly(M);
    }

    @Test
    void probesWhatASuccessfulProbeNames() {
        schedule.want(M, at(0));
        takeDue(at(0), 1);

        schedule.ended(seen(Instances.server("m").reportsReplicas("r2", "r1", "m").replicaOf("up")), at(0));

        assertThat(takeDue(at(0), 10)).containsExactly(R1, Instances.key("r2"), Instances.key("up"));
    }

    @Test
    void whoNeverAnsweredIsKnownOnlyIfSomebodyReceivesFromIt() {
        schedule.want(M, at(0));
        takeDue(at(0), 1);
        List<InstanceKey> sources =
                schedule.ended(seen(Instances.server("m").reportsReplicas("r1").replicaOf("up")), at(0));
        assertThat(sources).containsExactly(Instances.key("up"));
        takeDue(at(0), 10);

        schedule.ended(refused(R1), at(0));
        schedule.ended(refused(Instances.key("up")), at(0));

        assertThat(schedule.known()).containsExactlyInAnyOrder(M, Instances.key("up"));
    }

    @Test
    void aSourceThatNobodyReceivesFromIsAStrangerUntilItAnswers() {
        schedule.want(M, at(0));
        takeDue(at(0), 1);
        List<InstanceKey> sources =
                schedule.ended(seen(Instances.server("m").replicaOf("up").failingToConnect()), at(0));
        assertThat(sources).isEmpty();
        takeDue(at(0), 10);

        schedule.ended(seen(Instances.server("up")), at(0));

        assertThat(schedule.known()).contains(Instances.key("up"));
    }

    @Test
    void triesAStrangerAgainWhenItIsNamedAndItsBackOffIsOver() {
        schedule.use(backOff(2, 300));
        schedule.want(M, at(0));
        schedule.want(R1, at(1_000));
        for (int poll = 0; poll < 3; poll++) {
            probe(seen(Instances.server("m").reportsReplicas("x")), at(poll * 5));
            for (InstanceKey due : schedule.takeDue(at(poll * 5), 0, 9)) {
                schedule.ended(refused(due), at(poll * 5));
            }
            for (InstanceKey due : schedule.takeDue(at(poll * 5), 9, 0)) {
                schedule.ended(refused(due), at(poll * 5));
            }
        }

        assertThat(schedule.failuresOf(Instances.key("x"))).isEqualTo(2);
        assertThat(schedule.isKnown(Instances.key("x"))).isFalse();
        probe(seen(Instances.server("m").reportsReplicas("x")), at(14.9));
        assertThat(schedule.isKnown(Instances.key("x"))).isFalse();
        probe(seen(Instances.server("m").reportsReplicas("x")), at(15));
        assertThat(schedule.isKnown(Instances.key("x"))).isTrue();
    }

    @Test
    void aServerThatSomebodyAsksForIsKnownIfItAnswers() {
        schedule.take(M, at(0));
        schedule.ended(refused(M), at(0));
        assertThat(schedule.isKnown(M)).isFalse();

        schedule.take(M, at(1));
        schedule.ended(seen(Instances.server("m")), at(1));

        assertThat(schedule.isKnown(M)).isTrue();
    }

    @Test
    void aSeedComesBackThoughItWasForgotten() {
        schedule.forget(M, at(0));
        assertThat(schedule.want(M, at(1))).isFalse();

        assertThat(schedule.insist(M, at(1))).isTrue();
        assertThat(takeDue(at(1), 1)).containsExactly(M);
    }

    @Test
    void keepsAForgottenServerOutForThreeIntervals() {
        schedule.want(M, at(0));

        assertThat(schedule.forget(M, at(1))).isTrue();
        assertThat(schedule.want(M, at(15.9))).isFalse();
        assertThat(schedule.isForgotten(M, at(15.9))).isTrue();
        assertThat(schedule.want(M, at(16))).isTrue();
    }

    @Test
    void bringsAForgottenServerBackWhenSomebodyAsks() {
        schedule.forget(M, at(1));

        schedule.urge(M, at(2));

        assertThat(takeDue(at(2), 1)).containsExactly(M);
    }

    @Test
    void ignoresTheOutcomeOfAServerThatWasForgottenMeanwhile() {
        schedule.want(M, at(0));
        takeDue(at(0), 1);
        schedule.forget(M, at(1));

        schedule.ended(seen(Instances.server("m").reportsReplicas("r1").replicaOf("up")), at(2));

        assertThat(schedule.known()).isEmpty();
    }

    @Test
    void keepsItsPromisesInAnyOrderOfEvents() {
        SplittableRandom random = new SplittableRandom(7);
        Deque<InstanceKey> running = new ArrayDeque<>();
        Set<InstanceKey> distinct = new HashSet<>();
        Duration now = Duration.ZERO;
        for (int step = 0; step < 50_000; step++) {
            now = now.plusMillis(random.nextInt(20));
            InstanceKey key = Instances.key("h" + random.nextInt(200));
            switch (random.nextInt(12)) {
                case 0, 1 -> schedule.want(key, now);
                case 2 -> schedule.urge(key, now);
                case 3 -> schedule.forget(key, now);
                case 4 -> schedule.remove(key);
                case 5, 6, 7 -> {
                    for (InstanceKey due : schedule.takeDue(now, random.nextInt(5), random.nextInt(2))) {
                        assertThat(distinct.add(due)).as("step %d: two probes of %s", step, due).isTrue();
                        running.add(due);
                    }
                }
                default -> {
                    if (!running.isEmpty()) {
                        InstanceKey done = running.removeFirst();
                        distinct.remove(done);
                        schedule.ended(random.nextBoolean() ? refused(done)
                                : seen(Instances.server(done.hostname())), now);
                    }
                }
            }
        }
        assertThat(schedule.known())
                .allSatisfy(k -> assertThat(schedule.isUnderWay(k)).isEqualTo(distinct.contains(k)));
    }

    @Test
    void countsWhoWaitsWhoWasProbedAndWhoIsSick() {
        schedule.want(M, at(1));
        schedule.want(R1, at(2));
        assertThat(schedule.countDue(at(1))).isEqualTo(1);
        assertThat(schedule.countDue(at(2))).isEqualTo(2);
        assertThat(schedule.countBegunSince(at(0))).isZero();

        takeDue(at(3), 1);
        schedule.ended(refused(M), at(3));

        assertThat(schedule.countDue(at(3))).isEqualTo(1);
        assertThat(schedule.countBegunSince(at(3))).isEqualTo(1);
        assertThat(schedule.countBegunSince(at(3.1))).isZero();
        assertThat(schedule.countSick()).isEqualTo(1);
    }
}
