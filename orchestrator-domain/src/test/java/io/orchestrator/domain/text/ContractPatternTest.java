package io.orchestrator.domain.text;

import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** discovery.md P-17. */
class ContractPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            db            | mydb1:3306 | true
            DB            | mydb1:3306 | false
            (?i)DB        | mydb1:3306 | true
            ^db           | mydb1:3306 | false
            :3306$        | mydb1:3306 | true
            [[:digit:]]:  | mydb1:3306 | true
            [[:^digit:]]: | mydb1:3306 | false
            ^[[:alpha:]]+[[:word:]-]*: | mydb1:3306 | true
            [d[x]         | my[1       | true
            [d[x]         | mydb1      | true
            [^[]b         | m[b        | false
            []x]1         | my]1       | true
            [&&a]b        | my&b       | true
            [a&&b]1       | a1         | true
            \\[d          | my[d       | true
            [\\]]1        | my]1       | true
            [[:nothing:]] | :]         | true
            ^db{prod}:    | db{prod}:1 | true
            ^a{,5}$       | a{,5}      | true
            ^a{,5}$       | aaa        | false
            ^a{01}$       | a{01}      | true
            ^a{$          | a{         | true
            ^a{1 }$       | a{1 }      | true
            ^db{2}:       | dbb:3306   | true
            ^db{2}:       | db:3306    | false
            ^db{1,2}:     | dbb:3306   | true
            ^db{1,}:      | dbbb:3306  | true
            ^\\d{4}$      | 3306       | true
            ^\\d{x}$      | 3{x}       | true
            ^\\p{Lu}b$    | Ab         | true
            ^\\x{64}b$    | db         | true
            ^[{]1$        | {1         | true
            ^\\Qa[&{\\E1$ | a[&{1      | true
            ^\\Q(?P<a_b>\\E+$ | (?P<a_b>>  | true
            ^\\Qa{b       | a{b        | true
            """)
    void meansWhatItMeansInTheContract(String expression, String text, boolean found) {
        assertThat(ContractPattern.compile(expression).matcher(text).find()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[.]([^.]+)[.]", "[.](?P<dc>[^.]+)[.]", "[.](?P<data_center>[^.]+)[.]", "[.](?<dc>[^.]+)[.]",
                    "[.](?<data_center>[^.]+)[.]", "[.](?P<_1>[^.]+)[.]", "[.](?<1u>[^.]+)[.]"})
    void firstGroupIsItsFirstHoweverItIsNamed(String expression) {
        Matcher matcher = ContractPattern.compile(expression).matcher("db1.ams.example");

        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group(1)).isEqualTo("ams");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(?P<a_b>[a-z]+)[.](?P<aub>[a-z]+)", "(?<a_b>[a-z]+)[.](?<aulb>[a-z]+)",
                    "(?P<a_b>[a-z]+)[.](?P<aulb>[a-z]+)[.](?<auulb>[a-z]+)"})
    void groupsWithNamesThatAreNearlyTheSameAreTwo(String expression) {
        Matcher matcher = ContractPattern.compile(expression).matcher("db1.ams.example");

        assertThat(matcher.groupCount()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "[a", "(?P<dc", "(?<dc", "(?P<>a)", "(?<>a)", "(?P<a_b>x)(?<a_b>y)", "*", "a\\",
                    "\\p{Lu"})
    void whatIsNoExpressionIsRefused(String expression) {
        assertThatThrownBy(() -> ContractPattern.compile(expression)).isInstanceOf(PatternSyntaxException.class);
        assertThat(ContractPattern.find(expression)).isEmpty();
        assertThat(ContractPattern.fault(expression)).isPresent();
    }

    @Test
    void theEmptyExpressionIsFoundEverywhere() {
        assertThat(ContractPattern.compile("").matcher("").find()).isTrue();
    }
}
