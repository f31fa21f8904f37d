package io.orchestrator.ports.inmemory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.contract.HookRunnerContract;
import io.orchestrator.ports.driven.HookRunner;

class InMemoryHooksTest extends HookRunnerContract {
    private final List<String> hosts = new ArrayList<>();

    @Override
    protected HookRunner withoutHooks() {
        return InMemoryHooks.none();
    }

    @Override
    protected HookRunner succeedingAt(HookPoint point) {
        return new InMemoryHooks(run -> {
            if (run.point() == point) {
                hosts.add(Objects.requireNonNull(run.values().get("failedHost")));
            }
            return new HookRunner.Result(true, List.of());
        });
    }

    @Override
    protected HookRunner failingAt(HookPoint point) {
        return new InMemoryHooks(run -> {
            throw new IllegalStateException("exit status 1");
        });
    }

    @Override
    protected List<String> recordedHosts() {
        return hosts;
    }
}
