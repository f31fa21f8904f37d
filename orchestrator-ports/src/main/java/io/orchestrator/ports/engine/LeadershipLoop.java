package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.election.Leadership;
import io.orchestrator.domain.election.LeadershipRules;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.LeaderStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election, affirms, and demotes itself by its own clock when it cannot affirm in time. While another node leads it only
 * reads the row, right after that node is expected to have affirmed it, and stands at the very moment from which it may displace it.
 */
final class LeadershipLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipLoop.class);
    private static final Duration OVERDUE = Duration.ofMillis(200);
    /** How long after an affirmation is due its row is looked at. */
    private static final Duration SETTLED = Duration.ofMillis(30);

    /** Told on the loop when the role changes. */
    interface Listener {
        /** This node leads, in a term that is new to it. */
        void gained(long term);

        /** This node leads no more; memory of the fleet is not the truth any more. */
        void lost();

        /** The lease was affirmed; {@code sentAt} is when the affirmation was sent. */
        void affirmed(Duration sentAt);
    }

    private final Loop loop;
    private final LeaderStore store;
    private final AuditLog audit;
    private final LeadershipRules rules;
    private final Duration affirmEvery;
    private final Listener listener;
    private volatile Leadership role;
    private long ledTerm;
    private boolean asking;
    private boolean again;
    private Scheduler.@Nullable Cancellable next;
    private boolean stopped;

    LeadershipLoop(Loop loop, LeaderStore store, AuditLog audit, LeadershipRules rules, Duration affirmEvery,
            Listener listener) {
        this.loop = loop;
        this.store = store;
        this.audit = audit;
        this.rules = rules;
        this.affirmEvery = affirmEvery;
        this.listener = listener;
        this.role = rules.initial(loop.now());
    }

    void start() {
        attempt();
    }

    /** Whether changing statements may be started by this node itself, now. */
    boolean leads() {
        role = rules.tick(role, loop.now());
        return role.leads();
    }

    /** Whether another node leads that has not affirmed itself when it should have. */
    boolean mayLeadSoon() {
        return role instanceof Leadership.Following following && following.seen() != null
                && following.seen().hasOurLease()
                && loop.now().minus(following.unchangedSince()).compareTo(affirmEvery.plus(OVERDUE)) >= 0;
    }

    /** As {@link #leads()}, but without side effects and from any thread. */
    boolean isLeaderNow() {
        return rules.tick(role, loop.now()).leads();
    }

    /** Leading or suspended: the fleet in memory is the truth. */
    boolean holdsFleet() {
        return ledTerm > 0;
    }

    /** Affirms as soon as possible, e.g. because this node's own network is in doubt. */
    void affirmNow() {
        again = asking;
        attempt();
    }

    /** Stops standing and hands the row over. */
    void stop(Runnable handedOver) {
        stopped = true;
        boolean wasLeader = holdsFleet();
        ledTerm = 0;
        role = rules.initial(loop.now());
        if (!wasLeader) {
            handedOver.run();
            return;
        }
        loop.within(Duration.ofSeconds(1), store.handOver(rules.self()), done -> handedOver.run(), failure -> {
            LOG.warn("the leader row could not be handed over: {}; another node takes over when the lease has run out",
                    failure.getMessage());
            handedOver.run();
        });
    }

    private void attempt() {
        if (asking || stopped) {
            return;
        }
        asking = true;
        again = false;
        Duration sentAt = loop.now();
        if (rules.onlyWatches(role, sentAt)) {
            loop.within(rules.lease(), store.read(), row -> seen(row, sentAt), failure -> failed(failure, sentAt));
        } else {
            stand(sentAt);
        }
        rules.leaseEnd(role).ifPresent(end -> loop.after(positive(end.minus(loop.now())), this::checkLease));
    }

    private void stand(Duration sentAt) {
        LeaderRow displace = rules.mayDisplace(role, sentAt).orElse(null);
        loop.within(rules.lease(), store.attempt(rules.self(), rules.lease(), displace, rules.contractLease()),
                row -> answered(row, sentAt), failure -> failed(failure, sentAt));
    }

    /** The row was only read: one that became vacant, or that somebody gave to this node, is answered by standing. */
    private void seen(LeaderRow row, Duration sentAt) {
        if (!stopped && !rules.isOfAnother(row)) {
            stand(loop.now());
        } else {
            answered(row, sentAt);
        }
    }

    private void attemptAgain(Duration sentAt) {
        if (next != null) {
            next.cancel();
        }
        next = loop.after(again ? Duration.ZERO : pause(sentAt), this::attempt);
    }

    private Duration pause(Duration sentAt) {
        Duration now = loop.now();
        Duration due = sentAt.plus(affirmEvery);
        if (role instanceof Leadership.Following following && following.seen() != null
                && following.seen().hasOurLease()) {
            Duration untilAffirmed = affirmEvery.minus(following.seen().sinceAffirmed());
            if (untilAffirmed.isPositive() && untilAffirmed.compareTo(affirmEvery) < 0) {
                due = now.plus(untilAffirmed).plus(SETTLED);
            }
        }
        Duration displaceable = rules.displaceableAt(role).filter(at -> at.compareTo(now) > 0).orElse(due);
        return positive((displaceable.compareTo(due) < 0 ? displaceable : due).minus(now));
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private void answered(LeaderRow row, Duration sentAt) {
        asking = false;
        if (stopped) {
            return;
        }
        change(rules.answered(role, row, sentAt, loop.now()), row);
        if (role.leads()) {
            listener.affirmed(sentAt);
            rules.leaseEnd(role).ifPresent(end -> loop.after(positive(end.minus(loop.now())), this::checkLease));
        }
        attemptAgain(sentAt);
    }

    private void failed(PortException failure, Duration sentAt) {
        asking = false;
        LOG.debug("election attempt failed: {}", failure.getMessage());
        change(rules.failed(role, loop.now()), null);
        if (!stopped) {
            attemptAgain(sentAt);
        }
    }

    private void checkLease() {
        change(rules.tick(role, loop.now()), null);
    }

    private void change(Leadership next, @Nullable LeaderRow row) {
        Leadership before = role;
        role = next;
        switch (next) {
            case Leadership.Leading leading when leading.term() != ledTerm -> {
                boolean replaced = ledTerm > 0;
                ledTerm = leading.term();
                decided("leading", "elected as active node, term " + leading.term());
                if (replaced) {
                    listener.lost();
                }
                listener.gained(leading.term());
            }
            case Leadership.Leading leading when before instanceof Leadership.Suspended ->
                    decided("leading", "the row is still this node's own; leading on in term " + leading.term());
            case Leadership.Leading ignored -> {
            }
            case Leadership.Suspended suspended when before instanceof Leadership.Leading ->
                    decided("suspended",
                            "the lease ran out before it could be affirmed; nothing is changed until the backend"
                                    + " answers (term " + suspended.term() + ")");
            case Leadership.Suspended ignored -> {
            }
            case Leadership.Following following -> {
                if (ledTerm > 0) {
                    ledTerm = 0;
                    decided("following", "leadership is lost" + ownerText(row));
                    listener.lost();
                } else if (!(before instanceof Leadership.Following earlier) || isNewOwner(earlier, following)) {
                    LOG.info("Not elected as active node{}; polling", ownerText(row));
                }
            }
        }
    }

    private static boolean isNewOwner(Leadership.Following before, Leadership.Following after) {
        LeaderRow then = before.seen();
        LeaderRow now = after.seen();
        return now != null && (then == null || !Objects.equals(then.owner(), now.owner()));
    }

    private static String ownerText(@Nullable LeaderRow row) {
        return row == null || row.owner() == null ? "" : "; active node: " + row.owner().hostname();
    }

    private void decided(String verdict, String reason) {
        LOG.info("leadership: {}", reason);
        audit.decided(new Decision("leadership", InstanceKey.NONE, "", verdict, reason));
    }
}
