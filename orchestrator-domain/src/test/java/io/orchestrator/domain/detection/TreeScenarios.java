package io.orchestrator.domain.detection;

import java.util.List;

import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;

/** Rows 39 to 78 of detection.md 15: co-masters {@code a} and {@code b}, an intermediate source {@code i}, a group {@code g1}. */
final class TreeScenarios {
    private TreeScenarios() {}

    private static InstanceBuilder a() {
        return Instances.server("a").replicaOf("b");
    }

    private static InstanceBuilder b() {
        return Instances.server("b").replicaOf("a");
    }

    private static InstanceBuilder detachedA() {
        return Instances.server("a").replicaOf("//b");
    }

    static List<Scenario> coMasters() {
        String bSees = ", b AllCoMasterReplicasNotReplicating";
        return List.of(
                new Scenario("39", "a DeadCoMaster" + bSees).with(a().down(), b().ioStopped()),
                new Scenario("40", "a DeadCoMasterAndSomeReplicas" + bSees)
                        .with(a().down(), b().ioStopped(), Instances.server("r1").replicaOf("a").down()),
                new Scenario("41", "a DeadIntermediateMasterAndReplicas, b DeadIntermediateMasterAndReplicas")
                        .with(a().down(), b().down()),
                new Scenario("42", "a UnreachableCoMaster" + bSees).with(a().down(), b()),
                new Scenario("43", "a UnreachableCoMaster" + bSees).with(a().down(), b().lag(60)),
                new Scenario("44", "a UnreachableIntermediateMasterWithLaggingReplicas" + bSees)
                        .with(a().partial(), b().lag(60)),
                new Scenario("45", "a AllCoMasterReplicasNotReplicating").with(a(), b().ioStopped()),
                new Scenario("46", "a AllCoMasterReplicasNotReplicating, b UnreachableCoMaster").with(a(), b().down()),
                new Scenario("47", "a MasterSingleReplicaNotReplicating").with(detachedA(), b().ioStopped()),
                new Scenario("48", "a DeadMaster").with(detachedA().down(), b().ioStopped()));
    }

    private static Scenario below(String name, String expected, InstanceBuilder i, InstanceBuilder... replicas) {
        return new Scenario(name, expected).with(SourceScenarios.m(), SourceScenarios.r1(), i).with(replicas);
    }

    static InstanceBuilder i() {
        return Instances.server("i").replicaOf("m");
    }

    static InstanceBuilder s1() {
        return Instances.server("s1").replicaOf("i");
    }

    static InstanceBuilder s2() {
        return Instances.server("s2").replicaOf("i");
    }

    static List<Scenario> deadIntermediates() {
        return List.of(
                new Scenario("49",
                        "i DeadIntermediateMasterWithSingleReplicaFailingToConnect, m MasterSingleReplicaDead")
                        .with(SourceScenarios.m(), i().down(), s1().failingToConnect()),
                below("50", "i DeadIntermediateMasterWithSingleReplica", i().down(), s1().ioStopped()),
                below("51", "i DeadIntermediateMasterWithSingleReplica", i().down(),
                        s1().failingToConnect().sqlStopped()),
                below("52", "i DeadIntermediateMaster", i().down(), s1().ioStopped(), s2().ioStopped()),
                below("53", "i DeadIntermediateMasterAndSomeReplicas", i().down(), s1().ioStopped(), s2().down()),
                below("54", "i DeadIntermediateMasterAndReplicas", i().down(), s1().down(), s2().down()),
                below("55", "i UnreachableIntermediateMasterWithLaggingReplicas", i().down(), s1().lag(60),
                        s2().lag(60)),
                below("55 partial", "i UnreachableIntermediateMasterWithLaggingReplicas", i().partial(), s1().lag(60),
                        s2().lag(60)),
                below("56", "i UnreachableIntermediateMaster", i().down(), s1(), s2().ioStopped()),
                below("57", "", i().partial(), s1(), s2()),
                // An error that a server stored before it could not be read any more is stale (D-8).
                below("58", "", i().partial().failingToConnect(), s1()));
    }

