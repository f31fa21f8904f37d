package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.orchestrator.domain.discovery.DiscoverySchedule;
import io.orchestrator.domain.election.LeadershipRules;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.topology.HostAliases;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loops of one engine and how they hear of each other. Each loop knows only what it is handed here. */
final class Parts
        implements LeadershipLoop.Listener, DiscoveryLoop.Listener, DetectionLoop.Surroundings, NameLoop.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final Duration WATCHES_EVERY = Duration.ofSeconds(1);
    private static final Duration LOAD_DEADLINE = Duration.ofSeconds(10);

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final Supplier<Tuning> tuning;
    final FleetView view = new FleetView();
    final LeadershipLoop leadership;
    final Journal journal;
    final NameLoop names;
    final DiscoveryLoop discovery;
    final IntentLoop intents;
    final RecoveryRunner runner;
    final RecoveryStarter starter;
    final DetectionLoop detection;
    private final DiscoverySchedule schedule;
    private final AddressLoop addresses;
    private final NameKeeping nameKeeping;
    private final WatchLoop watches;
    private final Suspects suspects;
    private final Resumption resumption;
    private final Housekeeping housekeeping;
    private final UnseenServers unseen;
    private final ReturnedSources returned;
    private final Findings findings;
    private Duration termStart = Duration.ZERO;
    private long term;
    /** The stored servers of this term are in memory. */
    private boolean loaded;
    private Duration doubtSince = Duration.ofSeconds(-1);
    private Set<InstanceKey> storedKeys = Set.of();
    /** Forgotten by another process lately. */
    private final Set<InstanceKey> forgottenElsewhere = new HashSet<>();
    /** Once a process: a seed that somebody forgets does not come back with the next term. */
    private final Set<InstanceKey> seedsToSow;

    Parts(Loop loop, World world, EngineSettings settings, Supplier<Tuning> tuning, LeadershipRules rules,
            Duration affirmEvery) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.tuning = tuning;
        this.seedsToSow = new LinkedHashSet<>(settings.seeds());
        this.schedule = new DiscoverySchedule(tuning.get().probing().discovery());
        this.leadership = new LeadershipLoop(loop, world.stores().leaders(), world.audit(), rules, affirmEvery, this);
        this.journal = new Journal(loop, world.stores().instances(), world.metrics(), settings.pollInterval(),
                view::find, instance -> view.topology(instance.cluster()).alias());
        this.names = new NameLoop(loop, world, tuning, leadership::leads, this);
        this.discovery = new DiscoveryLoop(loop, world, tuning, view, journal, this, schedule, names);
        this.addresses = new AddressLoop(loop, world, leadership::leads);
        this.nameKeeping = new NameKeeping(loop, world, leadership::leads, view, discovery, names);
        this.intents = new IntentLoop(loop, world.stores().intents(), this::intended);
        this.runner = new RecoveryRunner(loop, world,
                new StepExecutor(loop, world, settings,
                        new VirtualNames(loop, world, tuning, intents, names, view),
                        key -> discovery.probeNow(key, InstanceProber.Depth.ROUTINE)),
                this::recoveryOver);
        this.starter = new RecoveryStarter(loop, world, settings, tuning, runner, leadership::leads);
        this.suspects =
                new Suspects(loop, discovery, world.audit(), view::dependants, this::isCleared, view::leadsGroup);
        this.detection = new DetectionLoop(loop, world, settings, tuning, view, this, starter,
                new EmergencyOperations(loop, world, this::mayRestart, suspects::suspect));
        this.watches = new WatchLoop(loop, world.servers().watch(), () -> tuning.get().probing(), suspects::suspect,
                this::manyWatchesBroke);
        this.resumption =
                new Resumption(loop, world, settings, tuning, runner, leadership::leads, leadership::mayLeadSoon,
                        this::recoveryChanged);
        this.housekeeping =
                new Housekeeping(loop, world.stores(), world.audit(), tuning, this::leadsFleet, view, discovery,
                        () -> intents().refresh(), settings.pollInterval());
        this.unseen = new UnseenServers(loop, world, tuning, this::leadsFleet, view, journal, discovery);
        this.returned = new ReturnedSources(loop, world, view, discovery, leadership::leads);
        this.findings =
                new Findings(loop, world, tuning, leadership::leads, view, () -> intents().refresh());
    }

    /** This node leads, and what is in memory is of its term. */
    private boolean leadsFleet() {
        return holdsFleet() && leadership.leads();
    }

    private IntentLoop intents() {
        return intents;
    }

    void start() {
        intents.start();
        names.start();
        runner.start();
        if (settings.discovers()) {
            journal.start();
            discovery.start();
            detection.start();
            watches.start();
            resumption.start();
            housekeeping.start();
            addresses.start();
            nameKeeping.start();
            findings.start();
            loop.every(WATCHES_EVERY, this::rearm);
            unseen.start();
            leadership.start();
        }
    }

    void stop(Runnable stopped) {
        discovery.deactivate();
        watches.clear();
        suspects.clear();
        runner.stop(() -> leadership.stop(stopped));
    }

    @Override
    public void gained(long newTerm) {
        term = newTerm;
        loaded = false;
        termStart = loop.now();
        detection.clear();
        intents.refresh();
        load(newTerm);
        returned.recall();
        housekeeping.gained();
        resumption.look();
    }

    private void load(long forTerm) {
        loop.within(LOAD_DEADLINE, Stored.read(world.stores().instances(), loop.now()), stored -> {
            if (term == forTerm) {
                begin(stored);
            }
        }, (PortException failure) -> {
            LOG.warn("the stored servers could not be read: {}; trying again", failure.getMessage());
            if (term == forTerm) {
                loop.after(Duration.ofSeconds(1), () -> load(forTerm));
            }
        });
    }

    private void begin(Stored stored) {
        view.load(stored.servers(), stored.clusters());
        loaded = true;
        annotate(intents.current());
        Set<InstanceKey> withReplicas = view.namedSources();
        List<InstanceKey> others = new ArrayList<>();
        stored.servers()
                .stream()
                .map(ObservedInstance::key)
                .filter(key -> !withReplicas.contains(key))
                .forEach(others::add);
        LOG.info("leading term {}: {} servers are known, {} seeds", term, stored.servers().size(),
                settings.seeds().size());
        discovery.activate(withReplicas, others);
        long forTerm = term;
        List.copyOf(seedsToSow).forEach(seed -> names.ask(seed, key -> {
            if (term == forTerm && seedsToSow.remove(seed)) {
                sow(key);
            }
        }));
    }

    private void sow(InstanceKey seed) {
        if (discovery.insist(seed)) {
            world.audit().audit(new AuditEntry("inject-seed", seed, "", "injected"));
        }
    }

    private Set<ClusterName> annotate(IntentStore.Intents said) {
        view.patterns(tuning.get().aliasPatterns());
        return view.annotate(said, tuning.get().heeding());
    }

    @Override
    public void lost() {
        term = 0;
        discovery.deactivate();
        watches.clear();
        suspects.clear();
        addresses.clear();
        journal.clear();
        findings.clear();
        detection.clear();
    }

    @Override
    public void affirmed(Duration sentAt) {
        if (!doubtSince.isNegative() && sentAt.compareTo(doubtSince) >= 0) {
            doubtSince = Duration.ofSeconds(-1);
            detection.wakeAll();
        }
    }

    private void manyWatchesBroke() {
        doubtSince = loop.now();
        leadership.affirmNow();
    }

    private void rearm() {
        if (term > 0) {
            watches.want(view.answeringSources());
        }
    }

    private void intended(IntentStore.Intents read) {
        if (!holdsFleet()) {
            return;
        }
        for (InstanceKey key : storedKeys) {
            if (!read.keys().contains(key) && view.observed(key).isPresent()) {
                LOG.info("{} was forgotten by another process", key);
                discovery.forget(key);
                forgottenElsewhere.add(key);
            }
        }
        storedKeys = read.keys();
        forgottenElsewhere.removeIf(key -> !schedule.isForgotten(key, loop.now()));
        for (InstanceKey key : read.keys()) {
            if (forgottenElsewhere.remove(key)) {
                // It was gone, and is there again: somebody has discovered it anew.
                discovery.insist(key);
            } else if (schedule.isForgotten(key, loop.now())) {
                loop.within(LOAD_DEADLINE, world.stores().instances().forget(key), _ -> {},
                        failure -> LOG.debug("{} could not be forgotten: {}", key, failure.getMessage()));
            } else if (view.observed(key).isEmpty() && !nameKeeping.isFormerName(key)) {
                discovery.know(key);
            }
        }
        annotate(read).forEach(detection::wake);
    }

    private void recoveryOver(InstanceKey failed, RecoveryOutcome outcome) {
        returned.failedOver(failed, outcome);
        recoveryChanged();
    }

    private void recoveryChanged() {
        intents.refresh();
        detection.wakeAll();
    }

    private boolean isCleared(InstanceKey key) {
        boolean answers = view.observed(key)
                .filter(o -> o.isValid(loop.now(), tuning.get().analysis().hungAfter()))
                .isPresent();
        return answers || view.clusterOf(key).filter(starter.busy()::contains).isPresent();
    }

    private boolean mayRestart() {
        return leadership.leads() && intents.isKnown() && !intents.current().recoveriesDisabled();
    }

    @Override
    public void changed(InstanceKey key) {
        detection.wake(key);
    }

    @Override
    public void hanging(InstanceKey key) {
        if (!view.dependants(key).isEmpty()) {
            suspects.suspect(key);
        }
    }

    @Override
    public void failed(InstanceKey key) {
        hanging(key);
    }

    @Override
    public void seen(ObservedInstance before, ObservedInstance after) {
        after.lastSnapshot().ifPresent(snapshot -> {
            returned.seen(after.key(), snapshot);
            findings.seen(after.key(), snapshot);
        });
        addresses.seen(after.key().hostname());
    }

    @Override
    public void aliases(HostAliases aliases) {
        view.aliases(aliases);
        if (holdsFleet()) {
            detection.wakeAll();
        }
    }

    @Override
    public void verify(InstanceKey key) {
        if (holdsFleet()) {
            discovery.ask(key, _ -> {});
        }
    }

    @Override
    public boolean holdsFleet() {
        return term > 0 && loaded;
    }

    @Override
    public boolean mayAct() {
        return leadership.leads();
    }

    @Override
    public boolean isKnownFirstHand(ClusterName cluster) {
        return intents.isKnown() && view.isProbedSince(cluster, termStart);
    }

    @Override
    public String networkDoubt() {
        return doubtSince.isNegative() ? ""
                : "many watches broke at once: this node's own network is in doubt until its lease"
                        + " is affirmed again";
    }

    @Override
    public boolean recoveriesDisabled() {
        return intents.current().recoveriesDisabled();
    }

    @Override
    public Set<ClusterName> claimed() {
        Set<ClusterName> all = new HashSet<>(resumption.claimed());
        all.addAll(starter.busy());
        return all;
    }
}
