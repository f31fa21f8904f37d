package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;

/** Rows 79 to 99 of detection.md 15: downtime, maintenance, filters, hung reads, unknown servers, structure. */
final class CircumstanceScenarios {
    private CircumstanceScenarios() {}

    private static InstanceBuilder m() {
        return SourceScenarios.m();
    }

    private static InstanceBuilder r1() {
        return SourceScenarios.r1();
    }

    private static InstanceBuilder r2() {
        return SourceScenarios.r2();
    }

    private static Scenario deadMaster(String name, String expected) {
        return new Scenario(name, expected).with(m().down(), r1().ioStopped(), r2().ioStopped());
    }

    static List<Scenario> downtime() {
        return List.of(
                deadMaster("79", "m DeadMaster skippable").downtimed("m"),
                deadMaster("80", "m DeadMaster").downtimed("r1", "r2"),
                new Scenario("81", "m AllMasterReplicasNotReplicating skippable")
                        .with(m(), r1().sqlStopped(), r2().ioStopped())
                        .downtimed("r1", "r2"),
                new Scenario("82", "m MasterSingleReplicaNotReplicating").with(m(), r1().ioStopped()).downtimed("r1"),
                new Scenario("83", "i DeadIntermediateMaster")
                        .with(m(), r1(), TreeScenarios.i().down(), TreeScenarios.s1().ioStopped(),
                                TreeScenarios.s2().ioStopped())
                        .downtimed("s1", "s2"),
                new Scenario("84",
                        "i DeadIntermediateMasterWithSingleReplicaFailingToConnect skippable, "
                                + "m MasterSingleReplicaDead")
                        .with(m(), TreeScenarios.i().down(), TreeScenarios.s1().failingToConnect())
                        .downtimed("s1"),
                deadMaster("85 while it lasts", "").inMaintenance("m"),
                // Whoever makes the picture honours its end (D-11): an expired one is none.
                deadMaster("85", "m DeadMaster"),
                deadMaster("86", "").under(s -> s.withIgnoredHosts(HostnamePatterns.of(List.of("^m$")))));
    }

    static List<Scenario> knowledge() {
        return List.of(
                new Scenario("87", "m DeadMaster")
                        .with(m().probingFor(Duration.ofSeconds(7)), r1().ioStopped(), r2().ioStopped()),
                new Scenario("87 in time", "m AllMasterReplicasNotReplicating")
                        .with(m().probingFor(Duration.ofSeconds(6)), r1().ioStopped(), r2().ioStopped()),
                new Scenario("88", "m DeadMaster").with(m().neverSeen(), r1().ioStopped(), r2().ioStopped()),
                new Scenario("88 known by name only", "m DeadMaster +DifferentGTIDModesStructureWarning")
                        .known("m")
                        .with(r1().ioStopped(), r2().ioStopped()),
                // One that never answered is not valid like any other (D-15).
                new Scenario("89 reduced", "m DeadMasterWithoutReplicas").with(m().neverSeen()),
                new Scenario("89 not reduced", "m DeadMasterWithoutReplicas")
                        .with(m().neverSeen())
                        .under(s -> s.withReducedCount(false)),
                new Scenario("90", "m DeadMasterAndSomeReplicas")
                        .with(m().down(), r1().ioStopped(), r2().neverSeen()),
                new Scenario("91", "m DeadMaster")
                        .with(m().down(), Instances.server("r1").replicaOf("mm").ioStopped(),
                                Instances.server("r2").replicaOf("mm").ioStopped())
                        .resolvedAs("m", "mm"),
                new Scenario("91 without the mapping", "m DeadMasterWithoutReplicas")
                        .with(m().down(), Instances.server("r1").replicaOf("mm").ioStopped(),
                                Instances.server("r2").replicaOf("mm").ioStopped()));
    }

    private static Scenario errant(String name, String expected) {
        String executed = Instances.uuid("m").value() + ":1-10";
        return new Scenario(name, expected).with(m().executed(executed),
                r1().executed(executed + "," + Instances.uuid("r1").value() + ":1"), r2().executed(executed));
    }

    static List<Scenario> structure() {
        String formats = "m - +StatementAndMixedLoggingReplicasStructureWarning "
                + "+StatementAndRowLoggingReplicasStructureWarning +MixedAndRowLoggingReplicasStructureWarning";
        return List.of(
                new Scenario("92", formats).with(m(), r1().format("STATEMENT"), r2().format("ROW"),
                        Instances.server("r3").replicaOf("m").format("MIXED")),
                new Scenario("93", "m - +MultipleMajorVersionsLoggingReplicasStructureWarning")
                        .with(m(), r1(), r2().version("8.4.2")),
                new Scenario("94", "m - +DifferentGTIDModesStructureWarning").with(m(), r1(), r2().gtidMode("OFF")),
                errant("95", "m - +ErrantGTIDStructureWarning"),
                errant("95 downtimed", "").downtimed("r1"),
                new Scenario("96", "m - +NoLoggingReplicasStructureWarning")
                        .with(m(), r1().withoutBinlog(), r2().withoutReplicaUpdates()),
                new Scenario("97", "m - +NoFailoverSupportStructureWarning").with(m(), r1(), r2().byFilePosition()),
                new Scenario("97 down", "").with(m(), r1(), r2().byFilePosition().down()),
                new Scenario("98", "").with(m().withoutGtid().pseudoGtid(), r1().withoutGtid(), r2().withoutGtid()),
                new Scenario("98 on replicas only", "m - +NoFailoverSupportStructureWarning")
                        .with(m().withoutGtid(), r1().withoutGtid().pseudoGtid(), r2().withoutGtid().pseudoGtid()),
                new Scenario("99", "").with(m().withoutGtid(), r1().withoutGtid()));
    }
}
