package io.orchestrator.ports.inmemory;

import io.orchestrator.ports.contract.HostnameResolverContract;
import io.orchestrator.ports.driven.HostnameResolver;

class InMemoryResolverTest extends HostnameResolverContract {
    private final InMemoryResolver resolver = new InMemoryResolver();

    @Override
    protected HostnameResolver resolver() {
        return resolver;
    }
}
