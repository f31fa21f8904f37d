package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.NameCommands;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Servers that go by several names (discovery.md 7). */
class NamesTest {
    private static final String HOST = "db.example.com";
    private static final String ADDRESS = "10.0.0.1";
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster(HOST, 3306, 3, 0);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    private final InMemoryResolver network = new InMemoryResolver();
    private final Names names = new Names(fleet.viewpoint("node", process).servers().prober());
    private NamingSettings naming = new NamingSettings(ResolveMethod.DEFAULT, LIFETIME, null, true);

    /** A network in which hosts have further names, and servers that call others by one of them. */
    private final class Names implements InstanceProber {
        private final InstanceProber servers;
        final Map<String, String> hosts = new HashMap<>();
        final Set<InstanceKey> asked = new HashSet<>();
        String sourceCalled = HOST;
        String callsItself = HOST;

        Names(InstanceProber servers) {
            this.servers = servers;
            hosts.put(HOST, HOST);
        }

        @Override
        public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
            asked.add(key);
            String host = hosts.get(key.hostname());
            if (host == null) {
                return CompletableFuture.completedStage(new ProbeOutcome.Unseen(key,
                        new ProbeFailure(ProbeFailure.Kind.UNRESOLVED, "no such host"),
                        new ProbeTimes(time.monotonic(), time.monotonic())));
            }
            return servers.probe(new InstanceKey(host, key.port()), depth, deadline).thenApply(outcome -> {
                if (!(outcome instanceof ProbeOutcome.Seen seen)) {
                    return outcome;
                }
                InstanceSnapshot said = seen.snapshot()
                        .withChannels(seen.snapshot()
                                .channels()
                                .stream()
                                .map(c -> c.withSource(new InstanceKey(sourceCalled, c.source().port())))
                                .toList())
                        .withReplicas(List.of());
                InstanceSnapshot named = new InstanceSnapshot(new InstanceKey(callsItself, key.port()), said.server(),
                        said.binlog(), said.gtid(), said.channels(), said.semiSync(), said.group(), said.replicas(),
                        said.classification());
                return new ProbeOutcome.Seen(key, named, seen.times());
            });
        }

