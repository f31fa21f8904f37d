package io.orchestrator.ports.inmemory;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.ports.contract.HostnameResolverContract;
import io.orchestrator.ports.driven.HostnameResolver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryResolverTest extends HostnameResolverContract {
    private static final InstanceKey HERE = new InstanceKey("localhost", 3306);

    private final InMemoryResolver resolver = new InMemoryResolver();

    InMemoryResolverTest() {
        resolver.listen(HERE);
    }

    @Override
    protected HostnameResolver resolver() {
        return resolver;
    }

    @Override
    protected InstanceKey listening() {
        return HERE;
    }

    @Override
    protected InstanceKey deserted() {
        return new InstanceKey("localhost", 1);
    }

    @Test
    void hostsComeAndGo() {
        resolver.host("db1", "db1.example.com", new HostAddresses("10.0.0.1", ""));
        assertThat(resolver.resolve("db1", ResolveMethod.CNAME).toCompletableFuture()).isCompletedWithValue(
                new Resolution.Found("db1.example.com"));

        resolver.remove("db1");
        assertThat(resolver.resolve("db1", ResolveMethod.CNAME).toCompletableFuture())
                .isCompletedWithValueMatching(Resolution.Failed.class::isInstance);
    }
}
