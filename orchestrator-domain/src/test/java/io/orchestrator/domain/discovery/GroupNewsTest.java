package io.orchestrator.domain.discovery;

import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GroupNewsTest {
    private static InstanceBuilder member(String name, String role, String primary, String... others) {
        return Instances.server(name).group("ONLINE", role, primary, others);
    }

    private static ObservedInstance before() {
        return member("b", "SECONDARY", "a", "a", "c").observed();
    }

    private static List<InstanceKey> keys(String... names) {
        return List.of(names).stream().map(Instances::key).toList();
    }

    @Test
    void anotherPrimaryConcernsAllMembersAndTheOneBefore() {
        ObservedInstance after = member("b", "SECONDARY", "c", "c", "d").observed();

        assertThat(GroupNews.concerns(before(), after)).containsExactlyInAnyOrderElementsOf(keys("a", "c", "d"));
    }

    @Test
    void primaryThatIsGoneConcernsTheOthers() {
        assertThat(GroupNews.concerns(before(), member("b", "SECONDARY", "", "c").observed()))
                .containsExactlyInAnyOrderElementsOf(keys("a", "c"));
    }

    @Test
    void memberThatLeftConcernsTheOthers() {
        assertThat(GroupNews.concerns(before(), Instances.server("b").observed()))
                .containsExactlyInAnyOrderElementsOf(keys("a", "c"));
    }

    @Test
    void memberThatBecamePrimaryItselfConcernsTheOthers() {
        assertThat(GroupNews.concerns(before(), member("b", "PRIMARY", "b", "c").observed()))
                .containsExactlyInAnyOrderElementsOf(keys("a", "c"));
    }

    @Test
    void nothingNewConcernsNobody() {
        ObservedInstance before = before();

        assertThat(GroupNews.concerns(before, member("b", "SECONDARY", "a", "a").observed())).isEmpty();
        assertThat(GroupNews.concerns(before, member("b", "SECONDARY", "", "c").down().observed())).isEmpty();
        assertThat(GroupNews.concerns(Instances.server("b").observed(), before)).isEmpty();
        assertThat(GroupNews.concerns(ObservedInstance.unseen(Instances.key("b")), before)).isEmpty();
    }

    @Test
    void itIsNewToThoseThatToldOtherwise() {
        ObservedInstance after = member("b", "SECONDARY", "c", "c").observed();

        assertThat(GroupNews.isNewTo(member("a", "PRIMARY", "a", "b", "c").observed(), after)).isTrue();
        assertThat(GroupNews.isNewTo(member("c", "PRIMARY", "c", "b").observed(), after)).isFalse();
    }
}