        @Override
        public void forget(InstanceKey key) {}
    }

    private Orchestrator lead(List<InstanceKey> seeds) {
        Orchestrator engine = new NodeBuilder(time, fleet, backend).in(process)
                .probing(_ -> names)
                .auditing(audit)
                .resolving(network)
                .seeds(seeds)
                .tuned(() -> NodeBuilder.ORDINARY.withNaming(naming))
                .start();
        patience.until("the node to lead", engine.nodes()::isLeader);
        return engine;
    }

    private Fleet picture(Orchestrator engine) {
        return patience.await(engine.fleet().picture()).fleet();
    }

    private void awaitOneCluster(Orchestrator engine) {
        patience.until("one cluster of three that are seen", () -> {
            Fleet now = picture(engine);
            return now.clusters().size() == 1 && seen(now).equals(Set.copyOf(keys));
        });
    }

    private static Set<InstanceKey> seen(Fleet now) {
        return now.instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .map(FleetInstance::key)
                .collect(Collectors.toSet());
    }

    @Test
    void aSourceThatReplicasNameByItsAddressIsKnownUnderItsName() {
        names.hosts.put(ADDRESS, HOST);
        names.sourceCalled = ADDRESS;

        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);
        time.pass(Duration.ofSeconds(5));

        assertThat(picture(engine).instances()).extracting(FleetInstance::key)
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(patience.await(backend.names().resolved())).containsEntry(ADDRESS, HOST).containsEntry(HOST, HOST);
        assertThat(patience.await(backend.names().history(List.of(ADDRESS)))).containsEntry(ADDRESS, HOST);
        assertThat(patience.await(engine.names().cached())).hasEntrySatisfying(ADDRESS,
                cached -> assertThat(cached.name()).isEqualTo(HOST));
        assertThat(patience.await(engine.names().resolve(new InstanceKey(ADDRESS, 3307))))
                .isEqualTo(new NameCommands.Resolved(new InstanceKey(HOST, 3307), ""));
    }

    @Test
    void aSourceDoesNotLoseItsReplicasWhenItsNameAges() {
        names.hosts.put(ADDRESS, HOST);
        names.sourceCalled = ADDRESS;
        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);
        time.pass(LIFETIME.minusSeconds(30));
        names.hosts.remove(ADDRESS);
        fleet.kill(keys.getFirst());

        time.pass(Duration.ofMinutes(2));

        assertThat(picture(engine).clusters()).hasSize(1);
        assertThat(patience.await(engine.fleet().analyses()))
                .anyMatch(analysis -> analysis.key().equals(keys.getFirst()));
    }

    @Test
    void anAgedNameIsAskedForAgainAndFollowsItsServer() {
        names.hosts.put(ADDRESS, HOST);
        names.sourceCalled = ADDRESS;
        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);
        names.asked.clear();
        time.pass(LIFETIME.plusSeconds(20));

        assertThat(names.asked).contains(new InstanceKey(ADDRESS, 3306));
        assertThat(patience.await(engine.names().cached())).containsKey(ADDRESS);
        assertThat(picture(engine).clusters()).hasSize(1);
    }

    @Test
    void aShortNameBecomesTheCanonicalOne() {
        naming = new NamingSettings(ResolveMethod.CNAME, LIFETIME, null, true);
        network.host("db", HOST, new HostAddresses(ADDRESS, ""));
        network.host(HOST, HOST, new HostAddresses(ADDRESS, ""));
        names.sourceCalled = "db";

        Orchestrator engine = lead(keys.stream().map(key -> new InstanceKey("db", key.port())).toList());
        awaitOneCluster(engine);

        assertThat(picture(engine).instances()).hasSize(3);
        assertThat(names.asked).extracting(InstanceKey::hostname).containsOnly(HOST);
        time.pass(Duration.ofSeconds(10));
        assertThat(patience.await(backend.names().resolved())).containsEntry("db", HOST);
        assertThat(patience.await(backend.names().addresses())).containsEntry(HOST, new HostAddresses(ADDRESS, ""));
    }

    @Test
    void aNameThatCannotBeResolvedIsPolledAsItIs() {
        naming = new NamingSettings(ResolveMethod.IP, LIFETIME, null, true);
        names.callsItself = HOST;

        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);
        time.pass(Duration.ofMinutes(3));

        assertThat(seen(picture(engine))).isEqualTo(Set.copyOf(keys));
        assertThat(patience.await(engine.names().resolve(new InstanceKey("nobody", 3306)))).satisfies(resolved -> {
            assertThat(resolved.key()).isEqualTo(new InstanceKey("nobody", 3306));
            assertThat(resolved.failure()).contains("nobody");
        });
        assertThatThrownBy(() -> patience.await(engine.fleet().lookUp(new InstanceKey("nobody", 3306))))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("nobody");
        network.host("nobody", "nobody", new HostAddresses("10.9.9.9", ""));
        assertThat(patience.await(engine.fleet().lookUp(new InstanceKey("nobody", 3306))))
                .as("looked up anew for who asks by name")
                .isEqualTo(new InstanceKey("10.9.9.9", 3306));
        assertThat(patience.await(engine.fleet().lookUp(keys.getFirst()))).isEqualTo(keys.getFirst());
        assertThat(patience.await(backend.names().resolved())).doesNotContainKey("nobody").doesNotContainValue("");
    }

    @Test
    void aRejectedResultIsNeitherKeptNorStored() {
        naming = new NamingSettings(ResolveMethod.CNAME, LIFETIME, Pattern.compile("internal"), true);
        network.host("db", "ip-10-0-0-1.internal", new HostAddresses(ADDRESS, ""));
        Orchestrator engine = lead(List.of());

        assertThat(patience.await(engine.names().resolve(new InstanceKey("db", 3306))).key().hostname())
                .isEqualTo("db");
        time.pass(Duration.ofMinutes(2));

        assertThat(patience.await(engine.names().cached())).doesNotContainKey("db");
        assertThat(patience.await(backend.names().resolved())).doesNotContainKey("db");
    }

    @Test
    void withoutResolvingTheTablesAreLeftAlone() {
        naming = new NamingSettings(ResolveMethod.NONE, LIFETIME, null, true);
        patience.await(backend.names().writeResolved(Map.of(HOST, "elsewhere")));

        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);
        time.pass(Duration.ofMinutes(2));

        assertThat(patience.await(backend.names().resolved())).isEqualTo(Map.of(HOST, "elsewhere"));
        assertThat(patience.await(engine.names().cached())).containsOnlyKeys(HOST);
    }

    @Test
    void aResetForgetsHereAndInTheBackend() {
        names.hosts.put(ADDRESS, HOST);
        names.sourceCalled = ADDRESS;
        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);

        patience.await(engine.names().reset());

        assertThat(patience.await(engine.names().cached())).isEmpty();
        assertThat(patience.await(backend.names().resolved())).isEmpty();
        awaitOneCluster(engine);
    }

    @Test
    void aVirtualNameIsShownAtOnce() {
        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);

        patience.await(engine.names().registerVirtualName(keys.getFirst(), "vip"));

        assertThat(picture(engine).find(keys.getFirst()).orElseThrow().annotations().unresolvedHostname())
                .isEqualTo("vip");
        patience.await(engine.names().registerVirtualName(keys.getFirst(), ""));
        assertThat(patience.await(engine.names().virtualNames())).isEmpty();
    }

    @Test
    void aServerStoredUnderAFormerNameIsForgotten() {
        Orchestrator engine = lead(keys);
        awaitOneCluster(engine);
        time.pass(Duration.ofSeconds(5));
        // the backend knows what another node found out
        names.hosts.put(ADDRESS, HOST);
        patience.await(engine.discovery().discover(new InstanceKey(ADDRESS, 3306)));

        assertThat(patience.await(backend.stores().instances().keys())).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(picture(engine).instances()).hasSize(3);
    }

    @Test
    void aDeadServerWhoseNameStandsForAnotherIsForgotten() {
        InstanceKey old = new InstanceKey("old", 3307);
        names.hosts.put("old", HOST);
        names.callsItself = "old";
        Orchestrator engine = lead(List.of(old));
        patience.until("the old name to be stored",
                () -> patience.await(backend.stores().instances().keys()).contains(old));
        names.callsItself = HOST;

        patience.until("it to be kept under its new name only", () -> {
            Set<InstanceKey> stored = patience.await(backend.stores().instances().keys());
            return !stored.contains(old) && stored.contains(keys.get(1));
        });

        assertThat(audit.entries()).extracting(AuditEntry::type).contains("forget-unseen-differently-resolved");
        assertThat(picture(engine).find(old)).isEmpty();
    }

    @Test
    void anUnknownSourceIsTakenForWhatItsNameStoodForBefore() {
        patience.await(backend.names().writeResolved(Map.of(ADDRESS, HOST)));
        patience.await(backend.names().clearResolved());
        names.sourceCalled = ADDRESS;

        Orchestrator engine = lead(keys);
        time.pass(Duration.ofMinutes(1));
        patience.until("the source to be known again", () -> {
            Fleet now = picture(engine);
            return now.find(keys.getLast()).filter(i -> i.sourceKey().equals(keys.getFirst())).isPresent();
        });

        assertThat(audit.entries()).extracting(AuditEntry::type).contains("resolve-unknown-masters");
    }
}
