package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimObservations;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.recovery.DeadSourceRecovery;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.RecoveryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the leader: finds recoveries that nobody runs any more and goes on with them, exactly once, under a claim taken over. */
final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /**
     * A claim may be taken over only after it was not renewed for this long. Its owner sends nothing later than that after the last
     * renewal; and what it was about to send when it was stopped, within 2 s of the renewal, finds the connection closed, which a server
     * keeps idle for another 2 s.
     */
    static final Duration UNRENEWED_FOR = InstanceActuator.ENDS_WITHIN.plus(Duration.ofMillis(250));
    /**
     * The same where nothing has been changed yet: whoever held the claim proves it again before it sends its first change, and so
     * finds it lost. No statement can be on its way; the time only spares a living owner that is slow to renew.
     */
    private static final Duration UNCHANGED_FOR = Duration.ofSeconds(2);
    private static final Duration EARLY = Duration.ofMillis(100);

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final Supplier<Tuning> tuning;
    private final RecoveryRunner runner;
    private final BooleanSupplier mayAct;
    private final BooleanSupplier mayLeadSoon;
    private final Runnable changed;
    private ClaimObservations observations = ClaimObservations.NONE;
    private Set<ClusterName> involved = Set.of();
    private boolean looking;

    Resumption(Loop loop, World world, EngineSettings settings, Supplier<Tuning> tuning, RecoveryRunner runner,
            BooleanSupplier mayAct, BooleanSupplier mayLeadSoon, Runnable changed) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.tuning = tuning;
        this.runner = runner;
        this.mayAct = mayAct;
        this.mayLeadSoon = mayLeadSoon;
        this.changed = changed;
    }

    void start() {
        loop.every(EVERY, this::look);
        loop.every(EARLY, this::lookEarly);
    }

    /** The leader is silent: from now on counts for how long claims are seen unrenewed, should this node have to lead. */
    private void lookEarly() {
        if (looking || mayAct.getAsBoolean() || !mayLeadSoon.getAsBoolean()) {
            return;
        }
        looking = true;
        loop.within(DEADLINE, world.stores().claims().readAll(), rows -> {
            looking = false;
            observations = observations.after(rows, loop.now());
        }, failure -> {
            looking = false;
            LOG.debug("claims could not be read: {}", failure.getMessage());
        });
    }

    /** Clusters that are claimed by anybody, and the names that a cluster with an unfinished recovery may get meanwhile. */
    Set<ClusterName> claimed() {
        Set<ClusterName> all = new HashSet<>(involved);
        all.addAll(observations.seen().keySet());
        return all;
    }

    /** Looks as soon as possible: this node has just become leader. */
    void look() {
        if (looking || runner.isStopping() || !mayAct.getAsBoolean()) {
            return;
        }
        looking = true;
        loop.within(DEADLINE, world.stores().claims().readAll(), rows -> {
            Set<ClusterName> before = observations.seen().keySet();
            observations = observations.after(rows, loop.now());
            if (!before.equals(observations.seen().keySet())) {
                changed.run();
            }
            findUnfinished();
        }, failure -> {
            looking = false;
            LOG.debug("claims could not be read: {}", failure.getMessage());
        });
    }

    private void findUnfinished() {
        loop.within(DEADLINE, world.stores().recoveries().unfinished(), list -> {
            looking = false;
            involve(list);
            takeOver(list);
        }, failure -> {
            looking = false;
            LOG.debug("unfinished recoveries could not be read: {}", failure.getMessage());
        });
    }

    private void involve(List<RecoveryStore.Unfinished> unfinished) {
        Set<ClusterName> before = involved;
        Set<ClusterName> names = new HashSet<>();
        unfinished.forEach(recovery -> names.addAll(recovery.state().context().clusterNames()));
        involved = names;
        if (!names.containsAll(before)) {
            changed.run();
        }
    }

    private void takeOver(List<RecoveryStore.Unfinished> unfinished) {
        Set<ClusterName> withRecovery = new HashSet<>();
        for (RecoveryStore.Unfinished recovery : unfinished) {
            ClusterName cluster = recovery.state().context().cluster();
            withRecovery.add(cluster);
            if (!runner.clusters().contains(cluster)) {
                takeOver(recovery, cluster);
            }
        }
        for (ClaimRow row : observations.stale(loop.now(), UNRENEWED_FOR)) {
            ClusterName cluster = row.claim().cluster();
            if (!withRecovery.contains(cluster) && !runner.clusters().contains(cluster)) {
                freeAbandoned(row);
            }
        }
    }

    private void takeOver(RecoveryStore.Unfinished recovery, ClusterName cluster) {
        if (observations.row(cluster).isEmpty()) {
            loop.within(DEADLINE, world.stores().claims().take(cluster, recovery.record().uid(), settings.self()),
                    claim -> claim.ifPresent(c -> adopt(recovery, c)),
                    failure -> LOG.debug("{}", failure.getMessage()));
            return;
        }
        Duration unrenewedFor = recovery.state().mayBeChanging() ? UNRENEWED_FOR : UNCHANGED_FOR;
        Optional<ClaimRow> stale = stale(recovery, cluster);
        if (stale.isEmpty()) {
            observations.staleAt(cluster, unrenewedFor)
                    .map(at -> at.minus(loop.now()))
                    .filter(left -> left.compareTo(EVERY) < 0)
                    .ifPresent(left -> loop.after(left.plusMillis(1), this::look));
            return;
        }
        loop.within(DEADLINE, world.stores().claims().takeOver(stale.get(), settings.self(), unrenewedFor),
                claim -> claim.ifPresent(c -> adopt(recovery, c)), failure -> LOG.debug("{}", failure.getMessage()));
    }

    /** The claim was read before the state: had its owner gone on meanwhile, the claim would not be as it was read. */
    private Optional<ClaimRow> stale(RecoveryStore.Unfinished recovery, ClusterName cluster) {
        if (recovery.state().mayBeChanging()) {
            return observations.stale(cluster, loop.now(), UNRENEWED_FOR);
        }
        return observations.row(cluster)
                .filter(row -> row.sinceRenewed().compareTo(UNCHANGED_FOR) >= 0)
                .or(() -> observations.stale(cluster, loop.now(), UNCHANGED_FOR));
    }

    private void adopt(RecoveryStore.Unfinished recovery, Claim claim) {
        loop.within(DEADLINE, world.stores().recoveries().adopt(claim), active -> {
            if (active) {
                runner.resume(claim, new DeadSourceRecovery(tuning.get().recovery()), recovery.state());
            } else {
                LOG.info("recovery {} is not active any more (acknowledged?) and is not gone on with", claim.uid());
                release(claim);
            }
        }, failure -> release(claim));
    }

    /** A claim that nobody renews and that no recovery of ours belongs to would block its cluster for ever. */
    private void freeAbandoned(ClaimRow row) {
        loop.within(DEADLINE, world.stores().claims().takeOver(row, settings.self(), UNRENEWED_FOR),
                claim -> claim.ifPresent(this::release), failure -> LOG.debug("{}", failure.getMessage()));
    }

    private void release(Claim claim) {
        loop.within(DEADLINE, world.stores().claims().release(claim), _ -> changed.run(),
                failure -> LOG.warn("the claim on {} could not be given back: {}", claim.cluster(),
                        failure.getMessage()));
    }
}
