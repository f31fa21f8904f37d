package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a leader and another node show, how old it is at most, and how often the store is read for it (ADR 0029). */
class FleetReadingsTest {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InstanceKey replica = keys.getLast();
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final List<Duration> readings = new ArrayList<>();
    private Duration readTakes = QUICK;
    private boolean refusing;
    private final Orchestrator leader = new NodeBuilder(time, fleet, backend).named("leader")
            .polling(ONE_SECOND)
            .seeds(List.of(keys.getFirst()))
            .build();
    private final Orchestrator other = new NodeBuilder(time, fleet, backend).named("other")
            .answering()
            .storing(process -> backend.stores(new UnreliableLine(time, process, this::fate)))
            .build();

    private UnreliableLine.Fate fate(String call) {
        boolean readsServers = call.equals("instance.readAll");
        if (readsServers) {
            readings.add(time.monotonic());
        }
        return new UnreliableLine.Fate(readsServers ? readTakes : QUICK, QUICK,
                readsServers && refusing ? UnreliableLine.End.REFUSED : UnreliableLine.End.ANSWERED);
    }

    @BeforeEach
    void start() {
        leader.start();
        other.start();
        patience.until("the leader to see all servers", () -> seen(leader) == keys.size());
        patience.until("the other node to see all servers", () -> seen(other) == keys.size());
        time.pass(Duration.ofSeconds(2));
        readings.clear();
    }

    private FleetPicture picture(Orchestrator node) {
        return patience.await(node.fleet().picture());
    }

    private long seen(Orchestrator node) {
        return picture(node).fleet().instances().stream().filter(instance -> instance.observed().isSeen()).count();
    }

    private FleetInstance replicaAt(Orchestrator node) {
        return picture(node).fleet().find(replica).orElseThrow();
    }

