package io.orchestrator.ports.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.IntentStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link IntentStore} does (discovery.md 8.1, 8.4, 9). */
public abstract class IntentStoreContract extends StoreContract {
    private static final InstanceKey KEY = Samples.FAILED;
    private static final ClusterName ONE = new ClusterName("one:3306");
    private static final ClusterName TWO = new ClusterName("two:3306");

    /** The store, on an empty backend. */
    protected abstract IntentStore store();

    /** The instance store of the same backend. */
    protected abstract InstanceStore instances();

    /** The attribute store of the same backend. */
    protected abstract AttributeStore attributes();

    private IntentStore.Intents read() {
        return await(store().read());
    }

    @Test
    void atFirstNothingIsWanted() {
        assertThat(read()).isEqualTo(IntentStore.Intents.NONE);
    }

    @Test
    void aDowntimeIsReadUntilItsEnd() {
        await(store().beginDowntime(KEY, "dba", "disk", Duration.ofMinutes(10)));

        Downtime downtime = read().downtimes().getFirst();
        age(Duration.ofMinutes(11));

        assertThat(downtime.key()).isEqualTo(KEY);
        assertThat(downtime.owner()).isEqualTo("dba");
        assertThat(downtime.reason()).isEqualTo("disk");
        assertThat(Duration.between(downtime.begin(), downtime.end())).isBetween(Duration.ofSeconds(598),
                Duration.ofSeconds(601));
        assertThat(read().downtimes()).isEmpty();
    }

    @Test
    void aNewDowntimeReplacesTheOld() {
        await(store().beginDowntime(KEY, "dba", "disk", Duration.ofMinutes(10)));

        await(store().beginDowntime(KEY, "ops", "memory", Duration.ofHours(2)));

        assertThat(read().downtimes()).extracting(Downtime::reason).containsExactly("memory");
        age(Duration.ofMinutes(30));
        assertThat(read().downtimes()).hasSize(1);
    }

    @Test
    void aDowntimeIsEnded() {
        await(store().beginDowntime(KEY, "dba", "disk", Duration.ofMinutes(10)));

        assertThat(await(store().endDowntime(KEY))).isTrue();
        assertThat(await(store().endDowntime(KEY))).isFalse();
        assertThat(read().downtimes()).isEmpty();
    }

    @Test
    void endedDowntimesAreRemoved() {
        await(store().beginDowntime(KEY, "dba", "disk", Duration.ofMinutes(10)));
        await(store().beginDowntime(Samples.REPLICA, "dba", "disk", Duration.ofHours(10)));
        age(Duration.ofMinutes(30));

        assertThat(await(store().expireDowntimes())).isEqualTo(1);
        assertThat(await(store().expireDowntimes())).isZero();
        assertThat(read().downtimes()).extracting(Downtime::key).containsExactly(Samples.REPLICA);
    }

    @Test
    void theLastRegisteredPromotionRuleHolds() {
        await(store().registerCandidate(new Candidate(KEY, PromotionRule.PREFER)));

        await(store().registerCandidate(new Candidate(KEY, PromotionRule.MUST_NOT)));

        assertThat(read().candidates()).containsExactly(new Candidate(KEY, PromotionRule.MUST_NOT));
    }

    @Test
    void severalPromotionRulesAreRegisteredAtOnce() {
        await(store().registerCandidate(new Candidate(KEY, PromotionRule.PREFER)));
        age(Duration.ofMinutes(50));

        await(store().registerCandidates(List.of(new Candidate(KEY, PromotionRule.MUST_NOT),
                new Candidate(Samples.REPLICA, PromotionRule.PREFER))));
        await(store().registerCandidates(List.of()));

        assertThat(read().candidates()).containsExactlyInAnyOrder(new Candidate(KEY, PromotionRule.MUST_NOT),
                new Candidate(Samples.REPLICA, PromotionRule.PREFER));
        age(Duration.ofMinutes(50));
        assertThat(await(store().expireCandidates(Duration.ofMinutes(60)))).isZero();
    }

