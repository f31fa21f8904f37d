package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.engine.EngineSettings;
import io.orchestrator.ports.engine.Orchestrator;
import io.orchestrator.ports.engine.Tuning;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.Viewpoint;

/** One node of the service: a process with an engine, its view of the servers, and its line to the backend. */
final class Node {
    /** As the service has it. */
    private static final Duration LEASE = Duration.ofMillis(2_400);
    private static final Tuning TUNING = tuning(RecoverySettings.DEFAULT);
    private static final Tuning TUNING_WITH_HOOKS = tuning(withHooks());

    /** Writes that two members may make at once. */
    private static final Set<String> CONTESTED = Set.of("leader.attempt", "claim.take", "claim.renew", "claim.takeOver",
            "claim.release", "recovery.register", "recovery.advance", "recovery.adopt", "recovery.resolve",
            "detection.register");
    private static final Set<String> READS = Set.of("claim.readAll", "recovery.unfinished", "leader.read",
            "intent.read", "instance.keys", "instance.readAll", "detection.find", "recovery.find");

    private final String place;
    private final NodeId id;
    private final VirtualTime.SimulatedProcess process;
    private final Viewpoint viewpoint;
    private final Orchestrator engine;
    private final RandomGenerator random;
    private final VirtualTime time;
    private long cutUntil;
    private boolean refused;
    private long slowUntil;
    private double lossOfAnswers;
    private long contestedUntil;
    private long staleUntil;
    private boolean closed;

    Node(String place, int start, Stage stage) {
        this.place = place;
        this.id = new NodeId(place, "%064x".formatted(start));
        this.time = stage.time();
        this.random = stage.random();
        this.process = time.process();
        this.viewpoint = stage.fleet().viewpoint(place, process);
        UnreliableLine line = new UnreliableLine(time, process, call -> fate(call, stage));
        World.Stores stores = stage.checks().around(id, stage.bug().around(stage.backend().stores(line), stage));
        World.Servers servers = stage.bug().around(viewpoint.servers(), stage);
        long[] uids = new long[1];
        World world = new World(time, process, servers, stores, audit(stage.trace()), InMemoryHooks.none(),
                new InMemoryMetrics(), new InMemoryResolver(),
                () -> new RecoveryUid(place + ":" + start + ":" + ++uids[0]));
        List<InstanceKey> seeds = stage.clusters().stream().map(List::getFirst).toList();
        EngineSettings settings = new EngineSettings(id, "simulated", "memory", LEASE,
                Duration.ofSeconds(5), true, seeds);
        Tuning tuning = stage.hasHooks() ? TUNING_WITH_HOOKS : TUNING;
        this.engine = Orchestrator.of(world, settings, () -> tuning);
    }

    private static RecoverySettings withHooks() {
        RecoverySettings plain = RecoverySettings.DEFAULT;
        return new RecoverySettings(plain.promotion(), true, true, false, false, plain.lookDeadline(),
                plain.actionDeadline(),
                plain.drainLimit(), plain.promotionExpiry(), plain.verifyInterval(),
                Set.of(HookPoint.PRE_FAILOVER, HookPoint.POST_FAILOVER));
    }

    private static Tuning tuning(RecoverySettings recovery) {
        return new Tuning(
                AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE),
                recovery, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());
    }

    private AuditLog audit(Trace trace) {
        return new AuditLog() {
            @Override
            public void audit(AuditEntry entry) {
                trace.add(id + " audit " + entry.type() + " " + entry.key() + " " + entry.message());
            }

            @Override
            public void decided(Decision decision) {
                trace.add(id + " " + decision.topic() + " " + decision.key() + " " + decision.verdict() + ": "
                        + decision.reason());
            }
        };
    }

    private UnreliableLine.Fate fate(String call, Stage stage) {
        Duration there = brief();
        Duration back = brief();
        long hung = stage.backendHungUntil() - time.nanos();
        if (hung > 0) {
            return new UnreliableLine.Fate(Duration.ofNanos(hung).plus(there), back, UnreliableLine.End.ANSWERED);
        }
        if (cutUntil > time.nanos()) {
            return new UnreliableLine.Fate(there, back,
                    refused ? UnreliableLine.End.REFUSED : UnreliableLine.End.LOST);
        }
        if (slowUntil > time.nanos()) {
            there = Duration.ofNanos(random.nextLong(1_500_000_000L));
            back = Duration.ofNanos(random.nextLong(500_000_000L));
            if (random.nextDouble() < lossOfAnswers) {
                return new UnreliableLine.Fate(there, back, UnreliableLine.End.ANSWER_LOST);
            }
        }
        if (contestedUntil > time.nanos() && CONTESTED.contains(call) && random.nextInt(3) == 0) {
            return new UnreliableLine.Fate(there, back, UnreliableLine.End.CONFLICT);
        }
        if (staleUntil > time.nanos() && READS.contains(call)) {
            back = Duration.ofNanos(random.nextLong(1_800_000_000L));
        }
        return new UnreliableLine.Fate(there, back, UnreliableLine.End.ANSWERED);
    }

    private Duration brief() {
        return Duration.ofNanos(100_000 + random.nextLong(900_000));
    }

    void start() {
        engine.start();
    }

    /** Shuts down in order, as at SIGTERM. */
    void close() {
        closed = true;
        engine.close();
    }

    /** Whether it was killed or shut down. */
    boolean isGone() {
        return closed || process.isKilled();
    }

    void cutFromBackend(Duration duration, boolean refusing) {
        cutUntil = time.nanos() + duration.toNanos();
        refused = refusing;
    }

    void slowBackend(Duration duration, double loss) {
        slowUntil = time.nanos() + duration.toNanos();
        lossOfAnswers = loss;
    }

    /** Its member of a synchronous cluster loses writes to the other members. */
    void contest(Duration duration) {
        contestedUntil = time.nanos() + duration.toNanos();
    }

    /** What it reads is the past: its member has not applied yet what others have written. */
    void readThePast(Duration duration) {
        staleUntil = time.nanos() + duration.toNanos();
    }

    void heal() {
        contestedUntil = 0;
        staleUntil = 0;
        cutUntil = 0;
        slowUntil = 0;
        viewpoint.loseAnswers(0);
        process.resume();
    }

    boolean leads() {
        return process.isRunning() && engine.nodes().isLeader();
    }

    Orchestrator engine() {
        return engine;
    }

    NodeId id() {
        return id;
    }

    String place() {
        return place;
    }

    VirtualTime.SimulatedProcess process() {
        return process;
    }

    Viewpoint viewpoint() {
        return viewpoint;
    }
}
