package io.orchestrator.ports.contract;

import io.orchestrator.ports.driven.AttributeStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link AttributeStore} does. */
public abstract class AttributeStoreContract extends StoreContract {
    /** The store, on an empty backend. */
    protected abstract AttributeStore store();

    @Test
    void aValueIsKeptAndReplaced() {
        assertThat(await(store().general("main.example.com"))).isEmpty();

        await(store().putGeneral("main.example.com", "db1:3306"));
        await(store().putGeneral("other.example.com", "db9:3306"));
        await(store().putGeneral("main.example.com", "db2:3306"));

        assertThat(await(store().general("main.example.com"))).contains("db2:3306");
        assertThat(await(store().general("other.example.com"))).contains("db9:3306");
    }
}
