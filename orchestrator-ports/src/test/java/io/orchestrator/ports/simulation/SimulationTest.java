package io.orchestrator.ports.simulation;

import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand random orders. Another number is given by {@code -Dsimulation.seeds}, another first seed by {@code -Dsimulation.first}; one
 * seed is repeated by both.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);

    @Test
    void whateverHappensTheServersAreSafe() {
        Seeds.Result result = Seeds.runAll(FIRST, SEEDS, Bug.NONE);

        assertThat(result.firstBad().map(SimulationTest::explained)).isEqualTo(Optional.empty());
        assertThat(result.orders()).isEqualTo(SEEDS);
        if (SEEDS >= 100) {
            assertThat(result.promotions()).as("recoveries that promoted somebody").isGreaterThan(SEEDS / 4);
            assertThat(result.writes()).as("acknowledged writes").isGreaterThan(SEEDS * 100);
        }
    }

    private static String explained(Order.Verdict verdict) {
        return "seed " + verdict.seed() + "\n" + verdict.tail() + String.join("\n", verdict.violations());
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        LongStream.range(FIRST, FIRST + 20).forEach(seed -> {
            Order.Verdict once = Order.run(seed, Bug.NONE);

            Order.Verdict again = Order.run(seed, Bug.NONE);

            assertThat(again.tail()).isEqualTo(once.tail());
            assertThat(again.hash()).isEqualTo(once.hash());
        });
    }

    @Test
    void anotherSeedGivesAnotherTrace() {
        assertThat(LongStream.range(0, 20).map(seed -> Order.run(seed, Bug.NONE).hash()).distinct().count())
                .isEqualTo(20);
    }
}
