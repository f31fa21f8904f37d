package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.List;

/**
 * One random order from its seed: at least eight servers, at least three faults, a minute, acknowledged writes; then everything heals and
 * the order runs on until it is quiet.
 */
final class Order {
    private static final Duration FAULTY = Duration.ofSeconds(42);
    private static final Duration HEALED = Duration.ofSeconds(18);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Order() {}

    /**
     * How an order went.
     *
     * @param seed its seed
     * @param violations what was wrong, empty when nothing
     * @param hash of the whole trace
     * @param promotions recoveries that promoted somebody
     * @param resolved recoveries that ended
     * @param writes acknowledged writes
     * @param tail last lines of the trace
     */
    record Verdict(long seed, List<String> violations, long hash, int promotions, int resolved, long writes,
            String tail) {
        boolean isGood() {
            return violations.isEmpty();
        }
    }

    static Verdict run(long seed, Bug bug) {
        EngineErrors errors = EngineErrors.expectingNone();
        Stage stage = new Stage(seed, bug);
        Faults faults = new Faults(stage);
        faults.plan();
        stage.time().pass(FAULTY);
        faults.heal();
        stage.time().pass(HEALED);
        stage.clients().forEach(clients -> clients.stop());
        stage.time().runUntil(() -> stage.backend().unresolved().isEmpty(), LONGEST);
        stage.time().pass(Duration.ofSeconds(2));
        stage.checks().judge();
        errors.seen().forEach(stage.checks()::violated);
        long writes = stage.clients().stream().mapToLong(clients -> clients.count()).sum();
        stage.trace().add("end");
        return new Verdict(seed, List.copyOf(stage.checks().violations()), stage.trace().hash(),
                stage.checks().promotions(), stage.checks().resolved(), writes, stage.trace().tail());
    }
}
