package io.orchestrator.it.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.scenario.ServerProxy;
import io.orchestrator.it.server.ServerException;

/**
 * Stands with the proxies before a backend and does something at one moment of a recovery, told by what a node writes there: each state
 * is stored, together with the guard and the intents of its step, in one transaction, and only when that is committed is the first
 * statement of the step sent.
 */
final class GuardTrap {
    private static final Pattern STATE =
            Pattern.compile("insert into `orcj_recovery_state`.*?\"is\\\\?\":\\\\?\"(\\w+)", Pattern.DOTALL);

    /** When, with respect to the state it waits for. */
    enum Moment {
        /** The guard's transaction has written and is not committed: what the state before commanded is done. */
        WITHIN_THE_GUARD,
        /** The guard is committed, and the node has not been told: nothing that this state commands was sent. */
        BEHIND_THE_GUARD
    }

    private volatile Watched watched = new Watched(InstanceKey.NONE, "", Moment.BEHIND_THE_GUARD, () -> {});

    /** Looks at recoveries of this server only from now on, and lets them pass. */
    Watched watch(InstanceKey failed) {
        return watch(failed, "", Moment.BEHIND_THE_GUARD, () -> {});
    }

    /**
     * Waits, from now on, for a recovery of this server to come to a state for the first time.
     *
     * @param state the simple name of the state
     * @param act done while the backend's answer is held back
     */
    Watched watch(InstanceKey failed, String state, Moment moment, Runnable act) {
        Watched now = new Watched(failed, state, moment, act);
        watched = now;
        return now;
    }

    /** For the proxies. */
    ServerProxy.Ear onConnection() {
        return new Transactions();
    }

    /** What one watch saw. */
    static final class Watched {
        private final InstanceKey failed;
        private final String state;
        private final Moment moment;
        private final Runnable act;
        private final List<String> states = new CopyOnWriteArrayList<>();
        private final AtomicBoolean caught = new AtomicBoolean();
        private final CompletableFuture<Boolean> acted = new CompletableFuture<>();

        private Watched(InstanceKey failed, String state, Moment moment, Runnable act) {
            this.failed = failed;
            this.state = state.toLowerCase(Locale.ROOT);
            this.moment = moment;
            this.act = act;
        }

        /** The states that were stored until now, in lower case, in their order. */
        List<String> states() {
            return states;
        }

        /** Waits until the moment came and what was to be done then is done. */
        void await(Duration limit, Supplier<String> evidence) {
            try {
                acted.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new ServerException("the recovery of " + failed + " did not come to " + state + " within "
                        + limit.toSeconds() + " s; it went through " + states + ". " + evidence.get(), e);
            } catch (ExecutionException e) {
                throw new ServerException("what was to be done at " + state + " failed: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerException("interrupted while waiting for " + state, e);
            }
        }

        private Runnable at(String passing, Moment when) {
            if (when == Moment.BEHIND_THE_GUARD) {
                states.add(passing);
            }
            return passing.equals(state) && when == moment && caught.compareAndSet(false, true) ? this::act
                    : ServerProxy.NOTHING;
        }

        private void act() {
            try {
                act.run();
                acted.complete(true);
            } catch (RuntimeException e) {
                acted.completeExceptionally(e);
            }
        }
    }

    /** The transactions of one connection. */
    private final class Transactions implements ServerProxy.Ear {
        private String stored = "";

        @Override
        public Runnable hear(String said) {
            Matcher state = STATE.matcher(said);
            if (state.find() && said.contains('"' + watched.failed.display())) {
                stored = state.group(1);
                return watched.at(stored, Moment.WITHIN_THE_GUARD);
            }
            if (said.endsWith("rollback")) {
                stored = "";
            } else if (said.endsWith("commit") && !stored.isEmpty()) {
                String passing = stored;
                stored = "";
                return watched.at(passing, Moment.BEHIND_THE_GUARD);
            }
            return ServerProxy.NOTHING;
        }
    }
}