    @Test
    void whoseRuleWasRegisteredIsAnsweredAndANameThatCannotBeStoredHoldsUpNoOther() {
        InstanceKey odd = new InstanceKey("gr\u00f6\u00dfe", 3306);

        Set<InstanceKey> registered = await(store().registerCandidates(
                List.of(new Candidate(odd, PromotionRule.PREFER), new Candidate(KEY, PromotionRule.PREFER))));

        assertThat(registered).contains(KEY);
        assertThat(read().candidates()).extracting(Candidate::key).containsExactlyInAnyOrderElementsOf(registered);
    }

    @Test
    void aDomainThatIsNotWrittenAgainExpires() {
        await(store().writeDomains(Map.of(ONE, "one.example", TWO, "two.example")));
        age(Duration.ofMinutes(50));
        await(store().writeDomains(Map.of(TWO, "other.example")));
        await(store().writeDomains(Map.of()));
        assertThat(read().domains()).isEqualTo(Map.of(ONE, "one.example", TWO, "other.example"));
        age(Duration.ofMinutes(50));

        Duration hour = Duration.ofHours(1);
        assertThat(await(store().expireRegistered(new IntentStore.Lifetimes(hour, hour, hour)))).isEqualTo(1);

        assertThat(read().domains()).isEqualTo(Map.of(TWO, "other.example"));
    }

    @Test
    void promotionRulesAreReadWithTheTimeOfTheirLastRegistration() {
        await(store().registerCandidate(new Candidate(Samples.REPLICA, PromotionRule.PREFER)));
        age(Duration.ofMinutes(10));
        await(store().registerCandidate(new Candidate(KEY, PromotionRule.MUST_NOT)));

        List<IntentStore.Registered> registered = await(store().registeredCandidates());

        assertThat(registered).extracting(IntentStore.Registered::candidate)
                .containsExactlyInAnyOrder(new Candidate(KEY, PromotionRule.MUST_NOT),
                        new Candidate(Samples.REPLICA, PromotionRule.PREFER));
        List<Instant> times = registered.stream().map(IntentStore.Registered::at).sorted().toList();
        assertThat(Duration.between(times.getFirst(), times.getLast())).isBetween(Duration.ofMinutes(9),
                Duration.ofMinutes(11));
    }

    @Test
    void promotionRulesExpireUnlessRegisteredAgain() {
        await(store().registerCandidate(new Candidate(KEY, PromotionRule.PREFER)));
        await(store().registerCandidate(new Candidate(Samples.REPLICA, PromotionRule.PREFER)));
        age(Duration.ofMinutes(61));
        await(store().registerCandidate(new Candidate(KEY, PromotionRule.PREFER)));

        assertThat(await(store().expireCandidates(Duration.ofMinutes(60)))).isEqualTo(1);
        assertThat(read().candidates()).extracting(Candidate::key).containsExactly(KEY);
    }

    @Test
    void theSwitchIsReadAsSet() {
        await(store().disableRecoveries(true));
        await(store().disableRecoveries(true));
        assertThat(read().recoveriesDisabled()).isTrue();

        await(store().disableRecoveries(false));
        assertThat(read().recoveriesDisabled()).isFalse();
    }

    @Test
    void anAliasBelongsToOneCluster() {
        await(store().writeAliases(Map.of(ONE, "main", TWO, "other")));
        assertThat(read().aliases()).containsEntry(ONE, "main").containsEntry(TWO, "other");

        await(store().writeAliases(Map.of(TWO, "main")));

        assertThat(read().aliases()).containsEntry(TWO, "main").doesNotContainEntry(ONE, "main");
    }

    @Test
    void anAliasThatIsNotWrittenAgainExpires() {
        await(store().writeAliases(Map.of(ONE, "main", TWO, "other")));
        age(Duration.ofDays(8));
        await(store().writeAliases(Map.of(TWO, "other")));

        assertThat(await(store().expireAliases(Duration.ofDays(7)))).isEqualTo(1);

        assertThat(read().aliases()).isEqualTo(Map.of(TWO, "other"));
    }

    @Test
    void writingTheSameAliasAgainChangesNothing() {
        await(store().writeAliases(Map.of(ONE, "main")));

        await(store().writeAliases(Map.of(ONE, "main")));

        assertThat(read().aliases()).isEqualTo(Map.of(ONE, "main"));
    }

