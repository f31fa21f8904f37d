package io.orchestrator.ports.contract;

import io.orchestrator.ports.driven.AccessTokenStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;

/** What every {@link AccessTokenStore} does. */
public abstract class AccessTokenStoreContract extends StoreContract {
    /** The store, on an empty backend. */
    protected abstract AccessTokenStore store();

    @Test
    void pairsAreStored() {
        assertThatCode(() -> {
            await(store().add("a".repeat(64), "b".repeat(64), "öwner"));
            await(store().add("c".repeat(64), "d".repeat(64), "owner"));
        }).doesNotThrowAnyException();
    }
}
