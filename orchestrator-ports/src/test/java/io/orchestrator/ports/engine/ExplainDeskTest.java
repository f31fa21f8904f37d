package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.explain.FailureExplanation;
import io.orchestrator.domain.explain.Hindrance;
import io.orchestrator.domain.explain.Picture;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where explanations come from, and what the node and the backend add to them. */
class ExplainDeskTest {
    private static final Duration QUICK = Duration.ofMillis(2);
    private static final Tuning TUNING = new Tuning(
            AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE),
            RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private boolean backendGone;

    private NodeBuilder node(String name) {
        return new NodeBuilder(time, fleet, backend).named(name)
                .storing(process -> backend.stores(new UnreliableLine(time, process,
                        _ -> new UnreliableLine.Fate(QUICK, QUICK, backendGone ? UnreliableLine.End.REFUSED
                                : UnreliableLine.End.ANSWERED))))
                .polling(Duration.ofSeconds(1))
                .tuned(() -> TUNING);
    }

    private Orchestrator leader() {
        Orchestrator leader = node("leader").seeds(List.of(keys.getFirst())).start();
        patience.until("all servers to be seen", () -> seenBy(leader) == keys.size());
        return leader;
    }

    private long seenBy(Orchestrator node) {
        return patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count();
    }

    private ClusterExplanation explained(Orchestrator node) {
        return patience.await(node.explanations().explain(ClusterName.of(keys.getFirst())));
    }

    private static List<String> sentences(ClusterExplanation explanation, Hindrance.Weight weight) {
        return explanation.failures()
                .getFirst()
                .hindrances()
                .stream()
                .filter(h -> h.weight() == weight)
                .map(Hindrance::sentence)
                .toList();
    }

    @Test
    void theLeaderExplainsFromItsMemory() {
        ClusterExplanation explanation = explained(leader());

        assertThat(explanation.picture().origin()).isEqualTo(Picture.Origin.LEADER);
        assertThat(explanation.picture().oldest()).isLessThan(Duration.ofSeconds(2));
        assertThat(explanation.failures()).singleElement()
                .extracting(FailureExplanation::promoted)
                .isEqualTo(keys.get(1));
    }

    @Test
    void anyOtherProcessExplainsFromTheBackendAndSaysSo() {
        ClusterExplanation ofLeader = explained(leader());
        time.pass(Duration.ofSeconds(2));

        ClusterExplanation explanation = explained(node("command").answering().build());

        assertThat(explanation.picture().origin()).isEqualTo(Picture.Origin.BACKEND);
        assertThat(explanation.failures().getFirst().promoted())
                .isEqualTo(ofLeader.failures().getFirst().promoted());
        assertThat(sentences(explanation, Hindrance.Weight.NOTE)).singleElement()
                .asString()
                .startsWith("this process does not lead");
    }

    @Test
    void theSwitchIsHonouredWhereverItIsAsked() {
        Orchestrator leader = leader();
        patience.await(leader.recoveries().disableRecoveries(true));
        patience.until("the leader to know", () -> !sentences(explained(leader), Hindrance.Weight.BLOCKS).isEmpty());

        assertThat(sentences(explained(leader), Hindrance.Weight.BLOCKS))
                .containsExactly("recoveries are disabled globally");
        time.pass(Duration.ofSeconds(2));
        assertThat(sentences(explained(node("command").answering().build()), Hindrance.Weight.BLOCKS))
                .containsExactly("recoveries are disabled globally");
    }

    @Test
    void aBackendThatDoesNotAnswerBlocks() {
        Orchestrator leader = leader();
        backendGone = true;

        ClusterExplanation explanation = explained(leader);

        assertThat(explanation.failures().getFirst().verdict())
                .startsWith("would NOT be recovered: the backend does not answer");
    }

    @Test
    void afterAFailoverTheNextOneIsBlocked() {
        Orchestrator leader = leader();
        InstanceKey promoted = explained(leader).failures().getFirst().promoted();
        fleet.kill(keys.getFirst());
        patience.until("the promotion", () -> fleet.isWritable(promoted));

        patience.until("the new cluster to be explained", () -> hindrances(leader, promoted).stream()
                .anyMatch(text -> text.contains("has recently been promoted (by failover of " + keys.getFirst())));
    }

    private List<String> hindrances(Orchestrator node, InstanceKey server) {
        return sentences(patience.await(node.explanations().explain(server)), Hindrance.Weight.BLOCKS);
    }

    @Test
    void aServerThatNobodyKnowsIsRefused() {
        Orchestrator leader = leader();

        assertThatThrownBy(() -> patience.await(leader.explanations().explain(new InstanceKey("nobody", 3306))))
                .isInstanceOf(PortException.class)
                .hasMessage("Instance not found: nobody:3306");
        assertThatThrownBy(() -> patience.await(leader.explanations().explain(new ClusterName("nothing"))))
                .isInstanceOf(PortException.class)
                .hasMessage("there is no cluster nothing");
    }

    @Test
    void aReplicaThatIsAskedForIsToldFirst() {
        ClusterExplanation explanation = patience.await(leader().explanations().explain(keys.getLast()));

        assertThat(explanation.failures()).extracting(FailureExplanation::server)
                .containsExactly(keys.getLast(), keys.getFirst());
    }
}
