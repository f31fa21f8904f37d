package io.orchestrator.ports.contract;

import java.time.Duration;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.ports.driven.HostnameResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link HostnameResolver} does (discovery.md 7.1). */
public abstract class HostnameResolverContract {
    /** A top-level domain that is never there. */
    private static final String NOBODY = "nobody.invalid";

    private final Patience patience = Patience.inRealTime(HostnameResolver.DEADLINE.plus(Duration.ofSeconds(8)));

    protected abstract HostnameResolver resolver();

    /** A place at which somebody listens, on {@code localhost}. */
    protected abstract InstanceKey listening();

    /** A place at which nobody does, on {@code localhost}. */
    protected abstract InstanceKey deserted();

    private Resolution resolve(String name, ResolveMethod method) {
        return patience.await(resolver().resolve(name, method));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "DEFAULT"})
    void withoutTheNetworkEveryNameIsItsOwn(ResolveMethod method) {
        assertThat(resolve(NOBODY, method)).isEqualTo(new Resolution.Found(NOBODY));
    }

    @ParameterizedTest
    @EnumSource(names = {"CNAME", "IP"})
    void whatTheNetworkDoesNotKnowIsSaid(ResolveMethod method) {
        assertThat(resolve(NOBODY, method)).isInstanceOfSatisfying(Resolution.Failed.class,
                failed -> assertThat(failed.reason()).contains("lookup " + NOBODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void anAddressIsItsOwn(String address) {
        assertThat(resolve(address, ResolveMethod.CNAME)).isEqualTo(new Resolution.Found(address));
        assertThat(resolve(address, ResolveMethod.IP)).isEqualTo(new Resolution.Found(address));
    }

    @Test
    void aHostIsResolvedToItsCanonicalNameOrItsAddress() {
        assertThat(resolve("localhost", ResolveMethod.CNAME)).isEqualTo(new Resolution.Found("localhost"));
        assertThat(resolve("localhost", ResolveMethod.IP)).isEqualTo(new Resolution.Found("127.0.0.1"));
    }

    @Test
    void addressesAreFoundOrThereAreNone() {
        assertThat(patience.await(resolver().addresses("localhost")).ipv4()).isEqualTo("127.0.0.1");
        assertThat(patience.await(resolver().addresses("10.1.2.3"))).isEqualTo(new HostAddresses("10.1.2.3", ""));
        assertThat(patience.await(resolver().addresses(NOBODY))).isEqualTo(HostAddresses.NONE);
    }

    @Test
    void connectingTellsWhetherSomebodyListens() {
        assertThat(patience.await(resolver().dial(listening()))).isEmpty();
        assertThat(patience.await(resolver().dial(deserted())))
                .isEqualTo("dial tcp " + deserted() + ": connect: connection refused");
    }
}
