package io.orchestrator.domain.operations;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TagExpressionTest {
    private static final Map<String, String> TAGS = Map.of("role", "source", "spare", "");

    private static boolean holds(String text) {
        return TagExpression.parseAll(text).orElseThrow().stream().allMatch(one -> one.holdsFor(TAGS));
    }

    @Test
    void aNameAloneHoldsForAnyValue() {
        assertThat(holds("role")).isTrue();
        assertThat(holds("spare")).isTrue();
        assertThat(holds("other")).isFalse();
    }

    @Test
    void aValueMustBeTheSame() {
        assertThat(holds("role=source")).isTrue();
        assertThat(holds(" role = source ")).isTrue();
        assertThat(holds("role=replica")).isFalse();
        assertThat(holds("spare=")).isTrue();
    }

    @Test
    void aNegatedOneMustNotHold() {
        assertThat(holds("~other")).isTrue();
        assertThat(holds("!role=replica")).isTrue();
        assertThat(holds("~role")).isFalse();
    }

    @Test
    void allOfSeveralMustHold() {
        assertThat(holds("role,spare,~other")).isTrue();
        assertThat(holds("role,other")).isFalse();
    }

    @Test
    void nothingAndNoNameAreNoExpression() {
        assertThat(TagExpression.parse("")).isEmpty();
        assertThat(TagExpression.parse("~")).isEmpty();
        assertThat(TagExpression.parse("=value")).isEmpty();
        assertThat(TagExpression.parseAll("a,,b")).isEmpty();
    }
}
