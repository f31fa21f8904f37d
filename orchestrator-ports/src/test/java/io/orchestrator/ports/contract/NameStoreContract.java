package io.orchestrator.ports.contract;

import io.orchestrator.ports.driven.NameStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link NameStore} does. */
public abstract class NameStoreContract extends StoreContract {
    /** The store, on an empty backend. */
    protected abstract NameStore store();

    @Test
    void virtualNamesAreKeptChangedAndTakenAway() {
        await(store().unresolve("b", "vip"));
        await(store().unresolve("a", "vip-a"));
        await(store().unresolve("b", "vip-b"));

        assertThat(await(store().unresolved())).containsExactly(java.util.Map.entry("a", "vip-a"),
                java.util.Map.entry("b", "vip-b"));
        await(store().unresolve("a", ""));
        assertThat(await(store().unresolved())).containsOnlyKeys("b");
    }

    @Test
    void resolvedNamesAreForgotten() {
        await(store().clearResolved());

        assertThat(await(store().resolved())).isEmpty();
    }
}
