package io.orchestrator.ports.contract;

import java.time.Duration;

import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.IntentStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What every {@link AccessTokenStore} does. */
public abstract class AccessTokenStoreContract extends StoreContract {
    private static final IntentStore.Lifetimes LIFETIMES =
            new IntentStore.Lifetimes(Duration.ofDays(1), Duration.ofMinutes(60), Duration.ofMinutes(60));

    /** The store, on an empty backend. */
    protected abstract AccessTokenStore store();

    /** Lets what is old expire. */
    protected abstract IntentStore intents();

    @Test
    void pairsAreStored() {
        assertThatCode(() -> {
            await(store().add("a".repeat(64), "b".repeat(64), "öwner"));
            await(store().add("c".repeat(64), "d".repeat(64), "owner"));
        }).doesNotThrowAnyException();
    }

    @Test
    void anOldPairExpires() {
        await(store().add("a".repeat(64), "b".repeat(64), "owner"));
        age(Duration.ofHours(25));
        await(store().add("c".repeat(64), "d".repeat(64), "owner"));

        assertThat(await(intents().expireRegistered(LIFETIMES))).isEqualTo(1);
        assertThat(await(intents().expireRegistered(LIFETIMES))).isZero();
    }
}
