package io.orchestrator.app.metrics;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GraphiteTargetTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void theHostNameStandsInThePathWithOrWithoutItsDots() {
        assertThat(GraphiteTarget.of("g:2003", "orc.{hostname}.x", "a.b.c", true, MINUTE).prefix())
                .isEqualTo("orc.a_b_c.x");
        assertThat(GraphiteTarget.of("g:2003", "orc.{hostname}", "a.b.c", false, MINUTE).prefix())
                .isEqualTo("orc.a.b.c");
    }

    @Test
    void anAddressOfTheSixthKindIsWrittenInBrackets() {
        assertThat(GraphiteTarget.of("[::1]:2003", "p", "h", true, MINUTE))
                .isEqualTo(new GraphiteTarget("::1", 2003, "p", MINUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphite", "graphite:", "graphite:x", "graphite:0", "2003", "graphite:70000"})
    void whatIsNoAddressIsRefusedByTheNameOfItsKey(String address) {
        assertThatThrownBy(() -> GraphiteTarget.of(address, "p", "h", true, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GraphiteAddr must be host:port, not '" + address + "'");
    }
}
