package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
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
    /** Of a longer one the contract's tables store nothing, and one such name would hold up the rules of others. */
    private static final int LONGEST_NAME = 128;

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final BooleanSupplier leads;
    private final FleetView view;
    private final Runnable registered;
    /** When the rule of a server is to be registered again. */
    private final Map<InstanceKey, Duration> dueAt = new HashMap<>();
    private final Map<InstanceKey, PromotionRule> due = new LinkedHashMap<>();
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
    }

    /** A server was probed completely. */
    void seen(InstanceKey key, InstanceSnapshot snapshot) {
        PromotionRule found = snapshot.classification().detectedRule();
        if (found == null || key.hostname().length() > LONGEST_NAME) {
            return;
        }
        Duration next = dueAt.get(key);
        if (found != view.ruleOf(key) || (next != null && next.compareTo(loop.now()) <= 0)) {
            due.put(key, found);
        } else if (next == null) {
            // Somebody has registered it before this node led: not all of them are due at once.
            long millis = Math.max(1, again().toMillis());
            dueAt.put(key, loop.now().plusMillis(Math.floorMod(key.hashCode(), millis)));
        }
    }

    private Duration again() {
        Duration third = tuning.get().retention().candidateExpire().dividedBy(IN_A_LIFETIME);
        return third.compareTo(SHORTEST) < 0 ? SHORTEST : third;
    }

    private void register() {
        if (registering || due.isEmpty()) {
            return;
        }
        List<Candidate> some = new ArrayList<>();
        for (Map.Entry<InstanceKey, PromotionRule> one : due.entrySet()) {
            if (some.size() < BATCH) {
                some.add(new Candidate(one.getKey(), one.getValue()));
            }
        }
        some.forEach(candidate -> due.remove(candidate.key()));
        List<Candidate> changed = some.stream().filter(one -> one.rule() != view.ruleOf(one.key())).toList();
        registering = true;
        loop.within(DEADLINE, world.stores().intents().registerCandidates(some), _ -> {
            registering = false;
            Duration next = loop.now().plus(again());
            some.forEach(candidate -> dueAt.put(candidate.key(), next));
            changed.forEach(candidate -> world.audit()
                    .audit(new AuditEntry("register-candidate", candidate.key(),
                            view.clusterOf(candidate.key()).map(Object::toString).orElse(""),
                            candidate.rule().contractName())));
            registered.run();
        }, failure -> {
            registering = false;
            some.forEach(candidate -> due.putIfAbsent(candidate.key(), candidate.rule()));
            LOG.debug("promotion rules could not be registered: {}", failure.getMessage());
        });
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
