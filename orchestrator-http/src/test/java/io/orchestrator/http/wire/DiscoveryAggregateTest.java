package io.orchestrator.http.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.http.testing.Sample;
import io.orchestrator.ports.driving.ProbeSample;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DiscoveryAggregateTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:09:02.232353357Z");

    private static ProbeSample sample(int port, int millis, String failure) {
        return new ProbeSample(new InstanceKey("a", port), AT.plusMillis(millis), Duration.ofMillis(millis), failure);
    }

    private static JsonNode written(List<ProbeSample> samples) {
        byte[] bytes = new Json().bytes(DiscoveryAggregate.of(samples, ZoneOffset.UTC));
        return JsonMapper.shared().readTree(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void shouldHaveTheRecordedMembersInOrder() {
        List<String> recorded = new ArrayList<>(Sample.json("steady/discovery-metrics-aggregated-60").propertyNames());

        assertThat(new ArrayList<>(written(List.of()).propertyNames())).isEqualTo(recorded);
    }

    @Test
    void shouldCountAllProbesAsSuccessfulAndKeepFailedOnesApart() {
        JsonNode written = written(List.of(sample(1, 10, ""), sample(1, 20, "refused"), sample(2, 30, "")));

        assertThat(written.get("FirstSeen").asString()).isEqualTo("2026-11-23T09:09:02.242353357Z");
        assertThat(written.get("CountDistinctInstanceKeys").asInt()).isEqualTo(2);
        assertThat(written.get("CountDistinctFailedInstanceKeys").asInt()).isEqualTo(1);
        assertThat(written.get("FailedDiscoveries").asInt()).isEqualTo(1);
        assertThat(written.get("SuccessfulDiscoveries").asInt()).isEqualTo(3);
        assertThat(written.get("MeanTotalSeconds").asDouble()).isCloseTo(0.02, within(1e-9));
        assertThat(written.get("FailedMaxInstanceSeconds").asDouble()).isCloseTo(0.02, within(1e-9));
        assertThat(written.get("MedianBackendSeconds").asDouble()).isZero();
    }

    @Test
    void shouldComputePercentilesAsTheContractDoes() {
        List<Double> twenty = IntStream.rangeClosed(1, 20).mapToObj(Double::valueOf).toList();

        assertThat(new Statistics(List.of()).percentile95()).isZero();
        assertThat(new Statistics(List.of(7.0)).percentile95()).isEqualTo(7);
        assertThat(new Statistics(twenty).percentile95()).isEqualTo(19);
        assertThat(new Statistics(List.of(1.0, 2.0, 3.0)).percentile95()).isEqualTo(2.5);
        assertThat(new Statistics(List.of(1.0, 2.0, 3.0, 9.0)).median()).isEqualTo(2.5);
    }
}
