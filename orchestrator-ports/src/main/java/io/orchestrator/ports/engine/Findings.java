package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores, on the leader, what probes find out and what is no part of a server's own row: its promotion rule by query (discovery.md
 * 8.4), and whether it demands TLS (5.2). A rule is registered when it is another than the registered one, and again well before it
 * would expire, not with each probe.
 */
final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final int IN_A_LIFETIME = 3;
    private static final int BATCH = 200;

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final BooleanSupplier leads;
    private final FleetView view;
    private final Runnable registered;
    /** When the rule of a server is to be registered again. */
    private final Map<InstanceKey, Duration> dueAt = new HashMap<>();
    /** Servers whose rule is to be registered next, in the order in which that was found. */
    private final Set<InstanceKey> due = new LinkedHashSet<>();
    /** Servers whose rules the store does not take. */
    private final Set<InstanceKey> refused = new HashSet<>();
    private boolean registering;
    private boolean storing;

    /** @param registered told when rules were registered, which count from then on */
    Findings(Loop loop, World world, Supplier<Tuning> tuning, BooleanSupplier leads, FleetView view,
            Runnable registered) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.leads = leads;
        this.view = view;
        this.registered = registered;
    }

    void start() {
        loop.every(EVERY, () -> {
            if (leads.getAsBoolean()) {
                register();
                storeTlsVerdicts();
            }
        });
    }

    /** This node leads no more. */
    void clear() {
        due.clear();
        dueAt.clear();
        refused.clear();
    }

    /** A server was probed completely. */
    void seen(InstanceKey key, InstanceSnapshot snapshot) {
        PromotionRule found = snapshot.classification().detectedRule();
        if (isDue(key, found)) {
            due.add(key);
        } else if (found != null && !dueAt.containsKey(key)) {
            // Somebody has registered it before this node led: not all of them are due at once.
            long millis = Math.max(1, again().toMillis());
            dueAt.put(key, loop.now().plusMillis(Math.floorMod(key.hashCode(), millis)));
        }
    }

    /** @param found what the server's query found last; null when nothing */
    private boolean isDue(InstanceKey key, @Nullable PromotionRule found) {
        Duration next = dueAt.get(key);
        boolean again = next != null && next.compareTo(loop.now()) <= 0;
        return found != null && !refused.contains(key) && (again || found != view.ruleOf(key));
    }

    /** What the query of a server found last; null when nothing, or when the server is known no more. */
    private @Nullable PromotionRule foundOn(InstanceKey key) {
        return view.observed(key)
                .flatMap(ObservedInstance::lastSnapshot)
                .map(snapshot -> snapshot.classification().detectedRule())
                .orElse(null);
    }

    private Duration again() {
        Duration third = tuning.get().retention().candidateExpire().dividedBy(IN_A_LIFETIME);
        return third.compareTo(SHORTEST) < 0 ? SHORTEST : third;
    }

    private void register() {
        dueAt.keySet().removeIf(key -> view.observed(key).isEmpty());
        refused.removeIf(key -> view.observed(key).isEmpty());
        due.removeIf(key -> !isDue(key, foundOn(key)));
        if (registering || due.isEmpty()) {
            return;
        }
        List<Candidate> some = new ArrayList<>();
        for (InstanceKey key : due) {
            PromotionRule found = foundOn(key);
            if (found != null && some.size() < BATCH) {
                some.add(new Candidate(key, found));
            }
        }
        some.forEach(candidate -> due.remove(candidate.key()));
        List<Candidate> changed = some.stream().filter(one -> one.rule() != view.ruleOf(one.key())).toList();
        registering = true;
        loop.within(DEADLINE, world.stores().intents().registerCandidates(some), stored -> {
            registering = false;
            Duration next = loop.now().plus(again());
            for (Candidate candidate : some) {
                if (stored.contains(candidate.key())) {
                    dueAt.put(candidate.key(), next);
                } else {
                    refused.add(candidate.key());
                }
            }
            changed.stream().filter(candidate -> stored.contains(candidate.key())).forEach(this::audit);
            registered.run();
        }, failure -> {
            registering = false;
            some.forEach(candidate -> due.add(candidate.key()));
            LOG.debug("promotion rules could not be registered: {}", failure.getMessage());
        });
    }

    private void audit(Candidate candidate) {
        world.audit()
                .audit(new AuditEntry("register-candidate", candidate.key(),
                        view.clusterOf(candidate.key()).map(Object::toString).orElse(""),
                        candidate.rule().contractName()));
    }

    private void storeTlsVerdicts() {
        if (storing) {
            return;
        }
        Map<InstanceKey, Boolean> verdicts = world.servers().prober().takeTlsVerdicts(BATCH);
        if (verdicts.isEmpty()) {
            return;
        }
        storing = true;
        loop.within(DEADLINE, world.stores().instances().writeTlsVerdicts(verdicts), _ -> {
            storing = false;
            world.metrics().count("instance_tls.write", verdicts.size());
        }, failure -> {
            // Nobody reads them: the next verdict on each is written again.
            storing = false;
            LOG.debug("{}", failure.getMessage());
        });
    }
}
