package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.naming.HostAddresses;
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

        assertThat(await(store().unresolved())).containsExactly(Map.entry("a", "vip-a"),
                Map.entry("b", "vip-b"));
        await(store().unresolve("a", ""));
        assertThat(await(store().unresolved())).containsOnlyKeys("b");
    }

    @Test
    void resolvedNamesAreKeptReplacedAndForgotten() {
        await(store().writeResolved(Map.of()));
        await(store().writeResolved(Map.of("vip", "a", "b", "b")));
        await(store().writeResolved(Map.of("vip", "c", "ip", "c")));

        assertThat(await(store().resolved())).containsExactly(Map.entry("b", "b"), Map.entry("ip", "c"),
                Map.entry("vip", "c"));
        await(store().clearResolved());
        assertThat(await(store().resolved())).isEmpty();
    }

    @Test
    void theHistoryRemembersWhatANameStoodForLast() {
        await(store().writeResolved(Map.of("vip", "a", "own", "own")));
        age(Duration.ofMinutes(1));
        await(store().writeResolved(Map.of("vip", "b", "ip", "c")));
        await(store().clearResolved());

        assertThat(await(store().history(List.of("vip", "own", "nobody", "ip"))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("vip", "b", "ip", "c"));
        assertThat(await(store().history(List.of()))).isEmpty();
    }

    @Test
    void aResolvedNameExpiresAfterTwiceTheLifetime() {
        await(store().writeResolved(Map.of("old", "a")));
        age(Duration.ofMinutes(121));
        await(store().writeResolved(Map.of("young", "a")));

        assertThat(await(intents().expireRegistered(LIFETIMES))).isEqualTo(1);
        assertThat(await(store().resolved())).containsOnlyKeys("young");
    }

    @Test
    void ofTwoNamesThatResolveToEachOtherTheOlderGoes() {
        await(store().writeResolved(Map.of("a", "b")));
        age(Duration.ofMinutes(1));
        await(store().writeResolved(Map.of("b", "a", "c", "a")));

        assertThat(await(intents().expireRegistered(LIFETIMES))).isEqualTo(1);
        assertThat(await(store().resolved())).containsOnlyKeys("b", "c");
    }

    @Test
    void addressesAreKeptAndReplaced() {
        await(store().writeAddresses(Map.of()));
        await(store().writeAddresses(Map.of("b", new HostAddresses("10.0.0.2", ""), "a", HostAddresses.NONE)));
        await(store().writeAddresses(Map.of("a", new HostAddresses("10.0.0.1", "2001:db8::1"))));

        assertThat(await(store().addresses())).containsExactly(
                Map.entry("a", new HostAddresses("10.0.0.1", "2001:db8::1")),
                Map.entry("b", new HostAddresses("10.0.0.2", "")));
    }

    @Test
    void virtualNamesAreReadWithWhatPeopleWant() {
        await(store().unresolve("a", "vip-a"));

        assertThat(await(intents().read()).virtualNames()).isEqualTo(Map.of("a", "vip-a"));
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
