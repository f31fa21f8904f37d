package io.orchestrator.ports.inmemory.fleet;

import io.orchestrator.ports.contract.ServerWatchContract;
import io.orchestrator.ports.contract.ServersUnderTest;

class SimulatedServerWatchTest extends ServerWatchContract {
    @Override
    protected ServersUnderTest newServers() {
        return new SimulatedServersUnderTest();
    }
}
