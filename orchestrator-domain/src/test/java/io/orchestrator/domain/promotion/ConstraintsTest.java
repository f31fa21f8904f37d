package io.orchestrator.domain.promotion;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

/** Each reason for which a replica is refused though it has most transactions; beside it stand two ordinary ones. */
class ConstraintsTest {
    record Refusal(String name, UnaryOperator<ReplicaBuilder> replica, UnaryOperator<ContestBuilder> contest,
            String reason) {
        static Refusal of(String name, UnaryOperator<ReplicaBuilder> replica, String reason) {
            return new Refusal(name, replica, UnaryOperator.identity(), reason);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refusal> refusals() {
        PromotionPolicy dataCenter = new PromotionPolicy(true, false, _ -> false, Duration.ZERO, false, false, false);
        PromotionPolicy region = new PromotionPolicy(false, true, _ -> false, Duration.ZERO, false, false, false);
        PromotionPolicy ignoring =
                new PromotionPolicy(false, false, key -> key.hostname().equals("best"), Duration.ZERO,
                        false, false, false);
        PromotionPolicy upToDate = new PromotionPolicy(false, false, _ -> false, Duration.ZERO, true, false, false);
        return Stream.of(
                new Refusal("tried before", r -> r, c -> c.tried("best"), "was tried"),
                new Refusal("another one is wanted", r -> r, c -> c.wanted("r1"), "the promotion of r1:3306 was"),
                Refusal.of("silent", ReplicaBuilder::silent, "did not answer"),
                Refusal.of("moved elsewhere", r -> r.replicatesFrom(Instances.key("x")),
                        "does not replicate from m:3306"),
                Refusal.of("no replica any more", r -> r.replicatesFrom(InstanceKey.NONE), "does not replicate from"),
                Refusal.of("several sources", ReplicaBuilder::multiSource, "several sources"),
                Refusal.of("by file position", ReplicaBuilder::byFilePosition, "by GTID"),
                Refusal.of("must_not", r -> r.rule(PromotionRule.MUST_NOT), "must_not"),
                new Refusal("ignored", r -> r, c -> c.policy(ignoring), "PromotionIgnoreHostnameFilters"),
                Refusal.of("binlog server", r -> r.flavor(Flavor.MAXSCALE), "binlog server"),
                Refusal.of("no binary log", ReplicaBuilder::withoutBinlog, "no binary log"),
                Refusal.of("no replica updates", ReplicaBuilder::withoutReplicaUpdates, "replicated updates"),
                Refusal.of("delayed", r -> r.delayed(3600), "delayed on purpose by 3600 s"),
                new Refusal("other data centre", r -> r.dataCenter("b"), c -> c.policy(dataCenter),
                        "PreventCrossDataCenterMasterFailover: will not promote server in b when failed server in "),
                new Refusal("other region", r -> r.region("eu"), c -> c.policy(region),
                        "PreventCrossRegionMasterFailover: will not promote server in eu when failed server in "),
                new Refusal("lagging", r -> r.lag(Duration.ofMinutes(5)),
                        c -> c.policy(ContestBuilder.maxLag(Duration.ofMinutes(5))), "lags by 300 s"),
                new Refusal("unapplied", r -> r.executed(90), c -> c.policy(upToDate),
                        "FailMasterPromotionIfSQLThreadNotUpToDate is set and its sql thread is not up to date: 10 "),
                Refusal.of("version above the majority", r -> r.version("8.4.1"), "above the majority's 8.0"),
                Refusal.of("other vendor's transactions", r -> r.mariaDb("0-1-100").version("8.0.36"),
                        "does not replicate from"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithItsReason(Refusal refusal) {
        ReplicaBuilder best = refusal.replica().apply(replica("best").has(100).rule(PromotionRule.PREFER));

        Choice.Promote choice = refusal.contest()
                .apply(ContestBuilder.among(best, replica("r1").has(99), replica("r2").has(99)))
                .promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r1");
        assertThat(choice.passedOver()).filteredOn(p -> p.key().equals(best.key()))
                .singleElement()
                .extracting(Choice.PassedOver::reason)
                .asString()
                .contains(refusal.reason());
    }

    @Test
    void formatAboveTheMajorityIsRefused() {
        Choice.Promote choice = ContestBuilder.among(replica("best").has(100), replica("r1").has(99).format("MIXED"),
                replica("r2").has(99).format("MIXED")).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r1");
        assertThat(choice.passedOver().getLast().reason()).isEqualTo("has binary log format ROW, above the majority's");
    }

    @Test
    void atATieTheLowerVersionAndFormatAreTheMajority() {
        assertThat(ContestBuilder.among(replica("a").has(9).version("10.0.1"), replica("b").has(9).version("9.7.0"))
                .promoted()
                .candidate()
                .hostname()).isEqualTo("b");
    }

    @Test
    void lagBelowTheLimitOrUnknownIsNoObstacle() {
        PromotionPolicy policy = ContestBuilder.maxLag(Duration.ofMinutes(5));

        assertThat(ContestBuilder.among(replica("r1").has(9).lag(Duration.ofSeconds(299))).policy(policy).promoted())
                .isNotNull();
        assertThat(ContestBuilder.among(replica("r1").has(9).lag(null)).policy(policy).promoted()).isNotNull();
    }

    @Test
    void sitesDoNotMatterUnlessTheyAreSaidTo() {
        assertThat(ContestBuilder.among(replica("r1").has(9).dataCenter("b").region("eu")).site("a", "us").promoted())
                .isNotNull();
    }
}
