package io.orchestrator.app.config;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownKeysTest {

    @ParameterizedTest
    @CsvSource({"InstancePolSeconds, InstancePollSeconds", "ListenAdress, ListenAddress",
            "mysqltopologyusr, MySQLTopologyUser", "RecoverMasterClusterFilter, RecoverMasterClusterFilters",
            "Debgu, Debug"})
    void suggestsTheNearestKey(String written, String meant) {
        assertThat(UnknownKeys.nearest(written)).get().hasToString(meant);
    }

    @ParameterizedTest
    @CsvSource({"Nonsense", "X", "CompletelyDifferentThing"})
    void suggestsNothingForSomethingElse(String written) {
        assertThat(UnknownKeys.nearest(written)).isEmpty();
    }

    @Test
    void neverPrintsALongOrBrokenNameAsItIs() {
        var text = UnknownKeys.notice("a\nb".repeat(1000), new Place(Path.of("f"), 1, 1)).text();

        assertThat(text).doesNotContain("\n").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, abd, 1", "abc, acb, 1", "abc, ab, 1", "'', abc, 3", "kitten, sitting, 3"})
    void countsEdits(String a, String b, int expected) {
        assertThat(EditDistance.between(a, b)).isEqualTo(expected);
    }
}
