package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.detection.WritePathSettings;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.SmallDisk;
import io.orchestrator.it.server.WriteLoad;
import io.orchestrator.ports.engine.Tuning;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** A source whose disk stands still answers and finishes nothing: it is told, and nobody is promoted beside it. */
class WritePathIT {
    private static final String DISK = "io.orchestrator.it.server.SmallDisk#isPossible";
    private static final String NO_DISK =
            "a disk of its own cannot be mounted here: that needs root, a loop device and mkfs.ext4";
    private static final int MEGABYTES = 64;

    @ServerTest
    @EnabledIf(value = DISK, disabledReason = NO_DISK)
    void a_stalled_source_is_told_and_not_replaced_where_a_disk_of_its_own_can_be_mounted(ServerFlavor flavor) {
        try (SmallDisk disk = SmallDisk.create(MEGABYTES);
                RealServer source = RealServers.start(flavor,
                        ServerOptions.defaults().with("--log-bin=" + disk.folder().resolve("mysql-bin")));
                RealServer replica = RealServers.start(flavor);
                EmbeddedService service = EmbeddedService.start()) {
            Replication.of(replica).follow(source);
            replica.sql().execute("set global read_only=1");
            service.tune(now -> looking(now, WritePathPolicy.ACT));
            ReplicationLab.awaitReplicating(replica, source);
            service.discover(source.key(), List.of(replica.key()));
            try (WriteLoad load = WriteLoad.on(source, Duration.ofMillis(5))) {
                load.awaitMore(50);

                disk.freeze();
                service.awaitDecision(source.key(), "WriteStalledMaster: blocked: WritePathPolicy is act");

                assertThat(service.recoveries()).isEmpty();
                assertThat(Aftermath.writable(List.of(replica))).isEmpty();
                disk.thaw();
                load.awaitMore(5);
                Await.until("the analysis to find nothing", EmbeddedService.PATIENCE,
                        () -> EmbeddedService.get(service.uses().fleet().analyses()).isEmpty(), service::describe);
                assertThat(service.recoveries()).isEmpty();
            } finally {
                disk.thaw();
            }
        }
    }

    @ServerTest
    void a_source_that_is_well_and_works_hard_has_no_code(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(1).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), Duration.ZERO)) {
            service.tune(now -> looking(now, WritePathPolicy.OBSERVE));
            service.discover(lab);

            load.awaitMore(2_000);

            assertThat(service.decisionsOn(lab.source().key())).noneMatch(reason -> reason.contains("WriteStalled"));
        }
    }

    private static Tuning looking(Tuning now, WritePathPolicy policy) {
        return new Tuning(now.analysis()
                .withWritePath(new WritePathSettings(policy, List.of(), Duration.ofSeconds(5))), now.recovery(),
                now.probing(), now.retention(), now.suspensions(), now.aliasPatterns()).withEvidence(now.evidence());
    }
}
