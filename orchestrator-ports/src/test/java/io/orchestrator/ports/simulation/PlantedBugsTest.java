package io.orchestrator.ports.simulation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulation that finds no bug proves nothing: each planted one is found within twenty thousand seeds. */
class PlantedBugsTest {
    private static final long SEEDS = 20_000;

    @ParameterizedTest
    @EnumSource(value = Bug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Bug bug) {
        Seeds.Result result = Seeds.runAll(0, SEEDS, bug);

        assertThat(result.firstBad()).as("a violation by %s", bug).isPresent();
    }
}
