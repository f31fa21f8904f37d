package io.orchestrator.domain.recovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static io.orchestrator.domain.testkit.ForAll.forAll;
import static org.assertj.core.api.Assertions.assertThat;

/** Any sequence of answers, with crashes and resumptions between them. */
class RecoveryPropertyTest {
    private static final int LONGEST = 2_000;

    /** What random answers make of one recovery. */
    private static final class Run {
        private final RandomGenerator random;
        private final DeadSourceRecovery process;
        private final List<ReplicaBuilder> replicas = new ArrayList<>();
        private final RecoveryContext context;
        private final List<String> trace = new ArrayList<>();
        private final Set<InstanceKey> knownNotPromoted = new HashSet<>();
        private InstanceKey promoting = InstanceKey.NONE;
        /** A promotion of it may be on its way: it was not answered, or its process died. */
        private InstanceKey pending = InstanceKey.NONE;
        /** It was told again and would not; from when that was followed by a wait, what is on its way has expired. */
        private boolean failedAgain;
        private boolean expired;

        Run(long seed) {
            random = new SplittableRandom(seed);
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                long has = 98L + random.nextInt(3);
                replicas.add(replica("r" + i).has(has)
                        .executed(has - random.nextInt(2))
                        .rule(random.nextInt(3) == 0 ? PromotionRule.PREFER : PromotionRule.NEUTRAL));
            }
            context = RecoveryScript.context(random.nextInt(4) == 0 ? 1 : 0, replicas);
            process = new DeadSourceRecovery(RecoveryScript.settings(random.nextInt(5) > 0, random.nextBoolean(),
                    random.nextBoolean(), random.nextBoolean() ? HookPoint.values() : new HookPoint[0]));
        }

        void toTheEnd() {
            Transition at = process.begin(context);
            for (int i = 0; i < LONGEST; i++) {
                observe(at);
                if (at.command() instanceof RecoveryCommand.Finish) {
                    return;
                }
                if (random.nextInt(12) == 0) {
                    if (at.next() instanceof RecoveryState.Promoting) {
                        pending = promoting;
                    }
                    expired = false;
                    at = process.resume(at.next());
                    // Whoever resumes looks at all replicas anew; one whose promotion failed may be tried again.
                    knownNotPromoted.clear();
                } else {
                    at = process.on(at.next(), answer(at.command()));
                }
            }
            throw new AssertionError("does not end: " + trace.subList(0, 60));
        }

        private void observe(Transition at) {
            trace.add(RecoveryScript.brief(at.command()));
            assertThat(at.next().context()).isEqualTo(context);
            if (at.command() instanceof RecoveryCommand.RunStep step) {
                step.actions().forEach(this::observe);
            }
            if (at.command() instanceof RecoveryCommand.Resolve resolve && resolve.outcome().successful()) {
                assertThat(knownNotPromoted).as("%s", trace).doesNotContain(resolve.outcome().successor());
            }
        }

        private void observe(ServerAction action) {
            if (action instanceof ServerAction.Promote promote) {
                assertThat(promoting).as("one promotion at a time, %s", trace).isIn(InstanceKey.NONE, promote.key());
                assertThat(knownNotPromoted).as("nobody twice, %s", trace).doesNotContain(promote.key());
                promoting = promote.key();
            }
            if (action instanceof ServerAction.PointTo point) {
                assertThat(point.key()).isNotEqualTo(point.source());
            }
        }

        private RecoveryEvent answer(RecoveryCommand command) {
            return switch (command) {
                case RecoveryCommand.RunHooks hooks -> new RecoveryEvent.HooksRan(hooks.point(), random.nextInt(4) > 0);
                case RecoveryCommand.Look look -> new RecoveryEvent.Looked(look.key(), sight(look.key()));
                case RecoveryCommand.RunStep step -> new RecoveryEvent.StepDone(
                        step.actions().stream().map(this::outcome).toList());
                case RecoveryCommand.Wait wait -> {
                    expired = failedAgain;
                    yield new RecoveryEvent.Waited();
                }
                case RecoveryCommand.KeepBooks books -> new RecoveryEvent.BooksKept(List.of());
                case RecoveryCommand.Resolve resolve -> new RecoveryEvent.Resolved();
                case RecoveryCommand.Finish finish -> throw new AssertionError("asked after the end");
            };
        }

        private RecoveryEvent.Sight sight(InstanceKey key) {
            boolean source = key.equals(ReplicaBuilder.FAILED);
            RecoveryEvent.Sight sight = switch (random.nextInt(source ? 8 : 4)) {
                case 0 -> new RecoveryEvent.Sight.Answered(random.nextBoolean(), random.nextBoolean());
                case 1 -> new RecoveryEvent.Sight.Silent("timeout");
                default -> new RecoveryEvent.Sight.Gone("refused");
            };
            boolean standsStill = sight instanceof RecoveryEvent.Sight.Answered(boolean readOnly, boolean replica)
                    && (readOnly || replica) && expired;
            if (!source && (sight instanceof RecoveryEvent.Sight.Gone || standsStill)) {
                notPromoted(key);
            }
            return sight;
        }

        private void notPromoted(InstanceKey key) {
            knownNotPromoted.add(key);
            promoting = InstanceKey.NONE;
            pending = InstanceKey.NONE;
            failedAgain = false;
            expired = false;
        }

        private ActionOutcome outcome(ServerAction action) {
            InstanceKey key = action.key();
            ActionOutcome outcome = switch (random.nextInt(7)) {
                case 0 -> new ActionOutcome.Refused(key, "cannot", reading(key));
                case 1 -> new ActionOutcome.Failed(key, "said no", random.nextBoolean());
                case 2 -> new ActionOutcome.Unanswered(key, "silent");
                default -> new ActionOutcome.Done(key, reading(key));
            };
            if (action instanceof ServerAction.Promote) {
                switch (outcome) {
                    case ActionOutcome.Unanswered _ -> pending = key;
                    case ActionOutcome.Done _ -> pending = InstanceKey.NONE;
                    case ActionOutcome.Refused _,ActionOutcome.Failed _ when key.equals(pending) -> failedAgain = true;
                    case ActionOutcome.Refused _,ActionOutcome.Failed _ -> notPromoted(key);
                }
            }
            return outcome;
        }

        private ReplicaReading reading(InstanceKey key) {
            ReplicaReading own = replicas.stream()
                    .filter(r -> r.key().equals(key))
                    .findFirst()
                    .map(ReplicaBuilder::reading)
                    .orElseGet(() -> replica("m").has(100).reading());
            return switch (random.nextInt(12)) {
                case 0 -> new ReplicaReading(replicas.getFirst().key(), own.received(), own.executed(), false, true,
                        true);
                case 1 -> own.afterFailedPromotion();
                default -> own;
            };
        }
    }

    @Test
    void neverTwoPromotedAndAlwaysAnEnd() {
        forAll(11, 20_000, RandomGenerator::nextLong).check(seed -> new Run(seed).toTheEnd());
    }
}
