package io.orchestrator.domain.operations;

import java.time.Instant;

import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class OperationsTest {
    private static Downtime downtime(String reason) {
        return new Downtime(Instances.key("m"), "dba", reason, Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    }

    @Test
    void downtimeEndsByItself() {
        assertThat(downtime("works").isActiveAt(Instant.EPOCH.plusSeconds(59))).isTrue();
        assertThat(downtime("works").isActiveAt(Instant.EPOCH.plusSeconds(60))).isFalse();
    }

    @Test
    void lostInRecoveryIsAReason() {
        assertThat(downtime("lost-in-recovery").isLostInRecovery()).isTrue();
        assertThat(downtime("works").isLostInRecovery()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PromotionRule.class)
    void promotionRulesAreFoundByName(PromotionRule rule) {
        assertThat(PromotionRule.named(rule.contractName())).contains(rule);
    }

    @Test
    void promotionRulesAreOrderedBestFirst() {
        assertThat(PromotionRule.values()).extracting(PromotionRule::contractName)
                .containsExactly("must", "prefer", "neutral", "prefer_not", "must_not");
        assertThat(PromotionRule.PREFER.isBetterThan(PromotionRule.NEUTRAL)).isTrue();
        assertThat(PromotionRule.NEUTRAL.isBetterThan(PromotionRule.NEUTRAL)).isFalse();
        assertThat(PromotionRule.values()).filteredOn(PromotionRule::isCandidate)
                .containsExactly(PromotionRule.MUST, PromotionRule.PREFER);
        assertThat(PromotionRule.named("mustn't")).isEmpty();
    }
}
