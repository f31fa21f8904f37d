package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.AuditEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the leader: cluster names of servers that do not answer follow those of their sources, sources known from their replicas only are
 * told of, and servers that have never answered are forgotten after as long as those that once did (discovery.md 6.6, 6.8).
 */
final class UnseenServers {
    private static final Logger LOG = LoggerFactory.getLogger(UnseenServers.class);
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration MINUTELY = Duration.ofSeconds(60);

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final BooleanSupplier leads;
    private final FleetView view;
    private final Journal journal;
    private final DiscoveryLoop discovery;
    private final Set<InstanceKey> reviewed = new HashSet<>();
    /** Since when this leader has known servers that have never answered; the backend tells no time of them. */
    private final Map<InstanceKey, Duration> neverSeen = new TreeMap<>();

    UnseenServers(Loop loop, World world, Supplier<Tuning> tuning, BooleanSupplier leads, FleetView view,
            Journal journal, DiscoveryLoop discovery) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.leads = leads;
        this.view = view;
        this.journal = journal;
        this.discovery = discovery;
    }

    void start() {
        loop.every(OFTEN, () -> {
            if (leads.getAsBoolean()) {
                view.takeMoved().forEach(this::moved);
            }
        });
        loop.every(MINUTELY, () -> {
            if (leads.getAsBoolean()) {
                tellInjected();
                told("review-unseen-instances", reviewed.size());
                forgetNeverSeen();
            } else {
                neverSeen.clear();
            }
            reviewed.clear();
        });
    }

    private void moved(InstanceKey key, ClusterName cluster) {
        journal.moved(key);
        if (!isSeen(key)) {
            reviewed.add(key);
            world.audit()
                    .audit(new AuditEntry("update-cluster-name", key, cluster.value(), "set to " + cluster.value()));
        }
    }

    private void tellInjected() {
        Set<InstanceKey> injected = new HashSet<>(discovery.takeInjected());
        injected.removeIf(this::isSeen);
        told("inject-unseen-masters", injected.size());
    }

    private void forgetNeverSeen() {
        neverSeen.keySet().removeIf(key -> !isNeverSeen(key));
        view.keys().stream().filter(this::isNeverSeen).forEach(key -> neverSeen.putIfAbsent(key, loop.now()));
        Duration longest = tuning.get().retention().unseenForget();
        neverSeen.forEach((key, since) -> {
            if (loop.now().minus(since).compareTo(longest) > 0) {
                discovery.forgotten(key);
                loop.within(DEADLINE, world.stores().instances().forget(key),
                        _ -> world.audit().audit(new AuditEntry("forget-unseen", key, "", "it has never answered")),
                        failure -> LOG.debug("{} could not be forgotten: {}", key, failure.getMessage()));
            }
        });
    }

    private boolean isNeverSeen(InstanceKey key) {
        return view.observed(key).filter(observed -> observed.lastSeen() == null).isPresent();
    }

    private boolean isSeen(InstanceKey key) {
        return view.observed(key).filter(ObservedInstance::isSeen).isPresent();
    }

    private void told(String type, int operations) {
        if (operations > 0) {
            world.audit().audit(new AuditEntry(type, InstanceKey.NONE, "", "Operations: " + operations));
        }
    }
}
