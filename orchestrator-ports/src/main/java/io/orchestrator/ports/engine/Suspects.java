package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

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

    private final Loop loop;
    private final DiscoveryLoop discovery;
    private final AuditLog audit;
    private final Function<InstanceKey, Set<InstanceKey>> dependants;
    private final BiPredicate<InstanceKey, Duration> cleared;
    private final Predicate<InstanceKey> leadsGroup;
    private final Map<InstanceKey, Suspicion> open = new HashMap<>();
    private final Set<InstanceKey> audited = new HashSet<>();

    /** Since when a server is suspected, the pause before the next round, and how many there were. */
    private record Suspicion(Duration since, Duration pause, int rounds) {}

    /**
     * @param dependants servers that depend on a server
     * @param cleared whether a server answered completely a probe that began since the moment given, or is being recovered
     * @param leadsGroup whether members of its group that can be read tell that a server is the primary
     */
    Suspects(Loop loop, DiscoveryLoop discovery, AuditLog audit, Function<InstanceKey, Set<InstanceKey>> dependants,
            BiPredicate<InstanceKey, Duration> cleared, Predicate<InstanceKey> leadsGroup) {
        this.loop = loop;
        this.discovery = discovery;
        this.audit = audit;
        this.dependants = dependants;
        this.cleared = cleared;
        this.leadsGroup = leadsGroup;
    }

    /** Looks at a server and those that depend on it now; nothing new happens while it is looked at already. */
    void suspect(InstanceKey key) {
        if (!open.containsKey(key)) {
            open.put(key, new Suspicion(loop.now(), FIRST_PAUSE, 0));
            if (audited.add(key)) {
                audit.audit(new AuditEntry("emergently-read-topology-instance", key, "", "with its replicas"));
            }
            round(key);
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
        boolean elects = over && age.compareTo(GIVE_GROUPS_UP_AFTER) < 0 && leadsGroup.test(key);
        boolean isCleared = suspicion.rounds() > 0 && cleared.test(key, suspicion.since());
        if ((over && !elects) || isCleared) {
            open.remove(key);
            if (isCleared) {
                audited.remove(key);
            }
            return;
        }
        if (discovery.evidenceUnderWay() < BUDGET) {
            discovery.probeNow(key, InstanceProber.Depth.EVIDENCE);
            dependants.apply(key).forEach(other -> discovery.probeNow(other, InstanceProber.Depth.EVIDENCE));
        }
        Duration next = suspicion.pause().multipliedBy(2);
        open.put(key, new Suspicion(suspicion.since(), next.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : next,
                suspicion.rounds() + 1));
        loop.after(elects ? GROUP_PAUSE : suspicion.pause(), () -> round(key));
    }
}
