package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;

/** Which statements an action takes on a simulated server; each reads its predicate first. */
final class Statements {
    private static final Duration DRAIN_POLL = Duration.ofMillis(20);

    /** One statement. */
    record Statement(boolean changes, Function<SimulatedServer, Reply> work) {
        Statement {
            Objects.requireNonNull(work, "work");
        }

        Reply run(SimulatedServer server) {
            return work.apply(server);
        }
    }

    /** What the server answers, and what follows. */
    sealed interface Reply {
        /** The next statement. */
        record Next() implements Reply {}

        /** The same again after a pause. */
        record Again(Duration pause) implements Reply {}

        /** The action is over. */
        record Over(ActionOutcome outcome) implements Reply {}
    }

    private final SimulatedFleet fleet;
    private final Replication replication;

    private Statements(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.replication = fleet.replication();
    }

    static List<Statement> of(ServerAction action, SimulatedFleet fleet) {
        Statements statements = new Statements(fleet);
        return switch (action) {
            case ServerAction.StopReceiver _ -> statements.stopReceiver();
            case ServerAction.DrainApplier drain -> statements.drain(drain);
            case ServerAction.PointTo point -> statements.point(point.source());
            case ServerAction.StartReplication _ -> statements.startReplication();
            case ServerAction.Promote promote -> statements.promote(promote);
            case ServerAction.MakeReadOnly _ -> statements.makeReadOnly();
            case ServerAction.MakeWritable writable -> statements.makeWritable(writable.expiry());
            case ServerAction.Detach _ -> statements.detach();
            case ServerAction.RestartReceiver _ -> statements.restartReceiver();
        };
    }

    private static Statement read(Function<SimulatedServer, Reply> work) {
        return new Statement(false, work);
    }

    private static Statement change(Function<SimulatedServer, Reply> work) {
        return new Statement(true, work);
    }

    private static Reply next() {
        return new Reply.Next();
    }

    private static Reply done(SimulatedServer server) {
        return new Reply.Over(new ActionOutcome.Done(server.key, server.reading()));
    }

    private static Reply refused(SimulatedServer server, String reason) {
        return new Reply.Over(new ActionOutcome.Refused(server.key, server.key + " " + reason, server.reading()));
    }

    private static Statement isDone() {
        return read(Statements::done);
    }

    private List<Statement> stopReceiver() {
        return List.of(read(s -> s.receiverOn ? next() : done(s)), change(s -> {
            replication.stopReceiver(s);
            return next();
        }), isDone());
    }

    private List<Statement> drain(ServerAction.DrainApplier drain) {
        Duration latest = fleet.time().monotonic().plus(drain.limit());
        return List.of(read(s -> isDrained(s, drain.atLeast()) ? done(s) : next()), change(s -> {
            if (s.isReplica()) {
                replication.startApplier(s);
            }
            return next();
        }), read(s -> {
            if (isDrained(s, drain.atLeast())) {
                return done(s);
            }
            boolean late = fleet.time().monotonic().compareTo(latest) >= 0;
            return late ? refused(s, "did not apply what it received within " + drain.limit().toMillis() + " ms")
                    : new Reply.Again(DRAIN_POLL);
        }));
    }

    private static boolean isDrained(SimulatedServer server, GtidSet atLeast) {
        return server.isDrained() && (atLeast.isEmpty() || server.executedSet().contains(atLeast));
    }

    private List<Statement> point(InstanceKey source) {
        return List.of(
                read(s -> s.source.equals(source) && s.receiverOn && s.applierOn ? done(s) : next()),
                change(s -> {
                    if (!s.source.equals(source)) {
                        replication.point(s, source);
                    }
                    replication.startReceiver(s);
                    replication.startApplier(s);
                    return next();
                }), isDone());
    }

    private List<Statement> startReplication() {
        return List.of(read(s -> !s.isReplica() || (s.receiverOn && s.applierOn) ? done(s) : next()), change(s -> {
            replication.startReceiver(s);
            replication.startApplier(s);
            return next();
        }), isDone());
    }

    private List<Statement> promote(ServerAction.Promote promote) {
        Duration[] expires = new Duration[1];
        return List.of(read(s -> {
            if (!s.isReplica() && !s.readOnly) {
                return done(s);
            }
            return s.isDrained() ? next() : refused(s, "has received transactions that are not executed");
        }), change(s -> {
            if (s.isReplica() && !s.isDrained()) {
                return refused(s, "has received transactions that are not executed");
            }
            if (s.isReplica()) {
                replication.reset(s);
            }
            if (promote.semiSyncSource()) {
                s.semiSyncSource = true;
            }
            return next();
        }), read(_ -> {
            expires[0] = fleet.time().monotonic().plus(promote.expiry());
            return next();
        }), change(s -> writableUntil(s, Objects.requireNonNull(expires[0]))), isWritable());
    }

    private Reply writableUntil(SimulatedServer server, Duration expires) {
        if (fleet.time().monotonic().compareTo(expires) < 0) {
            server.readOnly = false;
        }
        return next();
    }

    private static Statement isWritable() {
        return read(s -> s.readOnly ? refused(s, "did not become writable: the statement had expired") : done(s));
    }

    private List<Statement> makeWritable(Duration expiry) {
        Duration[] expires = new Duration[1];
        return List.of(read(s -> {
            expires[0] = fleet.time().monotonic().plus(expiry);
            return s.readOnly ? next() : done(s);
        }), change(s -> writableUntil(s, Objects.requireNonNull(expires[0]))), isWritable());
    }

    private List<Statement> makeReadOnly() {
        return List.of(read(s -> s.readOnly ? done(s) : next()), change(s -> {
            s.readOnly = true;
            return next();
        }), isDone());
    }

    private List<Statement> detach() {
        return List.of(read(s -> !s.isReplica() || s.source.isDetached() ? done(s) : next()), change(s -> {
            replication.stopReceiver(s);
            s.source = s.source.detached();
            replication.startReceiver(s);
            return next();
        }), isDone());
    }

    private List<Statement> restartReceiver() {
        return List.of(read(s -> s.isReplica() && s.receiverOn ? next() : done(s)), change(s -> {
            replication.stopReceiver(s);
            replication.startReceiver(s);
            return next();
        }), isDone());
    }
}
