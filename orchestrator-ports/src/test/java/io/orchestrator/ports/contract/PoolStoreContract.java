package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;

import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.PoolStore.Member;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link PoolStore} does. */
public abstract class PoolStoreContract extends StoreContract {
    private static final IntentStore.Lifetimes LIFETIMES =
            new IntentStore.Lifetimes(Duration.ofDays(1), Duration.ofMinutes(60), Duration.ofMinutes(60));

    /** The store, on an empty backend. */
    protected abstract PoolStore store();

    /** Lets what is old expire. */
    protected abstract IntentStore intents();

    @Test
    void aPoolIsReplacedAsAWhole() {
        await(store().replace("b", List.of(Samples.REPLICA)));
        await(store().replace("a", List.of(Samples.REPLICA, Samples.FAILED, Samples.FAILED)));

        assertThat(await(store().readAll())).containsExactly(new Member("a", Samples.FAILED),
                new Member("a", Samples.REPLICA), new Member("b", Samples.REPLICA));
        await(store().replace("a", List.of(Samples.REPLICA)));
        assertThat(await(store().readAll())).containsExactly(new Member("a", Samples.REPLICA),
                new Member("b", Samples.REPLICA));
    }

    @Test
    void aPoolIsEmptied() {
        await(store().replace("a", List.of(Samples.REPLICA)));

        await(store().replace("a", List.of()));

        assertThat(await(store().readAll())).isEmpty();
    }

    @Test
    void aPoolThatIsNotSubmittedAgainExpires() {
        await(store().replace("a", List.of(Samples.REPLICA, Samples.FAILED)));
        await(store().replace("b", List.of(Samples.REPLICA)));
        age(Duration.ofMinutes(61));
        await(store().replace("b", List.of(Samples.REPLICA)));

        assertThat(await(intents().expireRegistered(LIFETIMES))).isEqualTo(2);
        assertThat(await(store().readAll())).containsExactly(new Member("b", Samples.REPLICA));
    }
}
