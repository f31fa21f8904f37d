package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.InstanceProber;

/**
 * Servers that may have failed: each is probed together with those that depend on it, its replicas and the members of its group, at
 * once and again with short back-off, until the evidence is complete one way or the other or the time for it is over. All share one
 * budget. That a server is looked at is audited once, until it was found well again.
 */
final class Suspects {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LAST_PAUSE = Duration.ofMillis(400);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(20);
    /** A group takes its time to expel a dead primary, as configured there, and to elect another. */
    private static final Duration GIVE_GROUPS_UP_AFTER = Duration.ofMinutes(10);
    private static final Duration GROUP_PAUSE = Duration.ofSeconds(1);
    private static final int BUDGET = 200;
    /** Enough to find one that can be told to connect again, should the server hang; it may only be late, with thousands of replicas. */
    private static final int FEW = 20;

    private final Loop loop;
    private final DiscoveryLoop discovery;
    private final AuditLog audit;
    private final FleetView view;
    private final Supplier<Duration> hungAfter;
    private final Predicate<ClusterName> busy;
    private final Map<InstanceKey, Suspicion> open = new HashMap<>();
    private final Set<InstanceKey> audited = new HashSet<>();

    /**
     * How a server is suspected.
     *
     * @param pause before the next round
     * @param rounds how many there were
     * @param failed it has failed since: all that depend on it are asked
     */
    private record Suspicion(Duration since, Duration pause, int rounds, boolean failed) {
        Suspicion next(boolean hasFailed) {
            Duration next = pause.multipliedBy(2);
            return new Suspicion(since, next.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : next, rounds + 1, hasFailed);
        }
    }

    /**
     * Suspects nobody yet.
     *
     * @param hungAfter how long a probe may be under way
     * @param busy clusters on which something runs: who is being recovered is not looked at
     */
    Suspects(Loop loop, DiscoveryLoop discovery, AuditLog audit, FleetView view, Supplier<Duration> hungAfter,
            Predicate<ClusterName> busy) {
        this.loop = loop;
        this.discovery = discovery;
        this.audit = audit;
        this.view = view;
        this.hungAfter = hungAfter;
        this.busy = busy;
    }

    /** Looks at a server and those that depend on it now; while it is looked at already, only its failing is new. */
    void suspect(InstanceKey key) {
        Suspicion suspicion = open.get(key);
        if (suspicion == null) {
            open.put(key, new Suspicion(loop.now(), FIRST_PAUSE, 0, false));
            if (audited.add(key)) {
                audit.audit(new AuditEntry("emergently-read-topology-instance", key, "", "with its replicas"));
            }
            round(key);
        } else if (!suspicion.failed() && isFailing(key)) {
            open.put(key, new Suspicion(suspicion.since(), suspicion.pause(), suspicion.rounds(), true));
            ask(key, true);
        }
    }

    void clear() {
        open.clear();
        audited.clear();
    }

    private void round(InstanceKey key) {
        Suspicion suspicion = open.get(key);
        if (suspicion == null) {
            return;
        }
        Duration age = loop.now().minus(suspicion.since());
        boolean over = age.compareTo(GIVE_UP_AFTER) > 0;
        boolean elects = over && age.compareTo(GIVE_GROUPS_UP_AFTER) < 0 && view.leadsGroup(key);
        boolean isCleared = suspicion.rounds() > 0 && isCleared(key, suspicion.since());
        if ((over && !elects) || isCleared) {
            open.remove(key);
            if (isCleared) {
                audited.remove(key);
            }
            return;
        }
        boolean failed = suspicion.failed() || isFailing(key);
        ask(key, failed);
        open.put(key, suspicion.next(failed));
        loop.after(elects ? GROUP_PAUSE : suspicion.pause(), () -> round(key));
    }

    private void ask(InstanceKey key, boolean all) {
        if (discovery.evidenceUnderWay() < BUDGET) {
            discovery.probeNow(key, InstanceProber.Depth.EVIDENCE);
            view.dependants(key)
                    .stream()
                    .limit(all ? Long.MAX_VALUE : FEW)
                    .forEach(other -> discovery.probeNow(other, InstanceProber.Depth.EVIDENCE));
        }
    }

    /** Its last probe failed, or the one under way takes too long. */
    private boolean isFailing(InstanceKey key) {
        return view.observed(key).filter(server -> server.isValid(loop.now(), hungAfter.get())).isEmpty();
    }

    /** It has answered a probe completely that began since it was suspected, or is being recovered. */
    private boolean isCleared(InstanceKey key, Duration since) {
        return view.observed(key).filter(server -> server.isSeenSince(since)).isPresent()
                || view.clusterOf(key).filter(busy).isPresent();
    }
}
