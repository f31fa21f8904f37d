package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Maintenance;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link MaintenanceStore} does. */
public abstract class MaintenanceStoreContract extends StoreContract {
    /** The store, on an empty backend. */
    protected abstract MaintenanceStore store();

    /** Shows who is in maintenance. */
    protected abstract IntentStore intents();

    private Optional<Long> begin(InstanceKey key, Duration duration) {
        return begin(key, duration, true);
    }

    private Optional<Long> begin(InstanceKey key, Duration duration, boolean explicit) {
        return await(store()
                .begin(new MaintenanceStore.Request(key, "owner", "wärum", duration, Samples.NODE, explicit)));
    }

    @Test
    void oneServerHasOneMaintenance() {
        Optional<Long> first = begin(Samples.FAILED, Duration.ofMinutes(10));

        assertThat(first).isPresent();
        assertThat(begin(Samples.FAILED, Duration.ofMinutes(10))).isEmpty();
        assertThat(begin(Samples.REPLICA, Duration.ofMinutes(10))).isPresent().isNotEqualTo(first);
        assertThat(await(intents().read()).inMaintenance()).containsExactlyInAnyOrder(Samples.FAILED, Samples.REPLICA);
    }

    @Test
    void anEndedOneMakesRoom() {
        begin(Samples.FAILED, Duration.ofMinutes(10));

        assertThat(await(store().end(Samples.FAILED))).isTrue();
        assertThat(await(store().end(Samples.FAILED))).isFalse();
        assertThat(await(intents().read()).inMaintenance()).isEmpty();
        assertThat(begin(Samples.FAILED, Duration.ofMinutes(10))).isPresent();
        assertThat(await(store().end(Samples.FAILED))).isTrue();
    }

    @Test
    void oneThatIsOverMakesRoom() {
        begin(Samples.FAILED, Duration.ofMinutes(10));
        age(Duration.ofMinutes(11));

        assertThat(await(store().active())).isEmpty();
        assertThat(await(intents().read()).inMaintenance()).isEmpty();
        assertThat(begin(Samples.FAILED, Duration.ofMinutes(10))).isPresent();
    }

    @Test
    void oneThatIsPastItsEndIsEnded() {
        begin(Samples.FAILED, Duration.ofMinutes(10));
        begin(Samples.REPLICA, Duration.ofMinutes(30));
        age(Duration.ofMinutes(11));

        assertThat(await(intents().expireMaintenance())).isEqualTo(1);
        assertThat(await(intents().expireMaintenance())).isZero();
        assertThat(await(intents().read()).inMaintenance()).containsExactly(Samples.REPLICA);
        assertThat(begin(Samples.FAILED, Duration.ofMinutes(10))).isPresent();
    }

    @Test
    void oneIsEndedByItsNumber() {
        long number = begin(Samples.FAILED, Duration.ofMinutes(10)).orElseThrow();
        begin(Samples.REPLICA, Duration.ofMinutes(10));

        assertThat(await(store().end(number + 100))).isFalse();
        assertThat(await(store().end(number))).isTrue();
        assertThat(await(store().end(number))).isFalse();

        assertThat(await(store().active())).extracting(Maintenance::key).containsExactly(Samples.REPLICA);
    }

    @Test
    void theActiveOnesAreReadByNumber() {
        long second = begin(Samples.REPLICA, Duration.ofMinutes(20)).orElseThrow();
        age(Duration.ofSeconds(30));
        long third = begin(Samples.FAILED, Duration.ofMinutes(20)).orElseThrow();

        List<Maintenance> active = await(store().active());

        assertThat(active).extracting(Maintenance::number).containsExactly(second, third);
        assertThat(active).extracting(Maintenance::owner).containsOnly("owner");
        assertThat(active).extracting(Maintenance::reason).containsOnly("wärum");
        Maintenance older = active.getFirst();
        assertThat(older.key()).isEqualTo(Samples.REPLICA);
        assertThat(older.elapsed()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(90));
        assertThat(Duration.between(older.begin(), active.getLast().begin())).isBetween(Duration.ofSeconds(29),
                Duration.ofSeconds(90));
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsIt() {
        List<CompletionStage<Optional<Long>>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(store().begin(new MaintenanceStore.Request(Samples.FAILED, "owner" + i, "why",
                    Duration.ofMinutes(10), Samples.NODE, true)));
        }

        assertThat(asked.stream().map(this::await).filter(Optional::isPresent)).hasSize(1);
        assertThat(await(store().active())).hasSize(1);
    }

    @Test
    void oneOfAnOperationGoesWithTheProcessThatTookItAndOneOfAPersonStays() {
        begin(Samples.FAILED, Duration.ofMinutes(10), false);
        begin(Samples.REPLICA, Duration.ofMinutes(10), true);

        assertThat(await(intents().expireMaintenance())).isEqualTo(1);
        assertThat(await(intents().read()).inMaintenance()).containsExactly(Samples.REPLICA);
    }
}
