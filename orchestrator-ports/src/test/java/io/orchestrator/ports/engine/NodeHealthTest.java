package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.ports.driving.NodeQueries;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node says about its own health while its backend fails (ha-shared-backend.md 4.2, 4.3). */
class NodeHealthTest {
    private static final Duration QUICK = Duration.ofMillis(5);

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final VirtualPatience patience = new VirtualPatience(time);
    private int registrations;
    private UnreliableLine.End end = UnreliableLine.End.ANSWERED;
    private NodeQueries nodes;

    @BeforeEach
    void start() {
        SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
        InMemoryBackend backend = new InMemoryBackend(time);
        UnreliableLine line = new UnreliableLine(time, process, name -> {
            if (name.equals("node.register")) {
                registrations++;
            }
            return new UnreliableLine.Fate(QUICK, QUICK, end);
        });
        nodes = new NodeBuilder(time, fleet, backend).in(process)
                .storing(_ -> backend.stores(line))
                .start()
                .nodes();
        patience.until("the node to lead", nodes::isLeader);
    }

    private NodeQueries.Health ask() {
        return patience.await(nodes.health());
    }

    @Test
    void anUnhealthyNodeSaysSoOnEveryCallWithinOneSecond() {
        end = UnreliableLine.End.REFUSED;
        // An answer of the time before may still be kept.
        time.pass(Duration.ofSeconds(1));

        List<NodeQueries.Health> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(ask());
            time.pass(Duration.ofMillis(100));
        }

        assertThat(answers).allSatisfy(health -> {
            assertThat(health.healthy()).isFalse();
            assertThat(health.error()).contains("refused the connection");
        });
    }

    @Test
    void aBackendThatHangsIsUnhealthyToo() {
        end = UnreliableLine.End.LOST;
        time.pass(Duration.ofSeconds(1));

        assertThat(List.of(ask(), ask(), ask())).allMatch(health -> !health.healthy() && !health.error().isEmpty());
    }

    @Test
    void aNodeIsHealthyAgainWithinOneSecondOfItsBackend() {
        end = UnreliableLine.End.REFUSED;
        time.pass(Duration.ofSeconds(1));
        assertThat(ask().healthy()).isFalse();

        end = UnreliableLine.End.ANSWERED;
        time.pass(Duration.ofSeconds(1));

        assertThat(ask().healthy()).isTrue();
        assertThat(ask().available()).singleElement()
                .satisfies(node -> assertThat(node.id().hostname()).isEqualTo("node"));
    }

    @Test
    void manyCallsWithinOneSecondAskTheBackendOnce() {
        time.pass(Duration.ofSeconds(2));
        ask();
        int before = registrations;

        for (int i = 0; i < 50; i++) {
            ask();
            time.pass(QUICK);
        }

        assertThat(registrations - before).as("only the node's own, once a second").isLessThanOrEqualTo(1);
    }
}
