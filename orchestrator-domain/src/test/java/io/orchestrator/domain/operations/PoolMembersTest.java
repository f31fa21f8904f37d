package io.orchestrator.domain.operations;

import io.orchestrator.domain.identity.InstanceKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PoolMembersTest {
    @Test
    void anyWhiteSpaceAndCommasSeparate() {
        assertThat(PoolMembers.parse(" a,b:3307\n,\tc ", 3306)).containsExactly(new InstanceKey("a", 3306),
                new InstanceKey("b", 3307), new InstanceKey("c", 3306));
    }

    @Test
    void nothingIsNobody() {
        assertThat(PoolMembers.parse("", 3306)).isEmpty();
        assertThat(PoolMembers.parse(" ,\n", 3306)).isEmpty();
    }

    @Test
    void whatIsNoAddressIsNamed() {
        assertThatThrownBy(() -> PoolMembers.parse("a,b:x", 3306)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot parse address: b:x");
    }
}
