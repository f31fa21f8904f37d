package io.orchestrator.domain.discovery;

import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostFiltersTest {
    private static boolean matches(String filter, String hostname, int port) {
        return HostFilters.of(List.of(filter)).matches(new InstanceKey(hostname, port));
    }

    @Test
    void comparesAnAddressAsAWholeWithoutThePort() {
        assertThat(matches("10.0.0.1", "10.0.0.1", 3306)).isTrue();
        assertThat(matches("10.0.0.1", "10.0.0.12", 3306)).isFalse();
        assertThat(matches("10.0.0.1", "x10.0.0.1", 3306)).isFalse();
        assertThat(matches("fe80::1", "fe80::1", 3306)).isTrue();
        assertThat(matches("fe80::1", "fe80::12", 3306)).isFalse();
    }

    @Test
    void findsAnyOtherTextAsAnExpressionInHostAndPort() {
        assertThat(matches("b1:33", "db1", 3306)).isTrue();
        assertThat(matches("^b1", "db1", 3306)).isFalse();
        assertThat(matches("10.0.0.999", "10.0.0.9991", 3306)).isTrue();
        assertThat(HostFilters.NONE.matches(Instances.key("db1"))).isFalse();
    }

    @Test
    void whatIsNoExpressionMatchesNothing() {
        HostFilters filters = HostFilters.of(List.of("a(b", "db2"));

        assertThat(filters.matches(Instances.key("a(b"))).isFalse();
        assertThat(filters.matches(Instances.key("db2"))).isTrue();
    }
}
