package io.orchestrator.it.target;

import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.it.server.ServerFlavor;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlWritePathIT extends WritePathContract {
    MySqlWritePathIT() {
        super(ServerFlavor.MYSQL);
    }

    @Override
    WriteHealth.Verdict fullDiskIs() {
        // The server says it in its error log only; the session waits for its commit like any other.
        return WriteHealth.Verdict.STALLED;
    }

    @Override
    void assertFull(WriteHealth health) {
        assertThat(health.commits().waiting()).isPositive();
    }
}
