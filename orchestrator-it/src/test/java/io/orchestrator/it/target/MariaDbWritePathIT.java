package io.orchestrator.it.target;

import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.it.server.ServerFlavor;

import static org.assertj.core.api.Assertions.assertThat;

class MariaDbWritePathIT extends WritePathContract {
    MariaDbWritePathIT() {
        super(ServerFlavor.MARIADB);
    }

    @Override
    WriteHealth.Verdict fullDiskIs() {
        // The server says it in its error log only; what a write on trial finds is that it does not return.
        return WriteHealth.Verdict.STALLED;
    }

    @Override
    void assertFull(WriteHealth health) {
        assertThat(health.write()).isNotNull()
                .extracting(ProbeWrite::result)
                .isEqualTo(ProbeWrite.Result.UNANSWERED);
    }
}
