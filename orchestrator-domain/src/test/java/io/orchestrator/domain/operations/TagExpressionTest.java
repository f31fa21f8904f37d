package io.orchestrator.domain.operations;

import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(holds("!other")).isTrue();
        assertThat(holds("~role")).isFalse();
        assertThat(holds("~ role")).isFalse();
    }

    @Test
    void aNegatedValueMeansAnotherOneOfATagThatIsThere() {
        assertThat(holds("~role=replica")).isTrue();
        assertThat(holds("!role=replica")).isTrue();
        assertThat(holds("~role=source")).isFalse();
        assertThat(holds("~other=source")).isFalse();
        assertThat(holds("~spare=")).isFalse();
        assertThat(holds("~spare=x")).isTrue();
    }

    @Test
    void exclamationMarksAreReadAsTildesEverywhere() {
        assertThat(TagExpression.parse("a!b=c!d")).contains(new TagExpression("a~b", "c~d", false));
        assertThat(TagExpression.parse("!a~b")).contains(new TagExpression("a~b", null, true));
        assertThat(TagExpression.parse("!!a")).contains(new TagExpression("~a", null, true));
    }

    @Test
    void allOfSeveralMustHold() {
        assertThat(holds("role,spare,~other")).isTrue();
        assertThat(holds("role,other")).isFalse();
    }

    @Test
    void onlyServersWithTagsAreFound() {
        InstanceKey one = new InstanceKey("one", 3306);
        InstanceKey two = new InstanceKey("two", 3306);
        Map<InstanceKey, Map<String, String>> tags =
                Map.of(two, TAGS, one, Map.of("other", "x"), new InstanceKey("three", 3306), Map.of());

        assertThat(TagExpression.tagged(TagExpression.parseAll("~none").orElseThrow(), tags)).containsExactly(one, two);
        assertThat(TagExpression.tagged(TagExpression.parseAll("~role").orElseThrow(), tags)).containsExactly(one);
        assertThat(TagExpression.tagged(TagExpression.parseAll("~role=replica").orElseThrow(), tags))
                .containsExactly(two);
        assertThat(TagExpression.tagged(TagExpression.parseAll("role,spare").orElseThrow(), tags)).containsExactly(two);
    }

    @Test
    void whatIsTakenAwayIsMeant() {
        TagExpression name = TagExpression.parse("role").orElseThrow();
        TagExpression negated = TagExpression.parse("~role=x").orElseThrow();

        assertThat(TagRemoval.fromOne(name)).isEqualTo(new TagRemoval("role", null));
        assertThat(TagRemoval.fromAll(TagExpression.parse("role=x").orElseThrow()))
                .isEqualTo(new TagRemoval("role", "x"));
        assertThatThrownBy(() -> TagRemoval.fromAll(name)).hasMessageStartingWith("Untag: either indicate");
        assertThatThrownBy(() -> TagRemoval.fromOne(negated)).hasMessage("Untag: does not support negation");
        assertThatThrownBy(() -> TagRemoval.fromAll(negated)).hasMessage("Untag: does not support negation");
    }

    @Test
    void nothingAndNoNameAreNoExpression() {
        assertThat(TagExpression.parse("")).isEmpty();
        assertThat(TagExpression.parse("~")).isEmpty();
        assertThat(TagExpression.parse("!")).isEmpty();
        assertThat(TagExpression.parse("=value")).isEmpty();
        assertThat(TagExpression.parse("~=value")).isEmpty();
        assertThat(TagExpression.parse("~ =value")).isEmpty();
        assertThat(TagExpression.parseAll("a,,b")).isEmpty();
    }
}
