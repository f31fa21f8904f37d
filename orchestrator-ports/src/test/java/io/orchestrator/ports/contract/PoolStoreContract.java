package io.orchestrator.ports.contract;

import java.util.List;

import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.PoolStore.Member;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link PoolStore} does. */
public abstract class PoolStoreContract extends StoreContract {
    /** The store, on an empty backend. */
    protected abstract PoolStore store();

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
}
