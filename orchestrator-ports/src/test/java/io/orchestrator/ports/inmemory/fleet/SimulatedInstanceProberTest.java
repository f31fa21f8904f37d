package io.orchestrator.ports.inmemory.fleet;

import io.orchestrator.ports.contract.InstanceProberContract;
import io.orchestrator.ports.contract.ServersUnderTest;

class SimulatedInstanceProberTest extends InstanceProberContract {
    @Override
    protected ServersUnderTest newServers() {
        return new SimulatedServersUnderTest();
    }
}
