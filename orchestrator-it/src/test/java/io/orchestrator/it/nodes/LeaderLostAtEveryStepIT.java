package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.orchestrator.it.nodes.GuardTrap.Moment;
import io.orchestrator.it.nodes.GuardTrap.Watched;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The leader is lost at each state that a recovery goes through: stopped for a minute between the guard and the first statement, or
 * killed there, or in the middle of the guard. One server is promoted, once; what was begun is finished or undone exactly as the state
 * says that the backend holds; whoever wakes changes nothing. The states are those of an undisturbed recovery that is watched first.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaderLostAtEveryStepIT {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLostAtEveryStepIT.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STOPPED_FOR = Duration.ofMinutes(1);
    private static final String POINT_OF_NO_RETURN = "promoting";
    /** From here on a recovery is finished, though the source may have returned. */
    private static final Set<String> FINISHED_FROM =
            Set.of("Promoting", "Verifying", "Repointing", "Fencing", "Bookkeeping", "RunningPostHooks", "Ended");
    /** Each has a cluster of its own and two nodes; a minute passes for all of them at the same time. */
    private static final int LANES = 3;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<LossLane> lanes = new LinkedBlockingQueue<>();
    private List<String> states = List.of();

    @SuppressWarnings("NullAway.Init") private RealServer backend;

    @BeforeAll
    void start(@TempDir Path folder) {
        backend = RealServers.start(ServerFlavor.MYSQL);
        List<Future<LossLane>> starting = IntStream.range(0, LANES)
                .mapToObj(i -> threads.submit(() -> LossLane.start(folder.resolve("lane-" + i), "lane_" + i, backend)))
                .toList();
        starting.forEach(lane -> lanes.add(await(lane)));
        states = await(threads.submit(() -> inLane(this::undisturbed)));
        LOG.info("an undisturbed recovery goes through {}", states);
        assertThat(states).doesNotHaveDuplicates()
                .contains("stoppingreceivers", "drainingdonor", "pointingtodonor", "drainingcandidate",
                        POINT_OF_NO_RETURN, "repointing", "fencing", "bookkeeping");
    }

    @AfterAll
    void end() {
        lanes.forEach(LossLane::close);
        threads.shutdownNow();
        backend.close();
    }

    @TestFactory
    Stream<DynamicTest> a_leader_stopped_before_the_point_of_no_return_changes_nothing_when_it_wakes() {
        return atEach(before(), (lane, state) -> stopped(lane, state, Moment.BEHIND_THE_GUARD));
    }

    @TestFactory
    Stream<DynamicTest> a_leader_stopped_from_the_point_of_no_return_on_changes_nothing_when_it_wakes() {
        return atEach(from(), (lane, state) -> stopped(lane, state, Moment.BEHIND_THE_GUARD));
    }

    /** The transaction of the guard is open and holds the claim's row. */
    @TestFactory
    Stream<DynamicTest> a_leader_stopped_within_a_guard_does_not_keep_the_others_from_going_on() {
        return atEach(List.of("stoppingreceivers", POINT_OF_NO_RETURN, "repointing"),
                (lane, state) -> stopped(lane, state, Moment.WITHIN_THE_GUARD));
    }

    @TestFactory
    Stream<DynamicTest> what_a_killed_leader_had_begun_ends_with_one_promotion() {
        return atEach(states, (lane, state) -> killed(lane, state, Moment.BEHIND_THE_GUARD, false));
    }

    @TestFactory
    Stream<DynamicTest> what_a_killed_leader_had_done_and_not_written_down_is_done_once() {
        return atEach(states, (lane, state) -> killed(lane, state, Moment.WITHIN_THE_GUARD, false));
    }

    @TestFactory
    Stream<DynamicTest> when_the_source_returns_meanwhile_the_state_decides_whether_it_is_finished_or_undone() {
        return atEach(states, (lane, state) -> killed(lane, state, Moment.BEHIND_THE_GUARD, true));
    }

    private List<String> before() {
        return states.subList(0, states.indexOf(POINT_OF_NO_RETURN));
    }

    private List<String> from() {
        return states.subList(states.indexOf(POINT_OF_NO_RETURN), states.size());
    }

    /** All begin at once, as many at a time as there are lanes. */
    private Stream<DynamicTest> atEach(List<String> wanted, BiConsumer<LossLane, String> test) {
        List<Future<Boolean>> running = new ArrayList<>();
        wanted.forEach(state -> running.add(threads.submit(() -> inLane(lane -> {
            test.accept(lane, state);
            return true;
        }))));
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> DynamicTest.dynamicTest(wanted.get(i), () -> await(running.get(i))));
    }

    private <T> T inLane(InLane<T> test) throws Exception {
        LossLane lane = lanes.take();
        try {
            return test.run(lane);
        } finally {
            try {
                lane.restore();
            } finally {
                lanes.add(lane);
            }
        }
    }

    /** Something done with one lane. */
    private interface InLane<T> {
        T run(LossLane lane) throws Exception;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new ServerException("the case failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for a case", e);
        }
    }

    private List<String> undisturbed(LossLane lane) {
        try (LossScene scene = lane.scene()) {
            Watched watched = lane.trap().watch(scene.failed());
            scene.source().kill9();
            scene.assertOnePromotion();
            scene.assertNoErrors();
            return List.copyOf(watched.states());
        }
    }

    private void stopped(LossLane lane, String state, Moment moment) {
        try (LossScene scene = lane.scene()) {
            NodeFleet fleet = lane.fleet();
            ServiceProcess leader = fleet.awaitLeader();
            Watched watched = lane.trap().watch(scene.failed(), state, moment, leader::sigstop);
            scene.source().kill9();
            watched.await(LIMIT, lane::evidence);
            long stoppedAt = System.nanoTime();
            String stored = scene.storedState();

            ServiceProcess successor = fleet.awaitLeaderAmong(fleet.others(leader));
            scene.assertOnePromotion();
            Duration finished = since(stoppedAt);
            Await.until("the leader to have been stopped long enough", STOPPED_FOR.plus(LIMIT),
                    () -> since(stoppedAt).compareTo(STOPPED_FOR) >= 0);
            List<String> before = scene.survey();
            leader.signal("CONT");

            fleet.assertSteady(lane.backend(), 5);
            Await.until("the woken node to be healthy", LIMIT, () -> leader.succeeds("health", Duration.ofSeconds(1)),
                    lane::evidence);
            assertThat(fleet.awaitLeader()).isSameAs(successor);
            assertThat(scene.survey()).isEqualTo(before);
            scene.assertOnePromotion();
            scene.assertNoErrors();
            LOG.info("stopped {} of {} with {} stored: finished by the other after {} ms, woken after {} s, no change",
                    moment, state, stored, finished.toMillis(), STOPPED_FOR.toSeconds());
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void killed(LossLane lane, String state, Moment moment, boolean returns) {
        try (LossScene scene = lane.scene()) {
            ServiceProcess leader = lane.fleet().awaitLeader();
            ServiceProcess other = lane.fleet().others(leader).getFirst();
            Watched watched = lane.trap().watch(scene.failed(), state, moment, () -> {
                leader.signal("KILL");
                if (returns) {
                    // It must find the source returned when it goes on.
                    other.sigstop();
                }
            });
            scene.source().kill9();
            watched.await(LIMIT, lane::evidence);
            long killedAt = System.nanoTime();
            leader.awaitEnd(Duration.ofSeconds(10));
            String stored = scene.storedState();
            assertThat(stored.toLowerCase(Locale.ROOT)).as("the state that is stored")
                    .isEqualTo(moment == Moment.BEHIND_THE_GUARD ? state : stateBefore(state));
            if (returns) {
                scene.source().restart();
                other.signal("CONT");
            }

            boolean isFinished = !returns || FINISHED_FROM.contains(stored);
            if (isFinished) {
                scene.assertOnePromotion();
            } else {
                scene.assertUndone(stored.equals("LookingAtSource"));
            }
            scene.assertNoErrors();
            LOG.info("killed {} of {} with {} stored{}: {} by the other after {} ms", moment, state, stored,
                    returns ? ", the source returned" : "", isFinished ? "finished" : "undone",
                    since(killedAt).toMillis());
        }
    }

    private String stateBefore(String state) {
        int place = states.indexOf(state);
        return place == 0 ? "" : states.get(place - 1);
    }
}