    @Test
    void aManualAliasIsKeptUntilItIsGivenAnew() {
        await(store().overrideAlias(ONE, "mine"));
        await(store().overrideAlias(TWO, "mine"));
        age(Duration.ofDays(800));
        await(store().overrideAlias(ONE, "other"));
        await(store().overrideAlias(ONE, "other"));

        assertThat(read().aliasOverrides()).isEqualTo(Map.of(ONE, "other", TWO, "mine"));
    }

    @Test
    void aClusterUnderANewNameKeepsItsAliases() {
        await(store().writeAliases(Map.of(ONE, "main")));
        await(store().overrideAlias(ONE, "mine"));
        await(store().overrideAlias(TWO, "left over"));

        await(store().renameCluster(ONE, TWO, "main"));
        await(store().renameCluster(ONE, TWO, "main"));

        assertThat(read().aliases()).isEqualTo(Map.of(TWO, "main"));
        assertThat(read().aliasOverrides()).isEqualTo(Map.of(TWO, "mine"));
    }

    @Test
    void aClusterUnderANewNameKeepsWhatWasGivenToThatNameUnlessItBringsItsOwn() {
        await(store().overrideAlias(TWO, "mine"));

        await(store().renameCluster(ONE, TWO, "main"));

        assertThat(read().aliasOverrides()).isEqualTo(Map.of(TWO, "mine"));
    }

    @Test
    void theAttributeNamedLikeTheDomainNamesTheNewSource() {
        await(store().writeDomains(Map.of(ONE, "one.example.com", TWO, "two.example.com")));

        await(store().renameCluster(ONE, TWO, "main"));

        assertThat(await(attributes().general("one.example.com"))).contains("two:3306");
        assertThat(await(attributes().general("two.example.com"))).isEmpty();
    }

    @Test
    void domainsExpireUnlessTheyAreWrittenAgain() {
        await(store().writeDomains(Map.of(ONE, "one.example.com", TWO, "two.example.com")));
        await(store().writeDomains(Map.of()));
        age(Duration.ofMinutes(61));
        await(store().writeDomains(Map.of(TWO, "new.example.com")));
        assertThat(read().domains()).isEqualTo(Map.of(ONE, "one.example.com", TWO, "new.example.com"));

        await(store().expireRegistered(
                new IntentStore.Lifetimes(Duration.ofDays(1), Duration.ofDays(1), Duration.ofHours(1))));

        assertThat(read().domains()).isEqualTo(Map.of(TWO, "new.example.com"));
    }

    @Test
    void downtimesOfLostServersAreProlonged() {
        await(store().beginDowntime(KEY, "orchestrator", Downtime.LOST_IN_RECOVERY, Duration.ofHours(3)));
        await(store().beginDowntime(Samples.REPLICA, "dba", "disk", Duration.ofHours(3)));
        assertThat(await(store().prolongLostDowntimes(Duration.ofHours(3)))).isZero();
        age(Duration.ofHours(2));

        assertThat(await(store().prolongLostDowntimes(Duration.ofHours(3)))).isEqualTo(1);

        age(Duration.ofHours(2));
        assertThat(read().downtimes()).extracting(Downtime::key).containsExactly(KEY);
        age(Duration.ofHours(2));
        assertThat(await(store().prolongLostDowntimes(Duration.ofHours(3)))).isZero();
    }

    @Test
    void manyPromotionRulesAreRegisteredAtOnce() {
        await(store().registerCandidate(new Candidate(KEY, PromotionRule.MUST_NOT)));

        await(store().registerCandidates(List.of(new Candidate(KEY, PromotionRule.PREFER),
                new Candidate(Samples.REPLICA, PromotionRule.NEUTRAL))));
        await(store().registerCandidates(List.of()));

        assertThat(read().candidates()).containsExactlyInAnyOrder(new Candidate(KEY, PromotionRule.PREFER),
                new Candidate(Samples.REPLICA, PromotionRule.NEUTRAL));
    }

    @Test
    void theKeysOfAllStoredServersAreReadAlong() {
        await(instances().write(List.of(Samples.row(Samples.snapshot(KEY), Duration.ofSeconds(1)))));
        assertThat(read().keys()).containsExactly(KEY);

        await(instances().forget(KEY));

        assertThat(read().keys()).isEmpty();
    }
}
