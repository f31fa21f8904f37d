package io.orchestrator.ports.inmemory;

import io.orchestrator.ports.contract.TimeSourceContract;
import io.orchestrator.ports.driven.TimeSource;

class SystemTimeTest extends TimeSourceContract {
    private final SystemTime time = new SystemTime();

    @Override
    protected TimeSource time() {
        return time;
    }
}
