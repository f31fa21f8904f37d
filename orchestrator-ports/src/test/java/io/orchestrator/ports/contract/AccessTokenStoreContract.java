package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.IntentStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link AccessTokenStore} does. */
public abstract class AccessTokenStoreContract extends StoreContract {
    private static final String PUBLIC = "a".repeat(64);
    private static final String SECRET = "b".repeat(64);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final IntentStore.Lifetimes LIFETIMES =
            new IntentStore.Lifetimes(Duration.ofDays(1), Duration.ofMinutes(60), Duration.ofMinutes(60));

    /** The store, on an empty backend. */
    protected abstract AccessTokenStore store();

    /** Lets what is old expire. */
    protected abstract IntentStore intents();

    private void add() {
        await(store().add(PUBLIC, SECRET, "öwner"));
    }

    @Test
    void aPairIsAcquiredOnce() {
        add();
        await(store().add("c".repeat(64), "d".repeat(64), "owner"));

        assertThat(await(store().acquire(PUBLIC, MINUTE))).contains(SECRET);
        assertThat(await(store().acquire(PUBLIC, MINUTE))).isEmpty();
        assertThat(await(store().acquire("c".repeat(64), MINUTE))).contains("d".repeat(64));
        assertThat(await(store().acquire("e".repeat(64), MINUTE))).isEmpty();
    }

    @Test
    void aPairIsAcquiredInTimeOrNotAtAll() {
        add();
        age(MINUTE.plusSeconds(5));

        assertThat(await(store().acquire(PUBLIC, MINUTE))).isEmpty();
    }

    @Test
    void ofManyWhoAcquireAtOnceOneSucceeds() {
        add();
        List<CompletionStage<Optional<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(store().acquire(PUBLIC, MINUTE));
        }

        assertThat(asked.stream().map(this::await).filter(Optional::isPresent)).hasSize(1);
    }

    @Test
    void aPairIsValidForItsLifetime() {
        add();

        assertThat(await(store().isValid(PUBLIC, SECRET, DAY))).isTrue();
        assertThat(await(store().isValid(PUBLIC, PUBLIC, DAY))).isFalse();
        assertThat(await(store().isValid(SECRET, PUBLIC, DAY))).isFalse();
        assertThat(await(store().isValid(PUBLIC, "", DAY))).isFalse();
        age(DAY.plusSeconds(5));
        assertThat(await(store().isValid(PUBLIC, SECRET, DAY))).isFalse();
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
