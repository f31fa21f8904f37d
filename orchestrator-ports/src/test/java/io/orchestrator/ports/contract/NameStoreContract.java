package io.orchestrator.ports.contract;

import java.time.Duration;

import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.NameStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link NameStore} does. */
public abstract class NameStoreContract extends StoreContract {
    private static final IntentStore.Lifetimes LIFETIMES =
            new IntentStore.Lifetimes(Duration.ofDays(1), Duration.ofMinutes(60), Duration.ofMinutes(60));

    /** The store, on an empty backend. */
    protected abstract NameStore store();

    /** Lets what is old expire. */
    protected abstract IntentStore intents();

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

    @Test
    void aVirtualNameThatIsNotRegisteredAgainExpires() {
        await(store().unresolve("a", "vip-a"));
        await(store().unresolve("b", "vip-b"));
        age(Duration.ofMinutes(61));
        await(store().unresolve("b", "vip-b"));

        assertThat(await(intents().expireRegistered(LIFETIMES))).isEqualTo(1);
        assertThat(await(store().unresolved())).containsOnlyKeys("b");
    }
}
