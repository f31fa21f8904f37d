package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.detection.WritePathSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose write path is looked at, and what becomes of one that is broken. */
class WritePathsTest {
    private static final WriteHealth STALLED = new WriteHealth(new CommitProgress(CommitProgress.Wait.COMMIT, 5,
            Duration.ofSeconds(20), Duration.ofSeconds(20)), null);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InstanceKey source = keys.getFirst();
    private final InMemoryAuditLog audit = new InMemoryAuditLog(10_000);
    private final List<Set<InstanceKey>> looked = new ArrayList<>();
    private WritePathPolicy policy = WritePathPolicy.OFF;

    private Tuning tuning() {
        AnalysisSettings analysis = AnalysisSettings.DEFAULTS
                .withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE)
                .withWritePath(new WritePathSettings(policy, List.of(), Duration.ofSeconds(10)));
        return new Tuning(analysis, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT,
                List.of(), List.of());
    }

    private Orchestrator node() {
        Orchestrator node = new NodeBuilder(time, fleet, new InMemoryBackend(time)).auditing(audit)
                .seeds(List.of(source))
                .tuned(this::tuning)
                .probing(this::stalling)
                .start();
        patience.until("all servers to be seen", () -> patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count() == keys.size());
        time.pass(Duration.ofSeconds(7));
        return node;
    }

    /** Tells of a stall where it is asked. */
    private InstanceProber stalling(InstanceProber servers) {
        return new InstanceProber() {
            @Override
            public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
                boolean asked = !looked.isEmpty() && looked.getLast().contains(key);
                return servers.probe(key, depth, deadline)
                        .thenApply(outcome -> asked && outcome instanceof ProbeOutcome.Seen seen
                                ? new ProbeOutcome.Seen(key, seen.snapshot(), seen.times(), STALLED)
                                : outcome);
            }

            @Override
            public void lookAtWrites(Set<InstanceKey> sources) {
                looked.add(sources);
            }

            @Override
            public void forget(InstanceKey key) {
                servers.forget(key);
            }
        };
    }

    private AnalysisCode codeOf(Orchestrator node) {
        return patience.await(node.fleet().analyses())
                .stream()
                .filter(analysis -> analysis.key().equals(source))
                .map(Analysis::code)
                .findFirst()
                .orElse(AnalysisCode.NO_PROBLEM);
    }

    private List<String> reasons() {
        return audit.decisions().stream().filter(d -> d.key().equals(source)).map(Decision::reason).toList();
    }

    private boolean isPromoted() {
        return keys.stream().skip(1).anyMatch(fleet::isWritable);
    }

    @Test
    void nothingIsAskedWhereThePolicyIsOff() {
        Orchestrator node = node();

        assertThat(looked).isEmpty();
        assertThat(codeOf(node)).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void onlyTheSourceIsLookedAtAndItsStallIsDetected() {
        policy = WritePathPolicy.OBSERVE;
        Orchestrator node = node();

        assertThat(looked).containsExactly(Set.of(source));
        assertThat(codeOf(node)).isEqualTo(AnalysisCode.WRITE_STALLED_MASTER);
        assertThat(reasons()).anyMatch(reason -> reason.startsWith("WriteStalledMaster: detected"));
        assertThat(isPromoted()).isFalse();
    }

    @Test
    void actingIsBlockedWithItsReason() {
        policy = WritePathPolicy.ACT;
        node();

        time.pass(Duration.ofSeconds(30));

        assertThat(reasons())
                .anyMatch(reason -> reason.startsWith("WriteStalledMaster: blocked: WritePathPolicy is act"));
        assertThat(isPromoted()).isFalse();
    }

    @Test
    void aServerInDowntimeIsLeftAlone() {
        policy = WritePathPolicy.OBSERVE;
        Orchestrator node = node();

        patience.await(node.operations().beginDowntime(source, "ops", "test", Duration.ofHours(1)));
        time.pass(Duration.ofSeconds(3));

        assertThat(looked).last().isEqualTo(Set.of());
    }

    @Test
    void whatIsSwitchedOffWithAReloadEnds() {
        policy = WritePathPolicy.OBSERVE;
        Orchestrator node = node();

        policy = WritePathPolicy.OFF;
        time.pass(Duration.ofSeconds(7));

        assertThat(looked).last().isEqualTo(Set.of());
        assertThat(codeOf(node)).isEqualTo(AnalysisCode.NO_PROBLEM);
    }
}
