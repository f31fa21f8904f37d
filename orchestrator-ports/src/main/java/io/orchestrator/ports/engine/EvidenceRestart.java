package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Reconnections;
import io.orchestrator.domain.detection.Reconnections.Attempt;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.Proof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one replica of a source that does not answer to connect to it again: whether it can tells at once what the others would notice only
 * after {@code replica_net_timeout} (see {@link Reconnections}). At most one receiver of a source every half minute, and only where a
 * recovery would be allowed; no received event is lost by it.
 */
final class EvidenceRestart {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceRestart.class);
    private static final String AUDIT_TYPE = "restart-receiver-for-evidence";
    /** A source that lives has answered the probe by then that its late pulse caused. */
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** Three heartbeats of silence tell as soon, and a receiver that connects in vain is slow to be stopped. */
    private static final Duration SOON = Duration.ofMillis(1_500);
    private static final Duration THROTTLE = Duration.ofSeconds(30);
    private static final Duration ACTION_DEADLINE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int LOOKS = 20;
    private static final int TRIES = 6;
    private static final int STARTS = 60;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** A source that came back lets a waiting replica in by itself, unless it was told of a refusal and waits to retry. */
    private static final Duration RETURN = Duration.ofSeconds(2);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final FleetView view;
    private final DiscoveryLoop discovery;
    private final Gate gate;
    private final Consumer<InstanceKey> wake;
    private final Map<InstanceKey, Duration> restarted = new HashMap<>();
    /** Sources of which nobody was told to connect again, and when that is asked again at the earliest. */
    private final Map<InstanceKey, Duration> askedAgain = new HashMap<>();
    private final Map<InstanceKey, String> told = new HashMap<>();
    private final Set<InstanceKey> doubted = new HashSet<>();
    private final Set<InstanceKey> underWay = new HashSet<>();
    private Reconnections reconnections = Reconnections.NONE;

    /**
     * What allows it.
     *
     * @param mayChange this node leads, knows what people said, and recoveries are not disabled
     * @param busy clusters on which something runs
     * @param proof of its lease: what is sent must be sent soon after that, whatever holds this process up
     */
    record Gate(BooleanSupplier mayChange, Predicate<ClusterName> busy, Supplier<Proof> proof) {}

    /** @param wake analyses the cluster of a server */
    EvidenceRestart(Loop loop, World world, Supplier<Tuning> tuning, FleetView view, DiscoveryLoop discovery, Gate gate,
            Consumer<InstanceKey> wake) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.view = view;
        this.discovery = discovery;
        this.gate = gate;
        this.wake = wake;
    }

    Reconnections reconnections() {
        return reconnections;
    }

    void clear() {
        reconnections = Reconnections.NONE;
        doubted.clear();
    }

    /** Forgets servers that are no longer known. */
    void retain(Set<InstanceKey> known) {
        reconnections = reconnections.retaining(known);
        restarted.keySet().retainAll(known);
        askedAgain.keySet().retainAll(known);
        told.keySet().retainAll(known);
        doubted.retainAll(known);
    }

    /** A server is late to answer. */
    void doubt(InstanceKey source) {
        Duration since = loop.now();
        if (isDue(source) && doubted.add(source)) {
            loop.after(PATIENCE, () -> consider(source, since, TRIES));
        }
    }

    private boolean isDue(InstanceKey source) {
        Duration last = restarted.get(source);
        Duration next = askedAgain.get(source);
        return (last == null || loop.now().minus(last).compareTo(THROTTLE) >= 0)
                && (next == null || loop.now().compareTo(next) >= 0);
    }

    private void consider(InstanceKey source, Duration since, int left) {
        Optional<Topology> topology = view.clusterOf(source).map(view::topology);
        Silence silence = silence(source, since);
        if (!doubted.contains(source) || topology.isEmpty() || silence == Silence.BROKEN
                || view.replicasOf(source).isEmpty()) {
            doubted.remove(source);
            return;
        }
        Optional<String> obstacle = obstacle(source, topology.get());
        Optional<InstanceKey> hearer = obstacle.isPresent() ? Optional.empty() : hearer(source, since, topology.get());
        if (hearer.isPresent()) {
            leave(source, topology.get(),
                    hearer.get() + " hears from " + source + ": nobody is told to connect to it again");
            return;
        }
        Optional<InstanceKey> witness = obstacle.isPresent() || silence == Silence.SHORT ? Optional.empty()
                : witness(source, since, topology.get());
        if (witness.isPresent()) {
            doubted.remove(source);
            restarted.put(source, loop.now());
            restart(source, witness.get(), topology.get());
        } else if (obstacle.isEmpty() && left > 0) {
            // Those that answer do so soon; when none does it is this node's network, or there is nobody to promote.
            loop.after(PATIENCE, () -> consider(source, since, left - 1));
        } else {
            leave(source, topology.get(), "no replica of " + source + " is told to connect again: "
                    + obstacle.orElse(
                            "none that answers says that it replicates, and hears heartbeats too rarely to tell soon by itself"));
        }
    }

    /** Nobody is told to; the next doubt is looked at a little later. */
    private void leave(InstanceKey source, Topology topology, String reason) {
        doubted.remove(source);
        askedAgain.put(source, loop.now().plus(AGAIN));
        tell(source, topology, "no restart", reason);
    }

    /** How a source has answered since it was doubted. */
    private enum Silence {
        /** It has answered, or fails otherwise than by silence, as a server does that was killed: its replicas notice that themselves. */
        BROKEN,
        /** It has not had the time to. */
        SHORT,
        /** It has not, for long enough. */
        LONG
    }

    private Silence silence(InstanceKey source, Duration since) {
        Optional<ObservedInstance> found = view.observed(source);
        if (found.isEmpty() || found.get().isSeenSince(since)) {
            return Silence.BROKEN;
        }
        ObservedInstance server = found.get();
        Duration pending = server.pendingSince();
        if (pending != null && loop.now().minus(pending).compareTo(PATIENCE.dividedBy(2)) >= 0) {
            return Silence.LONG;
        }
        Duration began = server.lastBegan();
        if (server.lastFailure() == null || began == null || began.compareTo(since) < 0) {
            return Silence.SHORT;
        }
        return server.isSilent() ? Silence.LONG : Silence.BROKEN;
    }

    private Optional<String> obstacle(InstanceKey source, Topology topology) {
        Tuning now = tuning.get();
        boolean top = topology.find(source).filter(s -> s.sourceKey().isValid()).isEmpty();
        boolean wanted = top ? now.analysis().sourceRecovery().matches(topology.name(), topology.alias())
                : now.analysis().intermediateRecovery().matches(topology.name(), topology.alias());
        if (!now.evidence().restartsReceiver()) {
            return Optional.of("RestartReceiverForEvidence is off");
        }
        if (!wanted) {
            return Optional.of("its cluster is not recovered automatically");
        }
        if (!gate.mayChange().getAsBoolean()) {
            return Optional.of("recoveries are disabled, or this node may not change anything now");
        }
        if (topology.find(source).filter(EvidenceRestart::isCrowded).isPresent()) {
            return Optional.of("it has too many connections and might not let the replica in again");
        }
        if (gate.busy().test(topology.name())) {
            return Optional.of("a recovery or an operation runs on its cluster");
        }
        return view.isExcused(source, now.analysis().ignoredHosts())
                ? Optional.of("it is in downtime or maintenance, or its host is to be ignored")
                : Optional.empty();
    }

    private static boolean isCrowded(FleetInstance source) {
        ProbeFailure failure = source.observed().lastFailure();
        return failure != null && failure.kind() == ProbeFailure.Kind.OVERLOADED;
    }

    /** A replica that has heard from the source since the doubt: that settles it without a statement. */
    private Optional<InstanceKey> hearer(InstanceKey source, Duration since, Topology topology) {
        return view.replicasOf(source)
                .stream()
                .flatMap(key -> topology.find(key).stream())
                .filter(replica -> replica.observed().isSeenSince(since) && hasHeardSince(replica, since))
                .min(Comparator.comparing(FleetInstance::key))
                .map(FleetInstance::key);
    }

    private static boolean hasHeardSince(FleetInstance replica, Duration since) {
        Duration read = replica.observed().lastBegan();
        Duration silence = channel(replica).filter(ReplicaStatus::isRunning).map(ReplicaStatus::silence).orElse(null);
        return read != null && silence != null && read.minus(silence).compareTo(since) > 0;
    }

    /** A replica that answered since the doubt, the one that is least likely to be promoted: its receiver will be slow to stop. */
    private Optional<InstanceKey> witness(InstanceKey source, Duration since, Topology topology) {
        return view.replicasOf(source)
                .stream()
                .flatMap(key -> topology.find(key).stream())
                .filter(replica -> replica.observed().isSeenSince(since)
                        && !view.isExcused(replica.key(), tuning.get().analysis().ignoredHosts()))
                .filter(replica -> channel(replica).filter(EvidenceRestart::canTell).isPresent())
                .min(Comparator
                        .comparing((FleetInstance replica) -> replica.snapshot()
                                .filter(s -> s.semiSync().replicaEnabled())
                                .isPresent())
                        .thenComparing(replica -> replica.annotations().promotionRule(), Comparator.reverseOrder())
                        .thenComparing(FleetInstance::key, Comparator.reverseOrder()))
                .map(FleetInstance::key);
    }

    private static Optional<ReplicaStatus> channel(FleetInstance replica) {
        return replica.snapshot().flatMap(s -> s.defaultChannel());
    }

    /** It says that it replicates; with MariaDB's GTID a receiver that starts anew would discard what it received. */
    private static boolean canTell(ReplicaStatus channel) {
        Duration heartbeat = channel.heartbeatPeriod();
        boolean tellsSoon = heartbeat != null && heartbeat.compareTo(SOON) <= 0;
        return channel.isRunning() && !channel.positioning().isMariaDbGtid() && !tellsSoon;
    }

    private void restart(InstanceKey source, InstanceKey witness, Topology topology) {
        tell(source, topology, "restart", witness + " is told to connect again to " + source
                + ", which does not answer, while its replicas say that they replicate from it");
        world.audit()
                .audit(new AuditEntry(AUDIT_TYPE, witness, topology.name().value(), "source " + source
                        + " does not answer"));
        change(witness, () -> {
            reconnections = reconnections.with(source, new Attempt(witness, loop.now()));
            loop.after(Reconnections.TRIED_FOR.plusMillis(5), () -> look(source, LOOKS));
        });
    }

    private void change(InstanceKey witness, Runnable done) {
        execute(new ServerAction.RestartReceiver(witness), outcome -> {
            switch (outcome) {
                case ActionOutcome.Done _ -> done.run();
                case ActionOutcome.Refused refused -> LOG.info("{}", refused.reason());
                case ActionOutcome.Failed failed -> LOG.info("{}", failed.reason());
                case ActionOutcome.Unanswered unanswered -> {
                    LOG.warn("{}: its receiver may have stopped and not started again", unanswered.reason());
                    start(witness, STARTS);
                }
            }
        });
    }

    /** Only the leader does, and not in a cluster on which a recovery runs: that one wants receivers stopped. */
    private void start(InstanceKey witness, int left) {
        boolean allowed = gate.mayChange().getAsBoolean()
                && view.clusterOf(witness).filter(gate.busy().negate()).isPresent();
        if (!allowed || left == 0) {
            LOG.warn(
                    "the receiver of {} may be stopped since it was to be restarted for evidence: look at it, and start it",
                    witness);
            return;
        }
        execute(new ServerAction.StartReplication(witness), outcome -> {
            if (outcome instanceof ActionOutcome.Done) {
                LOG.info("the replication of {} runs", witness);
            } else {
                loop.after(AGAIN, () -> start(witness, left - 1));
            }
        });
    }

    /** Whether a server of a cluster is being told something now: no recovery begins meanwhile, for it wants receivers to stand still. */
    boolean isUnderWay(ClusterName cluster) {
        return underWay.stream().anyMatch(key -> view.clusterOf(key).filter(cluster::equals).isPresent());
    }

    private void execute(ServerAction action, Consumer<ActionOutcome> then) {
        underWay.add(action.key());
        loop.within(ACTION_DEADLINE.multipliedBy(2),
                world.servers().actuator().execute(action, gate.proof().get(), ACTION_DEADLINE), outcome -> {
                    underWay.remove(action.key());
                    then.accept(outcome);
                }, failure -> {
                    underWay.remove(action.key());
                    then.accept(new ActionOutcome.Unanswered(action.key(), failure.getMessage() + ""));
                });
    }

    /** Reads those that can tell until the source answers or it was looked often enough; after that the usual looks go on. */
    private void look(InstanceKey source, int left) {
        if (reconnections.of(source).isEmpty() || left == 0) {
            return;
        }
        view.replicasOf(source).forEach(replica -> discovery.probeNow(replica, InstanceProber.Depth.EVIDENCE));
        wake.accept(source);
        loop.after(LOOK_EVERY, () -> look(source, left - 1));
    }

    /** A server was read completely. */
    void seen(InstanceKey source) {
        told.remove(source);
        reconnections.of(source).ifPresent(attempt -> {
            reconnections = reconnections.without(source);
            loop.after(RETURN, () -> settle(source, attempt.replica()));
        });
    }

    /** A receiver that was refused meanwhile waits for {@code SOURCE_CONNECT_RETRY} before it tries again. */
    private void settle(InstanceKey source, InstanceKey witness) {
        Optional<FleetInstance> replica = view.find(witness);
        boolean waits = replica.filter(r -> r.sourceKey().equals(source))
                .flatMap(EvidenceRestart::channel)
                .filter(channel -> channel.receiver() == ThreadState.OTHER)
                .isPresent();
        if (waits && gate.mayChange().getAsBoolean()) {
            world.audit()
                    .audit(new AuditEntry(AUDIT_TYPE, witness, replica.get().cluster().value(), "source " + source
                            + " answers again"));
            change(witness, () -> discovery.probeNow(witness, InstanceProber.Depth.ROUTINE));
        }
    }

    private void tell(InstanceKey source, Topology topology, String verdict, String reason) {
        if (reason.equals(told.put(source, reason))) {
            return;
        }
        LOG.info("evidence on {}: {}", source, reason);
        world.audit().decided(new Decision("evidence", source, topology.name().value(), verdict, reason));
    }
}