    @Test
    void fiftyWhoAskAtOnceAreOneReading() {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            asked.add(other.fleet().picture().toCompletableFuture());
            asked.add(other.fleet().analyses().toCompletableFuture());
        }
        patience.await(CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)));

        assertThat(readings).hasSize(1);
    }

    @Test
    void anotherNodeReadsAboutOnceASecondHoweverMuchItIsAsked() {
        for (int i = 0; i < 1_000; i++) {
            picture(other);
            patience.await(other.fleet().analyses());
            time.pass(Duration.ofMillis(10));
        }

        assertThat(readings).hasSizeBetween(9, 13);
    }

    @Test
    void nothingIsReadWhileNobodyAsks() {
        picture(other);
        readings.clear();
        time.pass(Duration.ofSeconds(30));

        assertThat(readings).isEmpty();
    }

    @Test
    void whatIsForgottenElsewhereIsSeenWithinASecondAlsoWhereReadingTakesLong() {
        for (Duration takes : List.of(QUICK, Duration.ofMillis(300), Duration.ofMillis(700))) {
            readTakes = takes;
            patience.await(leader.discovery().discover(replica));
            patience.until("the server to be there", () -> picture(other).fleet().find(replica).isPresent());

            patience.await(leader.discovery().forget(replica));
            Duration forgotten = time.monotonic();

            while (isShownByWhoAsksNow()) {
                assertThat(time.monotonic().minus(forgotten)).as("reading takes " + takes).isLessThan(ONE_SECOND);
                time.pass(Duration.ofMillis(10));
            }
        }
    }

    /** Asks, and goes by the time of asking: what is answered later was asked no later. */
    private boolean isShownByWhoAsksNow() {
        return picture(other).fleet().find(replica).isPresent();
    }

    @Test
    void timesInAPictureAreOffByAMomentAtMost() {
        for (Orchestrator node : List.of(leader, other)) {
            for (int i = 0; i < 300; i++) {
                FleetPicture shown = picture(node);
                assertThat(time.monotonic().minus(shown.now())).isLessThanOrEqualTo(FleetReadings.MOMENT);
                time.pass(Duration.ofMillis(7));
            }
        }
    }

    @Test
    void theLeaderMakesOnePictureAMoment() {
        FleetPicture first = picture(leader);

        assertThat(picture(leader)).isSameAs(first);
        time.pass(FleetReadings.MOMENT.plusMillis(1));
        assertThat(picture(leader)).isNotSameAs(first);
    }

    @Test
    void analysesAreTheSameObjectWhileNothingChanged() {
        fleet.kill(keys.getFirst());
        patience.until("the dead source to be found by both", () -> found(leader) && found(other));
        time.pass(Duration.ofSeconds(5));

        for (Orchestrator node : List.of(leader, other)) {
            var before = patience.await(node.fleet().analyses());
            time.pass(Duration.ofSeconds(3));
            assertThat(patience.await(node.fleet().analyses())).isSameAs(before);
        }
    }

    private boolean found(Orchestrator node) {
        return patience.await(node.fleet().analyses()).stream().anyMatch(a -> a.key().equals(keys.getFirst()));
    }

    @Test
    void whatIsSaidAtANodeIsSeenByTheNextWhoAsksThere() {
        for (Orchestrator node : List.of(leader, other)) {
            picture(node);

            patience.await(node.operations().beginDowntime(replica, "dba", "disk", Duration.ofHours(1)));
            assertThat(replicaAt(node).annotations().downtime()).isNotNull();

            patience.await(node.operations().endDowntime(replica));
            assertThat(replicaAt(node).annotations().downtime()).isNull();

            patience.await(node.maintenance().begin(replica, "dba", "disk", Duration.ofMinutes(10)));
            assertThat(replicaAt(node).annotations().inMaintenance()).isTrue();
            patience.await(node.maintenance().end(replica));
        }
    }

    @Test
    void whatIsForgottenOrProbedAtANodeIsSeenByTheNextWhoAsksThere() {
        for (Orchestrator node : List.of(leader, other)) {
            // Until what the leader found is stored, and nobody has a reading from before.
            time.pass(Duration.ofSeconds(2));
            assertThat(picture(other).fleet().find(replica)).isPresent();

            assertThat(patience.await(node.discovery().forget(replica))).isTrue();
            assertThat(picture(node).fleet().find(replica)).isEmpty();

            assertThat(patience.await(node.discovery().discover(replica))).isInstanceOf(ProbeOutcome.Seen.class);
            assertThat(picture(node).fleet().find(replica)).isPresent();
        }
    }

    @Test
    void aCommandDuringAReadingIsSeenByWhoAsksAfterIt() {
        readTakes = Duration.ofMillis(300);
        var begunBefore = other.fleet().picture();
        time.pass(Duration.ofMillis(100));

        patience.await(other.discovery().forget(replica));

        assertThat(picture(other).fleet().find(replica)).isEmpty();
        assertThat(patience.await(begunBefore).fleet().find(keys.getFirst())).isPresent();
    }

    @Test
    void aFailureIsNoAnswerForTheNext() {
        time.pass(ONE_SECOND);
        refusing = true;
        assertThatThrownBy(() -> picture(other)).isInstanceOf(PortException.class)
                .hasMessageContaining("refused the connection");
        assertThatThrownBy(() -> patience.await(other.fleet().analyses())).isInstanceOf(PortException.class);

        refusing = false;

        assertThat(seen(other)).isEqualTo(keys.size());
    }

    @Test
    void aNodeThatCeasesToLeadAnswersFromTheStore() {
        picture(leader);
        backend.advance(Duration.ofSeconds(1));
        backend.electReference(new NodeId("reference", "token"));
        patience.until("the leader to give way", () -> !leader.nodes().isLeader());

        patience.await(other.discovery().forget(replica));
        time.pass(ONE_SECOND);

        assertThat(picture(leader).fleet().find(replica)).isEmpty();
    }
}
