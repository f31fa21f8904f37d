package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
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
    void oneOfAnOperationGoesWithTheProcessThatTookItAndOneOfAPersonStays() {
        begin(Samples.FAILED, Duration.ofMinutes(10), false);
        begin(Samples.REPLICA, Duration.ofMinutes(10), true);

        assertThat(await(intents().expireMaintenance())).isEqualTo(1);
        assertThat(await(intents().read()).inMaintenance()).containsExactly(Samples.REPLICA);
    }
}
