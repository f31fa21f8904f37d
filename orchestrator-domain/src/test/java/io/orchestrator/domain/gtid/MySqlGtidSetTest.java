package io.orchestrator.domain.gtid;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.orchestrator.domain.gtid.GtidFixtures.A;
import static io.orchestrator.domain.gtid.GtidFixtures.B;
import static io.orchestrator.domain.gtid.GtidFixtures.C;
import static io.orchestrator.domain.gtid.GtidFixtures.gtid;
import static io.orchestrator.domain.gtid.GtidFixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MySqlGtidSetTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            // this | other | union | this minus other | both
            "A:1-5      | A:3-8     | A:1-8          | A:1-2        | A:3-5",
            "A:1-5      | A:6-8     | A:1-8          | A:1-5        | -",
            "A:1-9      | A:3:5-6   | A:1-9          | A:1-2:4:7-9  | A:3:5-6",
            "A:1-5      | B:1-5     | A:1-5,B:1-5    | A:1-5        | -",
            "A:1-5      | A:tag:1-5 | A:1-5:tag:1-5  | A:1-5        | -",
            "A:tag:1-5  | A:tag:2   | A:tag:1-5      | A:tag:1:3-5  | A:tag:2",
            "A:1-3:5-7  | A:2-6     | A:1-7          | A:1:7        | A:2-3:5-6",
            "A:1:3:5    | A:2:4:6   | A:1-6          | A:1:3:5      | -",
            "A:1-2,B:4  | A:1-2,B:4 | A:1-2,B:4      | -            | A:1-2,B:4",
            "-          | A:1       | A:1            | -            | -",
            "A:1        | -         | A:1            | A:1          | -"})
    void combinesSets(String left, String right, String union, String difference, String intersection) {
        MySqlGtidSet mine = set(left);
        MySqlGtidSet theirs = set(right);

        assertThat(mine.union(theirs)).isEqualTo(set(union));
        assertThat(mine.subtract(theirs)).isEqualTo(set(difference));
        assertThat(mine.intersect(theirs)).isEqualTo(set(intersection));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-",
            value = {"A:1-5 | A:1-5 | SAME", "- | - | SAME", "A:1-5 | A:2-3 | AHEAD",
                    "A:1-5 | - | AHEAD", "A:1 | A:1,B:1 | BEHIND", "A:1-5 | A:4-6 | DIVERGED",
                    "A:1 | A:tag:1 | DIVERGED"})
    void relatesSets(String left, String right, GtidRelation relation) {
        assertThat(set(left).relationTo(set(right))).isEqualTo(relation);
    }

    @Test
    void containsSingleTransactions() {
        MySqlGtidSet set = set("A:1-5:7,B:tag:3");

        assertThat(set.contains(gtid(A, "", 1))).isTrue();
        assertThat(set.contains(gtid(A, "", 3))).isTrue();
        assertThat(set.contains(gtid(A, "", 5))).isTrue();
        assertThat(set.contains(gtid(A, "", 6))).isFalse();
        assertThat(set.contains(gtid(A, "", 7))).isTrue();
        assertThat(set.contains(gtid(A, "", 8))).isFalse();
        assertThat(set.contains(gtid(B, "", 3))).isFalse();
        assertThat(set.contains(gtid(B, "tag", 3))).isTrue();
        assertThat(set.contains(gtid(C, "", 1))).isFalse();
    }

    @Test
    void uuidOperationsIncludeTaggedTransactions() {
        MySqlGtidSet set = set("A:1-5:tag:1-3,B:7,C:tag:2");

        assertThat(set.retain(Set.of(uuid(A), uuid(C)))).isEqualTo(set("A:1-5:tag:1-3,C:tag:2"));
        assertThat(set.without(Set.of(uuid(A)))).isEqualTo(set("B:7,C:tag:2"));
        assertThat(set.without(Set.of(uuid(A), uuid(B), uuid(C)))).isEqualTo(GtidSet.emptyMysql());
        assertThat(set.uuids()).containsExactly(uuid(A), uuid(B), uuid(C));
    }

    @Test
    void explodesUntaggedFirstThenTagByTag() {
        assertThat(set("A:tag1:2:1:7,A:6-7:a:1,B:3").transactions()).extracting(MySqlGtid::text)
                .containsExactly(A + ":6",
                        A + ":7", A + ":a:1", A + ":tag1:1", A + ":tag1:2", A + ":tag1:7", B + ":3");
    }

    @Test
    void explodesHugeSetsLazily() {
        assertThat(set("A:1-9223372036854775806").transactions().limit(2)).extracting(MySqlGtid::text)
                .containsExactly(A + ":1", A + ":2");
    }

    @Test
    void countsTransactions() {
        assertThat(set("A:1-5:7:tag:1-3,B:10").transactionCount()).isEqualTo(10);
        assertThat(GtidSet.emptyMysql().transactionCount()).isZero();
    }

    @Test
    void countStopsAtTheLargestNumber() {
        assertThat(set("A:1-9223372036854775806,B:1-9223372036854775806").transactionCount()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nextGtidFollowsTheLastOfThatServerOnly() {
        MySqlGtidSet set = set("A:1-5:8:tag:1-30,B:1-99");

        assertThat(set.nextGtid(uuid(A)).text()).isEqualTo(A + ":9");
        assertThat(set.nextGtid(uuid(B)).text()).isEqualTo(B + ":100");
        assertThat(set.nextGtid(uuid(C)).text()).isEqualTo(C + ":1");
        assertThat(set.nextGtid(gtid(A, "tag", 1).source()).text()).isEqualTo(A + ":tag:31");
    }

    @Test
    void nextGtidFailsWhenNumbersAreUsedUp() {
        MySqlGtidSet set = set("A:9223372036854775806");

        assertThatThrownBy(() -> set.nextGtid(uuid(A))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a transaction number");
    }

    @Test
    void tellsWhatIsAhead() {
        assertThat(set("A:1-9,B:1").transactionsAheadOf(set("A:1-5")))
                .isEqualTo(new TransactionsAhead(5, A + ":6-9," + B + ":1"));
        assertThat(set("A:1-5").transactionsAheadOf(set("A:1-9")).isEmpty()).isTrue();
    }

    @Test
    void buildsSetsFromTransactions() {
        assertThat(MySqlGtidSet.of(gtid(A, "tag", 3))).isEqualTo(set("A:tag:3"));
        assertThat(MySqlGtidSet.range(TransactionSource.untagged(uuid(A)), 2, 4)).isEqualTo(set("A:2-4"));
        assertThatThrownBy(() -> MySqlGtidSet.range(TransactionSource.untagged(uuid(A)), 4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4-2");
    }

    @Test
    void refusesToMixVendors() {
        GtidSet mariadb = GtidSet.mariadb("0-1-5");
        GtidSet mysql = set("A:1");

        assertThatThrownBy(() -> mysql.union(mariadb)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be combined with a MariaDB");
        assertThatThrownBy(() -> mariadb.contains(mysql)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be combined with a MySQL");
    }

    /** Writes A, B and C for the UUIDs, and nothing for null. */
    private static MySqlGtidSet set(@Nullable String shorthand) {
        return shorthand == null
                ? GtidSet.emptyMysql()
                : GtidSet.mysql(shorthand.replace("A:", A + ":").replace("B:", B + ":").replace("C:", C + ":"));
    }
}
