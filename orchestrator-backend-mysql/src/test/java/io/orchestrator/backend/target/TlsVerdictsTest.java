package io.orchestrator.backend.target;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.TimeSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** discovery.md 5.2 and 10.1. */
class TlsVerdictsTest {
    private static final InstanceKey ONE = new InstanceKey("db1", 3306);
    private static final InstanceKey OTHER = new InstanceKey("db2", 3306);

    private final Map<String, Long> counts = new HashMap<>();
    private Duration now = Duration.ofHours(1);
    private final TlsVerdicts verdicts = new TlsVerdicts(Duration.ofSeconds(500), new TimeSource() {
        @Override
        public Duration monotonic() {
            return now;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }
    }, new MetricsSink() {
        @Override
        public void count(String name, long amount) {
            counts.merge(name, amount, Long::sum);
        }

        @Override
        public void gauge(String name, double value) {}

        @Override
        public void time(String name, Duration duration) {}
    });

    @Test
    void verdictIsBelievedForItsLifetime() {
        assertThat(verdicts.of(ONE)).isEmpty();
        verdicts.learn(ONE, true);
        verdicts.learn(OTHER, false);

        now = now.plusSeconds(499);
        assertThat(verdicts.of(ONE)).isEqualTo(Optional.of(true));
        assertThat(verdicts.of(OTHER)).isEqualTo(Optional.of(false));

        now = now.plusSeconds(1);
        assertThat(verdicts.of(ONE)).isEmpty();
    }

    @Test
    void whatIsLearnedAndFoundIsCounted() {
        verdicts.of(ONE);
        verdicts.learn(ONE, true);
        verdicts.of(ONE);
        verdicts.of(ONE);

        assertThat(counts).isEqualTo(Map.of("instance_tls.write_cache", 1L, "instance_tls.read_cache", 2L));
    }

    @Test
    void eachVerdictIsTakenOnce() {
        verdicts.learn(ONE, true);
        verdicts.learn(ONE, false);
        verdicts.learn(OTHER, true);

        assertThat(verdicts.take(1)).hasSize(1);
        assertThat(verdicts.take(10)).hasSize(1);
        assertThat(verdicts.take(10)).isEmpty();

        verdicts.learn(ONE, true);
        assertThat(verdicts.take(10)).isEqualTo(Map.of(ONE, true));
    }

    @Test
    void verdictThatIsFoundAgainIsNotToldAgain() {
        verdicts.learn(ONE, true);
        verdicts.take(10);

        verdicts.learn(ONE, true);
        assertThat(verdicts.take(10)).isEmpty();

        verdicts.learn(ONE, false);
        verdicts.learn(ONE, true);
        assertThat(verdicts.take(10)).as("the opposite was not told meanwhile").isEmpty();
        verdicts.learn(ONE, false);
        assertThat(verdicts.take(10)).isEqualTo(Map.of(ONE, false));
    }

    /** {@code TLSCacheTTLFactor} of 0. */
    @Test
    void verdictThatIsNeverBelievedIsToldOnce() {
        verdicts.believeFor(Duration.ZERO);

        for (int i = 0; i < 3; i++) {
            assertThat(verdicts.of(ONE)).isEmpty();
            verdicts.learn(ONE, false);
            assertThat(verdicts.take(10)).hasSize(i == 0 ? 1 : 0);
        }
    }

    @Test
    void verdictIsDoubtedWhenConnectionsAreMadeOtherwise() {
        verdicts.learn(ONE, true);

        verdicts.believeFor(Duration.ofSeconds(10));
        verdicts.doubt();

        assertThat(verdicts.of(ONE)).isEmpty();
        verdicts.learn(ONE, true);
        now = now.plusSeconds(10);
        assertThat(verdicts.of(ONE)).isEmpty();
    }

    @Test
    void nothingIsKnownOfAForgottenServer() {
        verdicts.learn(ONE, true);

        verdicts.forget(ONE);

        assertThat(verdicts.of(ONE)).isEmpty();
        assertThat(verdicts.take(10)).isEmpty();
    }
}
