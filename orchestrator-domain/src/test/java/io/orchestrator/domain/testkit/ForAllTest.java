package io.orchestrator.domain.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testkit.ForAll.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForAllTest {
    private static final int TRIES = 200;

    @Test
    void checksTheAskedNumberOfCases() {
        var seen = new ArrayList<Integer>();

        forAll(1, TRIES, RandomGenerator::nextInt).check(seen::add);

        assertThat(seen).hasSize(TRIES).doesNotHaveDuplicates();
    }

    @Test
    void sameSeedGivesSameCases() {
        var first = new ArrayList<Integer>();
        var second = new ArrayList<Integer>();

        forAll(5, TRIES, RandomGenerator::nextInt).check(first::add);
        forAll(5, TRIES, RandomGenerator::nextInt).check(second::add);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void failureNamesSeedCaseAndReason() {
        assertThatThrownBy(() -> forAll(7, TRIES, random -> random.nextInt(10)).check(n -> assertThat(n).isLessThan(9)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 7")
                .hasMessageContaining("case: 9")
                .hasMessageContaining("less than")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void namedSeedBringsTheFailingCaseBackAsFirst() {
        var error = catchFailure();
        long caseSeed = Long.parseLong(error.replaceAll("(?s).*forAll\\((-?\\d+)L, 1, .*", "$1"));
        var seen = new ArrayList<Integer>();

        forAll(caseSeed, 1, random -> random.nextInt(1_000)).check(seen::add);

        assertThat(seen).singleElement().satisfies(n -> assertThat(error).contains("case: " + n));
    }

    @Test
    void shrinksToTheSmallestFailingCase() {
        assertThatThrownBy(() -> forAll(3, TRIES, ForAllTest::numbers).shrinking(ForAllTest::withoutOne)
                .check(numbers -> assertThat(numbers).noneMatch(n -> n > 90))).isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*case: \\[9\\d\\]\\R.*shrunk in \\d+ steps from.*");
    }

    @Test
    void needsAtLeastOneTry() {
        assertThatThrownBy(() -> forAll(1, 0, RandomGenerator::nextInt)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one try");
    }

    private static String catchFailure() {
        try {
            forAll(11, TRIES, random -> random.nextInt(1_000)).check(n -> assertThat(n).isLessThan(900));
        } catch (AssertionError failure) {
            return String.valueOf(failure.getMessage());
        }
        throw new IllegalStateException("200 numbers below 1000 should include one of at least 900");
    }

    private static List<Integer> numbers(RandomGenerator random) {
        return random.ints(1 + random.nextInt(20), 0, 100).boxed().toList();
    }

    private static Stream<List<Integer>> withoutOne(List<Integer> numbers) {
        return IntStream.range(0, numbers.size())
                .mapToObj(dropped -> IntStream.range(0, numbers.size())
                        .filter(i -> i != dropped)
                        .mapToObj(numbers::get)
                        .toList());
    }
}
