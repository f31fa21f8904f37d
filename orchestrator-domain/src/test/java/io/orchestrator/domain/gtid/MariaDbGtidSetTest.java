package io.orchestrator.domain.gtid;

import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.orchestrator.domain.testkit.ForAll.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MariaDbGtidSetTest {
    private static final long SEED = 10_011;
    private static final int TRIES = 2_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"'' | ''", "' , ,' | ''", "0-1-100 | 0-1-100", "' 0 - 1 - 100 ,\n1-5-7' | 0-1-100,1-5-7",
                    "1-5-7,0-1-100 | 0-1-100,1-5-7", "0-2-103,0-1-100 | 0-1-100,0-2-103", "0-1-5,0-1-9 | 0-1-9",
                    "0-0-0 | ''",
                    "0-1-3..7 | 0-1-3..7", "0-1-1..7 | 0-1-7", "0-1-3..7,0-2-9 | 0-1-3..7,0-2-9",
                    "0-1-3..5,0-2-8..9 | 0-1-3..5,0-2-8..9", "0-1-3..7,0-1-8 | 0-1-3..8",
                    "0-1-5..7,0-2-1..10 | 0-2-4,0-1-7,0-2-10", "4294967295-4294967295-9223372036854775806 "
                            + "| 4294967295-4294967295-9223372036854775806"})
    void readsAndWritesCanonically(String text, String canonical) {
        MariaDbGtidSet set = GtidSet.mariadb(text);

        assertThat(set.text()).isEqualTo(canonical);
        assertThat(GtidSet.mariadb(canonical)).isEqualTo(set).hasSameHashCodeAs(set);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x | 0 | a replication domain", "0 | 1 | after the replication domain",
            "0-1 | 3 | after the server id", "0-1- | 4 | a sequence number", "0-1-5 0-2-6 | 6 | \",\" between GTIDs",
            "0-1-5-7 | 5 | \",\" between GTIDs", "0--5 | 2 | a server id", "4294967296-1-1 | 0 | at most 4294967295",
            "0-1-9223372036854775807 | 4 | at most 9223372036854775806", "0-1-5.7 | 6 | \"..\"",
            "0-1-5..3 | 4 | a range of sequence numbers", "0-1-0..3 | 4 | a range of sequence numbers"})
    void refusesOtherText(String text, int position, String problem) {
        assertThatThrownBy(() -> GtidSet.mariadb(text)).isInstanceOfSatisfying(GtidSyntaxException.class, refused -> {
            assertThat(refused).hasMessageContaining(problem);
            assertThat(refused.position()).isEqualTo(position);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // this | other | union | this minus other | both
            "0-1-100 | 0-1-90 | 0-1-100 | 0-1-91..100 | 0-1-90", "0-1-90 | 0-1-100 | 0-1-100 | '' | 0-1-90",
            "0-1-100,1-1-5 | 0-1-100 | 0-1-100,1-1-5 | 1-1-5 | 0-1-100",
            "0-1-100 | 1-1-5 | 0-1-100,1-1-5 | 0-1-100 | ''",
            "0-1-100,0-2-103 | 0-1-98 | 0-1-100,0-2-103 | 0-1-99..100,0-2-103 | 0-1-98",
            "0-2-103 | 0-1-100 | 0-2-103 | 0-2-101..103 | 0-2-100", "0-1-5..9 | 0-1-7 | 0-1-9 | 0-1-8..9 | 0-1-5..7"})
    void combinesSets(String left, String right, String union, String difference, String intersection) {
        MariaDbGtidSet mine = GtidSet.mariadb(left);
        MariaDbGtidSet theirs = GtidSet.mariadb(right);

        assertThat(mine.union(theirs).text()).isEqualTo(union);
        assertThat(mine.subtract(theirs).text()).isEqualTo(difference);
        assertThat(mine.intersect(theirs).text()).isEqualTo(intersection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0-1-100 | 0-1-100 | SAME | true", "0-1-101 | 0-1-100 | AHEAD | true",
            "0-1-100 | 0-1-101 | BEHIND | false", "0-1-100,1-1-3 | 0-1-99,1-1-4 | DIVERGED | false",
            "0-2-101 | 0-1-100 | AHEAD | true", "0-2-100 | 0-1-100 | SAME | false",
            "0-1-100,0-2-103 | 0-3-100 | AHEAD | false", "0-1-100 | '' | AHEAD | true", "'' | '' | SAME | true"})
    void comparesPositions(String left, String right, GtidRelation relation, boolean covers) {
        assertThat(GtidSet.mariadb(left).relationTo(GtidSet.mariadb(right))).isEqualTo(relation);
        assertThat(GtidSet.mariadb(left).covers(GtidSet.mariadb(right))).isEqualTo(covers);
    }

    @Test
    void tellsWhatIsAhead() {
        assertThat(GtidSet.mariadb("0-1-100,1-2-5").transactionsAheadOf(GtidSet.mariadb("0-1-97")))
                .isEqualTo(new TransactionsAhead(8, "0-1-98..100,1-2-5"));
        assertThat(GtidSet.mariadb("0-1-97").transactionsAheadOf(GtidSet.mariadb("0-1-97")).isEmpty()).isTrue();
    }

    @Test
    void containsSingleTransactionsWhicheverServerWroteThem() {
        MariaDbGtidSet position = GtidSet.mariadb("0-1-100");

        assertThat(position.contains(new MariaDbGtid(0, 1, 100))).isTrue();
        assertThat(position.contains(new MariaDbGtid(0, 2, 50))).isTrue();
        assertThat(position.contains(new MariaDbGtid(0, 1, 101))).isFalse();
        assertThat(position.contains(new MariaDbGtid(1, 1, 1))).isFalse();
    }

    @Test
    void headsAreTheLastTransactionsOfEachDomain() {
        assertThat(GtidSet.mariadb("0-1-100,0-2-103,3-1-7").heads()).containsExactly(new MariaDbGtid(0, 2, 103),
                new MariaDbGtid(3, 1, 7));
    }

    @Test
    void whatRemainsOfAPositionIsNoPosition() {
        MariaDbGtidSet position = GtidSet.mariadb("0-1-100,0-2-103");

        assertThat(position.isPosition()).isTrue();
        assertThat(position.subtract(GtidSet.mariadb("0-1-50")).isPosition()).isFalse();
    }

    @Test
    void readingWhatWasWrittenGivesTheSameSet() {
        forAll(SEED, TRIES, GtidFixtures::randomMariaDb).check(set -> {
            assertThat(GtidSet.mariadb(set.text())).isEqualTo(set);
            assertThat(GtidSet.mariadb(set.text()).text()).isEqualTo(set.text());
        });
    }

    @Test
    void lawsOfSetsHold() {
        forAll(SEED, TRIES, MariaDbGtidSetTest::pair).check(pair -> {
            MariaDbGtidSet left = pair.left();
            MariaDbGtidSet right = pair.right();

            assertThat(left.union(right).contains(left)).isTrue();
            assertThat(left.union(right).contains(right)).isTrue();
            assertThat(left.subtract(right).intersect(right).isEmpty()).isTrue();
            assertThat(left.subtract(right).union(left.intersect(right))).isEqualTo(left);
            assertThat(left.union(right).transactionCount())
                    .isEqualTo(left.transactionCount() + right.transactionCount()
                            - left.intersect(right).transactionCount());
            assertThat(left.contains(right)).isEqualTo(right.subtract(left).isEmpty());
        });
    }

    private record Pair(MariaDbGtidSet left, MariaDbGtidSet right) {}

    private static Pair pair(RandomGenerator random) {
        return new Pair(GtidFixtures.randomMariaDb(random), GtidFixtures.randomMariaDb(random));
    }
}
