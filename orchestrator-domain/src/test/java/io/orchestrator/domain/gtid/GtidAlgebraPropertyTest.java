package io.orchestrator.domain.gtid;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import io.orchestrator.domain.testkit.ForAll;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.gtid.GtidFixtures.fromModel;
import static io.orchestrator.domain.gtid.GtidFixtures.toModel;
import static io.orchestrator.domain.testkit.ForAll.forAll;
import static org.assertj.core.api.Assertions.assertThat;

/** The algebra of MySQL sets against plain sets of single transactions, and its laws, on random sets. */
class GtidAlgebraPropertyTest {
    private static final long SEED = 20_251_125;
    private static final int TRIES = 2_000;

    private record Pair(Set<MySqlGtid> left, Set<MySqlGtid> right) {
        private Stream<Pair> smaller() {
            return Stream.concat(withoutOne(left).map(fewer -> new Pair(fewer, right)),
                    withoutOne(right).map(fewer -> new Pair(left, fewer)));
        }

        private static Stream<Set<MySqlGtid>> withoutOne(Set<MySqlGtid> set) {
            return set.stream().map(dropped -> {
                var fewer = new HashSet<>(set);
                fewer.remove(dropped);
                return fewer;
            });
        }
    }

    @Test
    void readingWhatWasWrittenGivesTheSameSet() {
        forAll(SEED, TRIES, GtidFixtures::randomModel).check(model -> {
            MySqlGtidSet set = fromModel(model);

            assertThat(GtidSet.mysql(set.text())).isEqualTo(set).hasSameHashCodeAs(set);
            assertThat(GtidSet.mysql(set.text()).text()).isEqualTo(set.text());
            assertThat(toModel(set)).isEqualTo(model);
            assertThat(set.transactionCount()).isEqualTo(model.size());
            assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
        });
    }

    @Test
    void unionHasWhatEitherHas() {
        pairs().check(pair -> {
            var expected = new HashSet<>(pair.left());
            expected.addAll(pair.right());

            assertThat(toModel(left(pair).union(right(pair)))).isEqualTo(expected);
            assertThat(left(pair).union(right(pair))).isEqualTo(fromModel(expected));
        });
    }

    @Test
    void differenceHasWhatOnlyTheFirstHas() {
        pairs().check(pair -> {
            var expected = new HashSet<>(pair.left());
            expected.removeAll(pair.right());

            assertThat(left(pair).subtract(right(pair))).isEqualTo(fromModel(expected));
        });
    }

    @Test
    void intersectionHasWhatBothHave() {
        pairs().check(pair -> {
            var expected = new HashSet<>(pair.left());
            expected.retainAll(pair.right());

            assertThat(left(pair).intersect(right(pair))).isEqualTo(fromModel(expected));
        });
    }

    @Test
    void containsWhatAPlainSetContains() {
        pairs().check(pair -> {
            assertThat(left(pair).contains(right(pair))).isEqualTo(pair.left().containsAll(pair.right()));
            assertThat(left(pair).contains(left(pair).intersect(right(pair)))).isTrue();
            assertThat(pair.right()).allSatisfy(
                    gtid -> assertThat(left(pair).contains(gtid)).isEqualTo(pair.left().contains(gtid)));
        });
    }

    @Test
    void lawsOfSetsHold() {
        pairs().check(pair -> {
            MySqlGtidSet left = left(pair);
            MySqlGtidSet right = right(pair);

            assertThat(left.union(right)).isEqualTo(right.union(left));
            assertThat(left.intersect(right)).isEqualTo(right.intersect(left));
            assertThat(left.subtract(right).union(left.intersect(right))).isEqualTo(left);
            assertThat(left.subtract(right).intersect(right)).isEqualTo(GtidSet.emptyMysql());
            assertThat(left.union(right).subtract(right)).isEqualTo(left.subtract(right));
            assertThat(left.union(left)).isEqualTo(left);
            assertThat(left.subtract(left)).isEqualTo(GtidSet.emptyMysql());
        });
    }

    private static ForAll<Pair> pairs() {
        return forAll(SEED, TRIES,
                random -> new Pair(GtidFixtures.randomModel(random), GtidFixtures.randomModel(random)))
                .shrinking(Pair::smaller);
    }

    private static MySqlGtidSet left(Pair pair) {
        return fromModel(pair.left());
    }

    private static MySqlGtidSet right(Pair pair) {
        return fromModel(pair.right());
    }
}
