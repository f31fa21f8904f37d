package io.orchestrator.ports.contract;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.HostnameResolver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link HostnameResolver} does (discovery.md 7). */
public abstract class HostnameResolverContract {
    private static final InstanceKey SHORT = new InstanceKey("db1", 3306);
    private static final InstanceKey FULL = new InstanceKey("db1.example.com", 3306);

    protected abstract HostnameResolver resolver();

    @Test
    void anUnknownNameIsItsOwn() {
        InstanceKey unknown = new InstanceKey("nosuch.example.com", 3307);

        assertThat(resolver().resolve(unknown)).isEqualTo(unknown);
    }

    @Test
    void aLearnedNameIsResolved() {
        resolver().learn(SHORT, FULL);

        assertThat(resolver().resolve(SHORT)).isEqualTo(FULL);
        assertThat(resolver().resolve(FULL)).isEqualTo(FULL);
    }

    @Test
    void whatWasLearnedLastHolds() {
        InstanceKey moved = new InstanceKey("db9.example.com", 3306);
        resolver().learn(SHORT, FULL);

        resolver().learn(SHORT, moved);

        assertThat(resolver().resolve(SHORT)).isEqualTo(moved);
    }
}
