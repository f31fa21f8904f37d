package io.orchestrator.ports.inmemory.fleet;

import io.orchestrator.ports.contract.InstanceActuatorContract;
import io.orchestrator.ports.contract.ServersUnderTest;

class SimulatedInstanceActuatorTest extends InstanceActuatorContract {
    @Override
    protected ServersUnderTest newServers() {
        return new SimulatedServersUnderTest();
    }
}
