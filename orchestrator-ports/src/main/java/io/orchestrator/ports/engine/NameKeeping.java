package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.AuditEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the leader, minutely: servers stored under a name that stands for another, and sources that are missed (discovery.md 6.8). */
final class NameKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(NameKeeping.class);
    private static final Duration MINUTELY = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Loop loop;
    private final World world;
    private final BooleanSupplier leads;
    private final FleetView view;
    private final DiscoveryLoop discovery;
    private final NameLoop names;
    private final Set<InstanceKey> underWay = new HashSet<>();

    NameKeeping(Loop loop, World world, BooleanSupplier leads, FleetView view, DiscoveryLoop discovery,
            NameLoop names) {
        this.loop = loop;
        this.world = world;
        this.leads = leads;
        this.view = view;
        this.discovery = discovery;
        this.names = names;
    }

    void start() {
        loop.every(MINUTELY, () -> {
            if (leads.getAsBoolean()) {
                recallUnknownSources();
                forgetDifferentlyResolved();
            }
        });
    }

    /**
     * Whether a stored key is a former name of a server that is seen under another: its row goes, and it is not probed again.
     *
     * @param key stored, and not in memory
     */
    boolean isFormerName(InstanceKey key) {
        InstanceKey other = names.known(key);
        if (other.equals(key) || !isSeen(other)) {
            return false;
        }
        forget(key, other);
        return true;
    }

    private void forget(InstanceKey key, InstanceKey other) {
        if (underWay.add(key)) {
            loop.within(DEADLINE, world.stores().instances().forget(key), was -> {
                underWay.remove(key);
                if (was) {
                    LOG.info("{} is forgotten: its name stands for {}", key, other);
                    world.audit()
                            .audit(new AuditEntry("forget-unseen-differently-resolved", key, "",
                                    "the name stands for " + other));
                }
            }, failure -> {
                underWay.remove(key);
                LOG.debug("{} could not be forgotten: {}", key, failure.getMessage());
            });
        }
    }

    /** A server whose name stands for another that is seen, or that was probed in vain, is kept under that other name only. */
    private void forgetDifferentlyResolved() {
        for (InstanceKey key : new TreeSet<>(view.keys())) {
            InstanceKey other = names.known(key);
            if (!other.equals(key) && (isSeen(other) || (isGone(key) && isHarmless(key, other)))) {
                discovery.forgotten(key);
                forget(key, other);
            }
        }
    }

    private boolean isSeen(InstanceKey key) {
        return view.observed(key).filter(ObservedInstance::isSeen).isPresent();
    }

    private boolean isGone(InstanceKey key) {
        return view.observed(key).filter(o -> o.lastChecked() != null && !o.isSeen()).isPresent();
    }

    /** A dead source is not forgotten as long as nobody else stands where it stood. */
    private boolean isHarmless(InstanceKey key, InstanceKey other) {
        return view.observed(other).isPresent() || view.replicasOf(key).isEmpty();
    }

    /** Sources that no server is known under: what their names led to last may be one. */
    private void recallUnknownSources() {
        Set<String> hosts = new TreeSet<>();
        for (InstanceKey source : view.sourcesNamed()) {
            if (source.isValid() && names.known(source).equals(source)
                    && view.observed(source).filter(known -> known.lastSeen() != null).isEmpty()) {
                hosts.add(source.hostname());
            }
        }
        if (!hosts.isEmpty()) {
            loop.within(DEADLINE, world.stores().registers().names().history(hosts), this::recall,
                    failure -> LOG.debug("former names could not be read: {}", failure.getMessage()));
        }
    }

    private void recall(Map<String, String> former) {
        Map<String, String> recalled = new TreeMap<>();
        former.forEach((host, name) -> {
            if (!host.equals(name)) {
                names.recall(host, name);
                recalled.put(host, name);
            }
        });
        if (!recalled.isEmpty()) {
            LOG.info("unknown sources are taken for what their names stood for before: {}", recalled);
            world.audit()
                    .audit(new AuditEntry("resolve-unknown-masters", InstanceKey.NONE, "",
                            "Num resolved hostnames: " + recalled.size()));
        }
    }
}
