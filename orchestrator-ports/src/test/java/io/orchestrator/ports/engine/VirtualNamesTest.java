package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.domain.naming.Unresolving;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.HostAliases;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.naming.Unresolving.Wish.CHECKED;
import static io.orchestrator.domain.naming.Unresolving.Wish.FORGIVING;
import static io.orchestrator.domain.naming.Unresolving.Wish.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

/** What a replica is told for its source (discovery.md 7.4, cli.md 2). */
class VirtualNamesTest {
    private static final InstanceKey SOURCE = Instances.key("source");
    private static final InstanceKey VIRTUAL = Instances.key("vip");

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final FleetView view = new FleetView();
    private final Servers servers = new Servers();
    private NamingSettings naming = NamingSettings.DEFAULTS;

    /** Which server answers under which name. */
    private final class Servers implements InstanceProber {
        final Map<InstanceKey, String> names = new HashMap<>();
        final List<InstanceKey> asked = new ArrayList<>();

        @Override
        public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
            asked.add(key);
            ProbeTimes times = new ProbeTimes(time.monotonic(), time.monotonic());
            String name = names.get(key);
            return CompletableFuture.completedFuture(name == null
                    ? new ProbeOutcome.Unseen(key, new ProbeFailure(ProbeFailure.Kind.REFUSED, "nobody listens"), times)
                    : new ProbeOutcome.Seen(key, Instances.server(name).snapshot(), times));
        }

        @Override
        public void forget(InstanceKey key) {}
    }

    private Unresolving told(Unresolving.Wish wish) {
        World.Servers others = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT)
                .viewpoint("node", process)
                .servers();
        World world = new World(time, process, new World.Servers(servers, others.actuator(), others.watch()),
                backend.stores(), new InMemoryAuditLog(10), InMemoryHooks.none(), new InMemoryMetrics(),
                new InMemoryResolver(), () -> new RecoveryUid("uid"));
        Tuning tuning = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                Tuning.Retention.DEFAULT, List.of(), List.of(), naming);
        Loop loop = new Loop(process, time);
        IntentLoop intents = new IntentLoop(loop, backend.stores().intents(), _ -> {});
        NameLoop names = new NameLoop(loop, world, () -> tuning, () -> true, new NameLoop.Listener() {
            @Override
            public void aliases(HostAliases aliases) {}

            @Override
            public void verify(InstanceKey key) {}
        });
        VirtualNames virtualNames = new VirtualNames(loop, world, () -> tuning, intents, names, view);
        CompletableFuture<Unresolving> answer = new CompletableFuture<>();
        loop.post(intents::refresh);
        patience.until("what people registered to be known", intents::isKnown);
        loop.post(() -> virtualNames.of(SOURCE, wish, answer::complete));
        return patience.await(answer);
    }

    private void register() {
        patience.await(backend.names().unresolve(SOURCE.hostname(), VIRTUAL.hostname()));
    }

    @Test
    void aSourceWithoutAVirtualNameIsToldAsItIs() {
        assertThat(told(CHECKED)).isEqualTo(new Unresolving.Use(SOURCE));
        assertThat(servers.asked).isEmpty();
    }

    @Test
    void aVirtualNameIsToldOnceItWasSeenToLeadBack() {
        register();
        servers.names.put(VIRTUAL, "source");

        assertThat(told(CHECKED)).isEqualTo(new Unresolving.Use(VIRTUAL));
        assertThat(servers.asked).containsExactly(VIRTUAL);
    }

    @Test
    void aVirtualNameThatLeadsElsewhereIsRefusedOrForgiven() {
        register();
        servers.names.put(VIRTUAL, "other");

        assertThat(told(CHECKED)).isEqualTo(new Unresolving.Refuse(
                "Error unresolving; hostname=source, unresolved=vip, re-resolved=other; mismatch."
                        + " Skip/ignore with --skip-unresolve-check"));
        assertThat(told(FORGIVING)).isInstanceOfSatisfying(Unresolving.UseReal.class,
                real -> assertThat(real.name()).isEqualTo(SOURCE));
    }

    @Test
    void aProcessThatWasToldToSkipTheCheckForgivesWhateverTheOperationWants() {
        register();
        naming = naming.withVirtualNames(FORGIVING);

        assertThat(told(CHECKED)).isInstanceOf(Unresolving.UseReal.class);
        servers.names.put(VIRTUAL, "source");
        assertThat(told(CHECKED)).isEqualTo(new Unresolving.Use(VIRTUAL));
    }

    @Test
    void aProcessThatWasToldToSkipVirtualNamesNeverAsksForOne() {
        register();
        servers.names.put(VIRTUAL, "source");
        naming = naming.withVirtualNames(NEVER);

        assertThat(told(CHECKED)).isEqualTo(new Unresolving.Use(SOURCE));
        assertThat(told(FORGIVING)).isEqualTo(new Unresolving.Use(SOURCE));
        assertThat(servers.asked).isEmpty();
    }

    @Test
    void aBinlogServerNeedNotProveItselfUnlessThatIsConfigured() {
        register();
        view.load(List.of(Instances.server("source").binlogServer().observed()), List.of());

        assertThat(told(CHECKED)).isEqualTo(new Unresolving.Use(VIRTUAL));
        assertThat(servers.asked).isEmpty();

        naming = new NamingSettings(ResolveMethod.DEFAULT, Duration.ofHours(1), null, false);
        assertThat(told(CHECKED)).isInstanceOf(Unresolving.Refuse.class);
        assertThat(servers.asked).containsExactly(VIRTUAL);
    }
}
