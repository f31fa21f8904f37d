package io.orchestrator.domain.gtid;

import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.orchestrator.domain.gtid.GtidFixtures.A;
import static io.orchestrator.domain.gtid.GtidFixtures.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MySqlGtidParserTest {

    @ParameterizedTest
    @MethodSource
    void readsAndWritesCanonically(String text, String canonical) {
        MySqlGtidSet set = GtidSet.mysql(text);

        assertThat(set.text()).isEqualTo(canonical);
        assertThat(GtidSet.mysql(canonical)).isEqualTo(set).hasSameHashCodeAs(set);
    }

    static Stream<Arguments> readsAndWritesCanonically() {
        return Stream.of(arguments("", ""), arguments(" \n\t", ""), arguments(",,\n,", ""),
                arguments(A + ":1", A + ":1"), arguments(A + ":1-1", A + ":1"),
                arguments(A + ":1-5:7", A + ":1-5:7"),
                arguments("\n " + A + " : 1 - 5 : 7 ,, \n" + B + ":3 ,", A + ":1-5:7," + B + ":3"),
                arguments(B + ":1," + A + ":1", A + ":1," + B + ":1"),
                arguments(A + ":7:1-3:4:2", A + ":1-4:7"), arguments(A + ":1," + A + ":3-4," + A + ":2", A + ":1-4"),
                arguments(B.toUpperCase(Locale.ROOT) + ":1," + B + ":2", B + ":1-2"),
                arguments(A + ":tag:1-3", A + ":tag:1-3"), arguments(A + ":1-5:7:tag:1-3", A + ":1-5:7:tag:1-3"),
                arguments(A + ":zz:3:aa:4:1," + A + ":9", A + ":9:aa:1:4:zz:3"),
                arguments(A + ":tag:1:tag:2", A + ":tag:1-2"),
                arguments(A + ":tag:1:other:1:tag:2", A + ":other:1:tag:1-2"),
                arguments(A + ":_0123456789abcdef_______________:1", A + ":_0123456789abcdef_______________:1"),
                arguments(A + ":007", A + ":7"),
                arguments(A + ":1-9223372036854775806", A + ":1-9223372036854775806"));
    }

    /** discovery.md 4: a text that ends in what is no set is used up to there. */
    @ParameterizedTest
    @MethodSource
    void readsAsFarAsATextIsASet(String text, String readable) {
        assertThat(GtidSet.readableMysql(text)).isEqualTo(GtidSet.mysql(readable));
    }

    static Stream<Arguments> readsAsFarAsATextIsASet() {
        return Stream.of(arguments(A + ":1-5," + B + ":3", A + ":1-5," + B + ":3"), arguments("no set", ""),
                arguments(A + ":1-5,\n" + B, A + ":1-5"),
                arguments(A + ":1-5," + B + ":1-3:x", A + ":1-5," + B + ":1-3"),
                arguments(A + ":1-5:7-[future]," + B + ":3", A + ":1-5"), arguments(A + ":0", ""), arguments("", ""));
    }

    /** What MySQL 9.7.4 printed: entries are separated by a comma and a newline. */
    @ParameterizedTest
    @MethodSource
    void readsWhatServersPrint(String recorded, String canonical) {
        assertThat(GtidSet.mysql(recorded).text()).isEqualTo(canonical);
    }

    static Stream<Arguments> readsWhatServersPrint() {
        return Stream.of(
                arguments("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee:5:ops_1:9,\n"
                        + "dc5ec68b-e877-11f1-ac95-02fc00000001:1-3:backup:1-2",
                        "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee:5:ops_1:9,"
                                + "dc5ec68b-e877-11f1-ac95-02fc00000001:1-3:backup:1-2"),
                arguments("00000000-0000-0000-0000-000000000001:1:3,\n3e11fa47-71ca-11e1-9e33-c80aa9429562:1-3:7,\n"
                        + "ffffffff-0000-0000-0000-000000000001:3",
                        "00000000-0000-0000-0000-000000000001:1:3,3e11fa47-71ca-11e1-9e33-c80aa9429562:1-3:7,"
                                + "ffffffff-0000-0000-0000-000000000001:3"),
                arguments("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7:aa:4:domain_1:1-3",
                        "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7:aa:4:domain_1:1-3"),
                arguments("3e11fa47-71ca-11e1-9e33-c80aa9429562:_a:1:a1:1:a_:1-2:aa:1",
                        "3e11fa47-71ca-11e1-9e33-c80aa9429562:_a:1:a1:1:a_:1-2:aa:1"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesOtherText(String text, int position, String problem) {
        assertThatThrownBy(() -> GtidSet.mysql(text)).isInstanceOfSatisfying(GtidSyntaxException.class, refused -> {
            assertThat(refused).hasMessageContaining(problem).hasMessageContaining("at position " + position);
            assertThat(refused.position()).isEqualTo(position);
            assertThat(refused.text()).isEqualTo(text);
        });
    }

    static Stream<Arguments> refusesOtherText() {
        return Stream.of(arguments("nonsense", 0, "server UUID"), arguments(A, 36, "after the server UUID"),
                arguments(A + ",", 36, "after the server UUID"), arguments(A + "1:1", 0, "server UUID"),
                arguments(A + ":", 37, "a transaction number, an interval or a tag"),
                arguments(A + ":1:", 39, "a transaction number, an interval or a tag"),
                arguments(A + "::1", 37, "a transaction number, an interval or a tag"),
                arguments(A + ":1::2", 39, "a transaction number, an interval or a tag"),
                arguments(A + ":*", 37, "a transaction number, an interval or a tag"),
                arguments(A + ":Tag:1", 37, "a transaction number, an interval or a tag"),
                arguments(A + ":0", 37, "at least 1"), arguments(A + ":0-3", 37, "at least 1"),
                arguments(A + ":5-3", 39, "does not end before its start 5"),
                arguments(A + ":5-", 39, "a transaction number"), arguments(A + ":1-2-3", 40, "\":\" or \",\""),
                arguments(A + ":1x", 38, "\":\" or \",\""), arguments(A + ":1 2", 39, "\":\" or \",\""),
                arguments(A + ":9223372036854775807", 37, "at most 9223372036854775806"),
                arguments(A + ":99999999999999999999999", 37, "at most 9223372036854775806"),
                arguments(A + ":tag", 40, "after the tag"), arguments(A + ":tag:", 41, "after the tag"),
                arguments(A + ":tag,", 40, "after the tag"), arguments(A + ":tag:other:1", 41, "after the tag"),
                arguments(A + ":tag:-1", 41, "after the tag"),
                arguments(A + ":a23456789012345678901234567890123:1", 37, "a tag of at most 32"),
                arguments(A + ":1;" + B + ":1", 38, "\":\" or \",\""),
                arguments(A + ":1," + B, 75, "after the server UUID"));
    }

    @Test
    void messageShowsOnlyTheSurroundingsOfTheFault() {
        String text = (A + ":1,").repeat(1_000) + A + ":?" + ("," + A + ":1").repeat(1_000);

        GtidSyntaxException refused = catchThrowableOfType(GtidSyntaxException.class, () -> GtidSet.mysql(text));

        assertThat(refused).hasMessageContaining("...")
                .hasMessageContaining(":?,")
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(300);
    }
}
