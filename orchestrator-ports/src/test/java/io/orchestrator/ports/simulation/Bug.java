package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.ClaimStore;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.LeaderStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.engine.World;
import org.jspecify.annotations.Nullable;

/**
 * Bugs that a careless hand could have built into the product, planted around its ports. The product itself has no switch for them.
 */
enum Bug {
    /** The product as it is. */
    NONE,

    /** A step is taken though the write that proves the claim says that it is lost. */
    NO_CLAIM_CHECK {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withRecoveries(stores, new RecoveriesDecorator(stores.recoveries()) {
                @Override
                public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
                        List<String> messages) {
                    return super.advance(claim, state, intents, messages).thenApply(_ -> true);
                }
            });
        }
    },

    /** The candidate's relay log is reset without having been applied. */
    NO_DRAIN {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withActuator(servers, (action, proof, deadline) -> {
                if (action instanceof ServerAction.DrainApplier || action instanceof ServerAction.Promote) {
                    stage.fleet().discardRelayLog(action.key());
                }
                return servers.actuator().execute(withoutTarget(action), proof, deadline);
            });
        }

        private ServerAction withoutTarget(ServerAction action) {
            return action instanceof ServerAction.DrainApplier drain
                    ? new ServerAction.DrainApplier(drain.key(), drain.atLeast().subtract(drain.atLeast()),
                            drain.limit())
                    : action;
        }
    },

    /** Replicas are ranked by what they have executed; what is only received does not count. */
    EXECUTED_ONLY_RANKING {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withActuator(servers, (action, proof, deadline) -> servers.actuator()
                    .execute(action, proof, deadline)
                    .thenApply(
                            outcome -> outcome instanceof ActionOutcome.Done(var key, @Nullable ReplicaReading reading, _)
                                    && reading != null && action instanceof ServerAction.StopReceiver
                                            ? new ActionOutcome.Done(key, executedOnly(reading))
                                            : outcome));
        }

        private ReplicaReading executedOnly(ReplicaReading reading) {
            return new ReplicaReading(reading.source(), reading.executed(), reading.executed(),
                    reading.receiverRunning(),
                    reading.applierRunning(), reading.readOnly());
        }
    },

    /** A recovery is gone on with whether or not the claim could be taken over. */
    RESUME_TWICE {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            ClaimStore claims = new ClaimsDecorator(stores.claims()) {
                @Override
                public CompletionStage<Optional<Claim>> takeOver(ClaimRow stale, NodeId newOwner,
                        Duration unrenewedFor) {
                    return CompletableFuture.completedFuture(Optional.of(stale.claim()));
                }
            };
            RecoveryStore recoveries = new RecoveriesDecorator(stores.recoveries()) {
                @Override
                public CompletionStage<Boolean> adopt(Claim claim) {
                    return super.adopt(claim).thenApply(_ -> true);
                }
            };
            return withRecoveries(withClaims(stores, claims), recoveries);
        }
    },

    /** The source gets no last look. */
    NO_LAST_LOOK {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withProber(servers, (key, depth, deadline) -> servers.prober()
                    .probe(key, depth, deadline)
                    .thenApply(outcome -> depth == InstanceProber.Depth.LAST_LOOK && isOfSource(outcome)
                            ? dead(outcome, ProbeFailure.Kind.REFUSED)
                            : outcome));
        }

        private boolean isOfSource(ProbeOutcome outcome) {
            if (!(outcome instanceof ProbeOutcome.Seen seen)) {
                return true;
            }
            InstanceSnapshot snapshot = seen.snapshot();
            boolean top = !snapshot.isReplica() && !snapshot.replicas().isEmpty();
            return top || !snapshot.isReadOnly();
        }
    },

    /** The statement that makes a server writable does not expire. */
    NO_EXPIRY {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withActuator(servers, (action, proof, deadline) -> servers.actuator()
                    .execute(
                            action instanceof ServerAction.Promote promote
                                    ? new ServerAction.Promote(promote.key(), Duration.ofDays(1),
                                            promote.semiSyncSource())
                                    : action,
                            proof, deadline));
        }
    },

    /** A promotion that was not answered counts as failed. */
    UNANSWERED_IS_FAILED {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withActuator(servers, (action, proof, deadline) -> servers.actuator()
                    .execute(action, proof, deadline)
                    .thenApply(outcome -> outcome instanceof ActionOutcome.Unanswered(var key, String reason)
                            ? new ActionOutcome.Failed(key, reason, false)
                            : outcome));
        }
    },

    /** A server that does not answer counts as gone. */
    SILENT_IS_GONE {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withProber(servers, (key, depth, deadline) -> servers.prober()
                    .probe(key, depth, deadline)
                    .thenApply(
                            outcome -> outcome instanceof ProbeOutcome.Unseen && depth == InstanceProber.Depth.LAST_LOOK
                                    ? dead(outcome, ProbeFailure.Kind.REFUSED)
                                    : outcome));
        }
    },

    /** A claim is taken over as soon as it is seen, whoever renews it. */
    IMPATIENT_TAKEOVER {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withClaims(stores, new ClaimsDecorator(stores.claims()) {
                @Override
                public CompletionStage<List<ClaimRow>> readAll() {
                    return super.readAll().thenApply(_ -> List.of());
                }

                @Override
                public CompletionStage<Optional<Claim>> take(ClusterName cluster, RecoveryUid uid, NodeId owner) {
                    return super.readAll().thenCompose(rows -> rows.stream()
                            .filter(row -> row.claim().cluster().equals(cluster))
                            .findFirst()
                            .map(row -> super.takeOver(row, owner, Duration.ZERO))
                            .orElseGet(() -> super.take(cluster, uid, owner)));
                }
            });
        }
    },

    /** A node believes that it still leads when the backend does not answer it. */
    ENDLESS_LEASE {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withLeaders(stores, new EndlessLease(stores.leaders(), stage.time()));
        }
    },

    /** Any acknowledging replica that answers is enough to be sure of what was acknowledged. */
    NO_QUORUM {
        @Override
        World.Servers around(World.Servers servers, Stage stage) {
            return withProber(servers, (key, depth, deadline) -> servers.prober()
                    .probe(key, depth, deadline)
                    .thenApply(
                            outcome -> outcome instanceof ProbeOutcome.Seen seen
                                    ? seen.with(seen.snapshot().withSemiSync(demanding(seen.snapshot().semiSync())))
                                    : outcome));
        }

        private SemiSync demanding(SemiSync real) {
            return new SemiSync(real.available(), real.sourceNewNames(), real.replicaNewNames(), real.sourceEnabled(),
                    real.sourceActive(), 100, real.waitForReplicaCount() > 0 ? 100 : 0, real.timeoutMillis(),
                    real.replicaEnabled(), real.replicaActive());
        }
    },

    /** A recovery whose owner is gone is taken for crashed and begun anew. */
    CRASHED_IS_FORGOTTEN {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withRecoveries(stores, new RecoveriesDecorator(stores.recoveries()) {
                @Override
                public CompletionStage<List<Unfinished>> unfinished() {
                    return super.unfinished().thenApply(_ -> List.of());
                }
            });
        }
    },

    /** A step whose write lost against another member counts as written. */
    LOST_CERTIFICATION_IS_WRITTEN {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withRecoveries(stores, new RecoveriesDecorator(stores.recoveries()) {
                @Override
                public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
                        List<String> messages) {
                    return super.advance(claim, state, intents, messages)
                            .exceptionallyCompose(failure -> failure instanceof PortException lost
                                    && lost.category() == PortException.Category.CONFLICT
                                            ? CompletableFuture.completedFuture(true)
                                            : CompletableFuture.failedFuture(failure));
                }
            });
        }
    },

    /** Who has not seen the active node affirm displaces it, whatever the backend says of it. */
    DISPLACE_BY_OWN_CLOCK {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withLeaders(stores, new LeadersDecorator(stores.leaders()) {
                @Override
                public CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
                        Duration contractLease) {
                    return takeOver == null ? super.attempt(self, lease, null, contractLease)
                            : super.grab(self)
                                    .thenCompose(_ -> super.attempt(self, lease, null, contractLease));
                }
            });
        }
    },

    /** The lease counts from the answer, not from when the affirmation was sent. */
    LEASE_FROM_THE_ANSWER {
        @Override
        World.Stores around(World.Stores stores, Stage stage) {
            return withLeaders(stores, new LateAnswers(stores.leaders()));
        }
    };

    World.Servers around(World.Servers servers, Stage stage) {
        return servers;
    }

    World.Stores around(World.Stores stores, Stage stage) {
        return stores;
    }

    private static World.Servers withActuator(World.Servers servers, InstanceActuator actuator) {
        return new World.Servers(servers.prober(), actuator, servers.watch());
    }

    /** A prober's one method that matters. */
    private interface Probing {
        CompletionStage<ProbeOutcome> probe(InstanceKey key, InstanceProber.Depth depth,
                Duration deadline);
    }

    private static World.Servers withProber(World.Servers servers, Probing probing) {
        return new World.Servers(new InstanceProber() {
            @Override
            public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth,
                    Duration deadline) {
                return probing.probe(key, depth, deadline);
            }

            @Override
            public void forget(InstanceKey key) {
                servers.prober().forget(key);
            }
        }, servers.actuator(), servers.watch());
    }

    private static World.Stores withRecoveries(World.Stores stores, RecoveryStore recoveries) {
        return new World.Stores(stores.leaders(), stores.nodes(), stores.claims(), recoveries, stores.detections(),
                stores.instances(), stores.intents(), stores.registers());
    }

    private static World.Stores withLeaders(World.Stores stores, LeaderStore leaders) {
        return new World.Stores(leaders, stores.nodes(), stores.claims(), stores.recoveries(), stores.detections(),
                stores.instances(), stores.intents(), stores.registers());
    }

    private static World.Stores withClaims(World.Stores stores, ClaimStore claims) {
        return new World.Stores(stores.leaders(), stores.nodes(), claims, stores.recoveries(), stores.detections(),
                stores.instances(), stores.intents(), stores.registers());
    }

    private static ProbeOutcome dead(ProbeOutcome outcome, ProbeFailure.Kind kind) {
        return new ProbeOutcome.Unseen(outcome.probed(), new ProbeFailure(kind, "planted"), outcome.times());
    }
}