    static List<Scenario> livingIntermediates() {
        return List.of(
                below("59", "i AllIntermediateMasterReplicasFailingToConnectOrDead", i(), s1().failingToConnect(),
                        s2().failingToConnect()),
                below("60", "i AllIntermediateMasterReplicasFailingToConnectOrDead", i(), s1().failingToConnect(),
                        s2().down()),
                below("61", "i AllIntermediateMasterReplicasNotReplicating", i(), s1().failingToConnect()),
                below("62", "i AllIntermediateMasterReplicasNotReplicating", i(), s1().failingToConnect(),
                        s2().sqlStopped()),
                below("63", "", i(), s1().down(), s2().down()),
                below("64", "i AllIntermediateMasterReplicasNotReplicating", i().failingToConnect(), s1().ioStopped()),
                new Scenario("65", "r1 FirstTierReplicaFailingToConnectToMaster")
                        .with(SourceScenarios.m(), SourceScenarios.r1().failingToConnect(), SourceScenarios.r2()),
                new Scenario("66 stale error of a server that cannot be read (D-8)", "")
                        .with(SourceScenarios.m(), SourceScenarios.r1().failingToConnect().down(),
                                SourceScenarios.r2()),
                below("67", "", i(), s1().failingToConnect(), s2()),
                new Scenario("68",
                        "m - +MultipleMajorVersionsLoggingReplicasStructureWarning, "
                                + "r1 BinlogServerFailingToConnectToMaster")
                        .with(SourceScenarios.m(), SourceScenarios.r1().binlogServer().failingToConnect(),
                                SourceScenarios.r2()),
                new Scenario("69",
                        "i FirstTierReplicaFailingToConnectToMaster, m DeadMaster, "
                                + "r1 FirstTierReplicaFailingToConnectToMaster")
                        .with(SourceScenarios.m().down(), SourceScenarios.r1().failingToConnect(),
                                i().failingToConnect(), s1()));
    }

    private static InstanceBuilder primary() {
        return Instances.server("g1").group("ONLINE", "PRIMARY", "g1", "g2");
    }

    private static InstanceBuilder secondary() {
        return Instances.server("g2").group("ONLINE", "SECONDARY", "g1", "g1").readOnly();
    }

    private static InstanceBuilder below(String source, String name) {
        return Instances.server(name).replicaOf(source);
    }

    static List<Scenario> groups() {
        String dead = "g1 DeadReplicationGroupMemberWithReplicas";
        return List.of(
                new Scenario("70", dead).with(primary().down(), secondary(), below("g1", "s1").ioStopped(),
                        below("g1", "s2").ioStopped()),
                new Scenario("71", dead).with(primary().down(), secondary(), below("g1", "s1").down()),
                new Scenario("72", "").with(primary().down(), secondary(), below("g1", "s1")),
                new Scenario("73", "").with(primary().down(), secondary()),
                new Scenario("74", "g2 DeadReplicationGroupMemberWithReplicas")
                        .with(primary(), secondary().down(), below("g2", "s1").ioStopped()),
                new Scenario("75", "g1 DeadMaster")
                        .with(Instances.server("g1").group("OFFLINE", "PRIMARY", "g1").down(),
                                below("g1", "s1").ioStopped(), below("g1", "s2").ioStopped()),
                new Scenario("76", "g1 DeadIntermediateMaster")
                        .with(Instances.server("g1").group("OFFLINE", "SECONDARY", "").down(),
                                below("g1", "s1").ioStopped(), below("g1", "s2").ioStopped()),
                new Scenario("77", dead)
                        .with(Instances.server("g1").group("ERROR", "", "").down(), below("g1", "s1").ioStopped()),
                new Scenario("78", "g1 - +NoWriteableMasterStructureWarning")
                        .with(primary().readOnly(), secondary(), below("g1", "s1"), below("g1", "s2"))
                        .under(s -> s.withNonWritableRecovery(true)));
    }
}
