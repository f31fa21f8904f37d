package io.orchestrator.domain.identity;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContractPatternTest {
    private static boolean finds(String expression, String text) {
        return ContractPattern.compile(expression).matcher(text).find();
    }

    @Test
    void isFoundAnywhereAndMindsCapitals() {
        assertThat(finds("b1", "db1:3306")).isTrue();
        assertThat(finds("B1", "db1:3306")).isFalse();
        assertThat(finds("(?i)B1", "db1:3306")).isTrue();
        assertThat(finds("^b1", "db1:3306")).isFalse();
        assertThat(finds("db[0-9]+[.]example$", "db12.example")).isTrue();
    }

    @Test
    void readsGroupsNamedAsInRe2() {
        var matcher = ContractPattern.compile("^(?P<dc>[a-z]+)-").matcher("ams-db1");

        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group(1)).isEqualTo("ams");
    }

    @Test
    void readsClassesByTheirNames() {
        assertThat(finds("^[[:alpha:]_]+$", "a_b")).isTrue();
        assertThat(finds("^[[:alpha:]_]+$", "a1")).isFalse();
        assertThat(finds("^[^[:digit:]]+$", "ab")).isTrue();
        assertThat(finds("^[[:^digit:]]+$", "a1")).isFalse();
        assertThat(finds("^[[:word:]]+$", "a_1")).isTrue();
    }

    @Test
    void takesBracketsAndAmpersandsInAClassAsTheyStand() {
        assertThat(finds("^[[&]+$", "[&")).isTrue();
        assertThat(finds("^[a&&b]+$", "a&b")).isTrue();
        assertThat(finds("^[]a]+$", "a]")).isTrue();
        assertThat(finds("^[^]a]+$", "b")).isTrue();
        assertThat(finds("^[\\]a]+$", "a]")).isTrue();
        assertThat(finds("\\[x\\]", "[x]")).isTrue();
    }

    @Test
    void whatIsNoExpressionIsToldAndNeverMatches() {
        assertThat(ContractPattern.find("a(b")).isEmpty();
        assertThat(ContractPattern.fault("a(b")).isPresent();
        assertThat(ContractPattern.fault("a\\")).isPresent();
        assertThat(ContractPattern.find("a.b")).isPresent();
        assertThat(ContractPattern.fault("a.b")).isEmpty();
    }
}
