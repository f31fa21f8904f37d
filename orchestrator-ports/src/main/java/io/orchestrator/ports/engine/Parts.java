package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.discovery.DiscoverySchedule;
import io.orchestrator.domain.election.LeadershipRules;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.topology.HostAliases;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.Proof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loops of one engine and how they hear of each other. Each loop knows only what it is handed here. */
final class Parts
        implements LeadershipLoop.Listener, DiscoveryLoop.Listener, DetectionLoop.Surroundings, NameLoop.Listener,
        WatchLoop.Listener, AnalysisFeed.Surroundings {
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
    private final DetectionRegistry registry;
    final RecoveryStarter starter;
    final DetectionLoop detection;
    final FleetReadings readings;
    final AnalysisFeed feed;
    private final DiscoverySchedule schedule;
    private final AddressLoop addresses;
    private final NameKeeping nameKeeping;
    private final WatchLoop watches;
    private final Confirmation confirmation;
    private final EvidenceRestart restart;
    private final Suspects suspects;
    private final Resumption resumption;
    private final Housekeeping housekeeping;
    private final UnseenServers unseen;
    private final ReturnedSources returned;
    private final Findings findings;
    private final WritePaths writePaths;
    private Duration termStart = Duration.ZERO;
    private Duration affirmedAt = Duration.ZERO;
    private long term;
    /** The stored servers of this term are in memory. */
    private boolean loaded;
    private Duration doubtSince = Duration.ofSeconds(-1);
    private final StoredKeys storedKeys;
    private final Seeds seeds;

    Parts(Loop loop, World world, EngineSettings settings, Supplier<Tuning> tuning, LeadershipRules rules,
            Duration affirmEvery) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.tuning = tuning;
        this.schedule = new DiscoverySchedule(tuning.get().probing().discovery());
        this.leadership = new LeadershipLoop(loop, world.stores().leaders(), world.audit(), rules, affirmEvery, this);
        this.journal = new Journal(loop, world.stores().instances(), world.metrics(), settings.pollInterval(),
                view::find, instance -> view.topology(instance.cluster()).alias());
        this.names = new NameLoop(loop, world, tuning, leadership::leads, this);
        this.discovery = new DiscoveryLoop(loop, world, tuning, view, journal, this, schedule, names);
        this.addresses = new AddressLoop(loop, world, leadership::leads);
        this.nameKeeping = new NameKeeping(loop, world, leadership::leads, view, discovery, names);
        this.seeds = new Seeds(names, discovery, world.audit(), settings.seeds());
        this.storedKeys = new StoredKeys(loop, world.stores().instances(), view, discovery, schedule,
                nameKeeping::isFormerName);
        this.intents = new IntentLoop(loop, world.stores().intents(), this::intended);
        StepTexts texts = new StepTexts(loop, world.stores().recoveries());
        this.registry = new DetectionRegistry(loop, world, settings, tuning, texts, this::isBeingChanged);
        this.runner = new RecoveryRunner(loop, world,
                new StepExecutor(loop, world, settings,
                        new VirtualNames(loop, world, tuning, intents, names, view), texts,
                        key -> discovery.probeNow(key, InstanceProber.Depth.ROUTINE)),
                this::recoveryOver);
        this.starter = new RecoveryStarter(loop, world, settings, tuning, runner, leadership::leads, registry,
                this::wake);
        this.suspects =
                new Suspects(loop, discovery, world.audit(), view, () -> tuning.get().analysis().hungAfter(),
                        cluster -> starter.busy().contains(cluster));
        this.readings = new FleetReadings(loop, world, tuning, this);
        this.feed = new AnalysisFeed(loop, this);
        this.confirmation = new Confirmation(loop, () -> tuning.get().evidence().windows());
        this.restart = new EvidenceRestart(loop, world, tuning, view, discovery,
                new EvidenceRestart.Gate(this::mayRestart, cluster -> claimed().contains(cluster),
                        () -> Proof.of(affirmedAt)),
                this::changed);
        this.detection = new DetectionLoop(loop, world, tuning, view, this, starter,
                new DetectionLoop.Gathering(new EmergencyOperations(loop, world, this::mayRestart,
                        key -> view.isExcused(key, tuning.get().analysis().ignoredHosts()),
                        suspects::suspect, () -> Proof.of(affirmedAt)), restart, confirmation),
                new DetectionLoop.Telling(registry, feed));
        this.watches = new WatchLoop(loop, world.servers().watch(), () -> tuning.get().probing(), this);
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
        this.writePaths = new WritePaths(loop, world, tuning, view, this::leadsFleet, c -> claimed().contains(c));
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
        feed.start();
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
            writePaths.start();
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
        readings.changed();
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
        readings.changed();
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
        seeds.sow(() -> term == forTerm);
    }

    private Set<ClusterName> annotate(IntentStore.Intents said) {
        view.patterns(tuning.get().aliasPatterns());
        return view.annotate(said, tuning.get().heeding());
    }

    @Override
    public void lost() {
        term = 0;
        readings.changed();
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
        affirmedAt = sentAt;
        if (!doubtSince.isNegative() && sentAt.compareTo(doubtSince) >= 0) {
            doubtSince = Duration.ofSeconds(-1);
            detection.wakeAll();
        }
    }

    @Override
    public void suspect(InstanceKey key) {
        suspects.suspect(key);
    }

    @Override
    public void late(InstanceKey key) {
        if (holdsFleet()) {
            restart.doubt(key);
        }
    }

    @Override
    public void shutDown(InstanceKey key) {
        confirmation.shutDown(key);
    }

    @Override
    public void manyBroke() {
        doubtSince = loop.now();
        leadership.affirmNow();
    }

    private void rearm() {
        if (term > 0) {
            watches.want(view.answeringSources());
        }
    }

    private void intended(IntentStore.Intents read) {
        readings.said();
        if (!holdsFleet()) {
            return;
        }
        storedKeys.read(read.keys());
        annotate(read).forEach(detection::wake);
    }

    private void recoveryOver(InstanceKey failed, RecoveryOutcome outcome) {
        returned.failedOver(failed, outcome);
        registry.recovered(failed);
        recoveryChanged();
    }

    private boolean isBeingChanged(ClusterName cluster) {
        return runner.clusterNames().contains(cluster) || resumption.claimed().contains(cluster);
    }

    private void wake(ClusterName cluster) {
        detection.wake(cluster);
    }

    private void recoveryChanged() {
        intents.refresh();
        detection.wakeAll();
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
            late(key);
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
            restart.seen(after.key());
            confirmation.back(after.key());
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
    public List<Analysis> analysed() {
        return detection.current();
    }

    @Override
    public CompletionStage<List<Analysis>> stored() {
        return readings.analyses();
    }

    @Override
    public void told() {
        readings.said();
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
