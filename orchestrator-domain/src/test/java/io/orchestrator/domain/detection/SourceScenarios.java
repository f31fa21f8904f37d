package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;

/** Rows 1 to 38 of detection.md 15: one source {@code m} and its direct replicas. */
final class SourceScenarios {
    private static final BinlogCoordinates STANDING = BinlogCoordinates.binaryLog("binlog.000001", 1_000);

    private SourceScenarios() {}

    static InstanceBuilder m() {
        return Instances.server("m");
    }

    static InstanceBuilder r1() {
        return Instances.server("r1").replicaOf("m");
    }

    static InstanceBuilder r2() {
        return Instances.server("r2").replicaOf("m");
    }

    private static Scenario lacking(String name, String expected) {
        return new Scenario(name, expected).with(m().semiSyncSource(true, 2, 1), r1(), r2());
    }

    static List<Scenario> dead() {
        return List.of(
                new Scenario("1", "m DeadMasterWithoutReplicas").with(m().down()),
                new Scenario("2", "m DeadMaster").with(m().down(), r1().ioStopped(), r2().ioStopped()),
                new Scenario("3", "m DeadMaster").with(m().down(), r1().ioStopped()),
                new Scenario("4", "m DeadMaster").with(m().partial(), r1().ioStopped(), r2().ioStopped()),
                new Scenario("5", "m DeadMasterAndReplicas +NoFailoverSupportStructureWarning")
                        .with(m().down(), r1().down(), r2().down()),
                new Scenario("6", "m DeadMasterAndSomeReplicas").with(m().down(), r1().down(), r2().ioStopped()),
                new Scenario("7", "m UnreachableMasterWithLaggingReplicas")
                        .with(m().down(), r1().lag(60), r2().lag(60)),
                new Scenario("8", "m UnreachableMasterWithLaggingReplicas")
                        .with(m().down(), r1().lag(60), r2().lag(60).delay(600)),
                new Scenario("9", "m UnreachableMaster")
                        .with(m().down(), r1().lag(600).delay(600), r2().lag(600).delay(600)),
                new Scenario("10", "m UnreachableMaster").with(m().down(), r1().lag(60), r2().lag(0)),
                new Scenario("11", "m UnreachableMaster").with(m().down(), r1().unknownLag(), r2().lag(60)),
                new Scenario("12", "m UnreachableMaster").with(m().down(), r1().ioStopped(), r2()),
                new Scenario("13", "").with(m().partial(), r1(), r2()),
                new Scenario("14", "m UnreachableMaster, r1 FirstTierReplicaFailingToConnectToMaster")
                        .with(m().partial(), r1().failingToConnect(), r2()),
                new Scenario("15", "").with(m().partial(), r1().ioStopped(), r2()));
    }

    static List<Scenario> alive() {
        return List.of(
                new Scenario("16", "m MasterSingleReplicaNotReplicating").with(m(), r1().ioStopped()),
                new Scenario("17", "m MasterSingleReplicaDead").with(m(), r1().down()),
                new Scenario("18", "m AllMasterReplicasNotReplicating").with(m(), r1().sqlStopped(), r2().ioStopped()),
                new Scenario("19", "m AllMasterReplicasNotReplicatingOrDead").with(m(), r1().down(), r2().ioStopped()),
                new Scenario("20", "m - +NoFailoverSupportStructureWarning").with(m(), r1().down(), r2().down()),
                new Scenario("21", "").with(m(), r1().down(), r2()));
    }

    static List<Scenario> semiSync() {
        return List.of(
                lacking("22", "m LockedSemiSyncMasterHypothesis"),
                lacking("23", "m LockedSemiSyncMaster").recorded("m", STANDING, 30),
                lacking("24", "m LockedSemiSyncMasterHypothesis").recorded("m", STANDING, 5),
                lacking("25", "m LockedSemiSyncMaster").recorded("m", STANDING, 5)
                        .under(s -> s.withLockedSemiSyncAfter(Duration.ofSeconds(3))),
                lacking("26", "m LockedSemiSyncMasterHypothesis")
                        .recorded("m", BinlogCoordinates.binaryLog("binlog.000001", 900), 30),
                new Scenario("27", "").with(m().semiSyncSource(true, 0, 1), r1(), r2()),
                new Scenario("28", "m - +NotEnoughValidSemiSyncReplicasStructureWarning")
                        .with(m().semiSyncSource(false, 2, 1), r1(), r2()),
                new Scenario("29", "m LockedSemiSyncMasterHypothesis")
                        .with(m().partial().semiSyncSource(true, 2, 1), r1(), r2()),
                new Scenario("30", "m UnreachableMaster").with(m().down().semiSyncSource(true, 2, 1), r1(), r2()),
                new Scenario("31", "m DeadMaster")
                        .with(m().down().semiSyncSource(true, 2, 1), r1().ioStopped(), r2().ioStopped()),
                new Scenario("32", "").with(m().semiSyncSource(true, 2, 3), r1(), r2()),
                new Scenario("33", "m MasterWithTooManySemiSyncReplicas")
                        .with(m().semiSyncSource(true, 2, 3), r1(), r2())
                        .under(s -> s.withExactSemiSync(true)));
    }

    static List<Scenario> readOnly() {
        return List.of(
                new Scenario("34", "m - +NoWriteableMasterStructureWarning").with(m().readOnly(), r1(), r2()),
                new Scenario("35", "m NoWriteableMasterStructureWarning +NoWriteableMasterStructureWarning")
                        .with(m().readOnly(), r1(), r2())
                        .under(s -> s.withNonWritableRecovery(true)),
                new Scenario("36", "m AllMasterReplicasNotReplicating +NoWriteableMasterStructureWarning")
                        .with(m().readOnly(), r1().ioStopped(), r2().ioStopped())
                        .under(s -> s.withNonWritableRecovery(true)),
                new Scenario("37", "m LockedSemiSyncMasterHypothesis +NoWriteableMasterStructureWarning")
                        .with(m().readOnly().semiSyncSource(true, 2, 1), r1(), r2())
                        .under(s -> s.withNonWritableRecovery(true)),
                new Scenario("38", "m DeadMaster +NoWriteableMasterStructureWarning")
                        .with(m().down().readOnly(), r1().ioStopped(), r2().ioStopped()));
    }
}
