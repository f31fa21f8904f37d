package io.orchestrator.ports.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.ports.driven.AuditLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link AuditLog} does. */
public abstract class AuditLogContract {
    protected abstract AuditLog log();

    /** What was written, oldest first, one text for each entry or decision; may grow later than it was handed in. */
    protected abstract List<String> written();

    protected Patience patience() {
        return Patience.inRealTime(Duration.ofSeconds(10));
    }

    @Test
    void entriesAreWrittenInOrder() {
        log().audit(new AuditEntry("begin-downtime", Samples.FAILED, Samples.CLUSTER.value(), "message one"));
        log().audit(new AuditEntry("end-downtime", Samples.FAILED, "", "message two"));

        patience().until("two entries", () -> written().size() >= 2);

        assertThat(written()).element(0).asString().contains("begin-downtime", "db1.example.com", "message one");
        assertThat(written()).element(1).asString().contains("end-downtime", "message two");
    }

    @Test
    void entriesAreReadNewestFirst() {
        for (int i = 1; i <= AuditLog.PAGE + 1; i++) {
            log().audit(new AuditEntry("some-type", i == 1 ? Samples.REPLICA : Samples.FAILED, "", "message " + i));
        }
        log().audit(new AuditEntry("general", InstanceKey.NONE, Samples.CLUSTER.value(), "wért"));
        patience().until("all entries", () -> written().size() >= AuditLog.PAGE + 2);

        List<AuditLog.Kept> first = patience().await(log().read(0, null));
        List<AuditLog.Kept> second = patience().await(log().read(1, null));

        assertThat(first).hasSize(AuditLog.PAGE)
                .extracting(AuditLog.Kept::id)
                .isSortedAccordingTo(
                        Comparator.reverseOrder());
        assertThat(first.getFirst().entry())
                .isEqualTo(new AuditEntry("general", InstanceKey.NONE, Samples.CLUSTER.value(), "wért"));
        assertThat(first.getFirst().at()).isAfter(Instant.EPOCH);
        assertThat(second).extracting(kept -> kept.entry().message()).containsExactly("message 2", "message 1");
        assertThat(patience().await(log().read(0, Samples.REPLICA))).extracting(kept -> kept.entry().message())
                .containsExactly("message 1");
        assertThat(patience().await(log().read(2, null))).isEmpty();
    }

    @Test
    void decisionsAreWrittenWithVerdictAndReason() {
        log().decided(new Decision("recovery", Samples.FAILED, Samples.CLUSTER.value(), "blocked", "because of that"));

        patience().until("a decision", () -> !written().isEmpty());

        assertThat(written()).first().asString().contains("recovery", "blocked", "because of that");
    }

    @Test
    void aFloodNeitherBlocksNorFails() {
        for (int i = 0; i < 10_000; i++) {
            log().audit(new AuditEntry("flood", Samples.FAILED, "", "entry " + i));
        }

        patience().until("something of the flood", () -> !written().isEmpty());
    }
}
