package io.orchestrator.ports.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import io.orchestrator.domain.recovery.DeadSourceRecovery;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.RecoveryStore;

/** Values that the store kits write. */
final class Samples {
    static final InstanceKey FAILED = new InstanceKey("db1.example.com", 3306);
    static final InstanceKey REPLICA = new InstanceKey("db2.example.com", 3306);
    static final ClusterName CLUSTER = ClusterName.of(FAILED);
    static final String ALIAS = "main";
    static final NodeId NODE = node("one");
    static final NodeId OTHER = node("two");

    private Samples() {}

    static NodeId node(String name) {
        return new NodeId("node-" + name,
                "%064x".formatted(new BigInteger(1, name.getBytes(StandardCharsets.UTF_8))));
    }

    static RecoveryUid uid(String text) {
        return new RecoveryUid("1234567890:" + text);
    }

    static Analysis analysis(InstanceKey key, ClusterName cluster, AnalysisCode code) {
        Evidence evidence = new Evidence(new Evidence.Role(true, false, false, false, 0),
                new Evidence.Check(false, false, false), new Evidence.Replicas(1, 1, 0, 1, 0, 0, 0, 0, 0),
                new Evidence.Logging(1, 0, 0, 1, 1), new Evidence.Gtid(true, false, false, false, "ON", "ON", "ON", ""),
                new Evidence.SemiSyncFacts(false, false, 0, 0, false), false, BinlogCoordinates.NONE, List.of(REPLICA));
        return new Analysis(key, InstanceKey.NONE, cluster, ALIAS, "", Classification.NONE, code, List.of(), evidence,
                null, false, true, true);
    }

    static Analysis deadSource() {
        return analysis(FAILED, CLUSTER, AnalysisCode.DEAD_MASTER);
    }

    static RecoveryState initialState(RecoveryUid uid, Analysis analysis) {
        RecoveryContext context = new RecoveryContext(uid, analysis.key(), analysis.code(), analysis.cluster(),
                analysis.clusterAlias(), Classification.NONE, GtidSet.emptyMysql(), 0, List.of(), List.of(), 0,
                InstanceKey.NONE, false, false);
        return new DeadSourceRecovery(RecoverySettings.DEFAULT).begin(context).next();
    }

    static RecoveryState ended(RecoveryState state, RecoveryOutcome outcome) {
        return new RecoveryState.Ended(state.context(), state.attempt(), state.steps(), outcome, true);
    }

    static RecoveryStore.Request request(String uid, Analysis analysis, NodeId owner, boolean forced) {
        return new RecoveryStore.Request(uid(uid), analysis, owner, forced, initialState(uid(uid), analysis),
                List.of());
    }

    static RecoveryOutcome promoted(InstanceKey successor) {
        return new RecoveryOutcome(true, successor, "", List.of(), List.of(successor), List.of());
    }

    static InstanceSnapshot snapshot(InstanceKey key) {
        String digits = "%012d".formatted(key.port());
        return new InstanceSnapshot(key,
                new ServerFacts(new ServerVersion("9.7.0"), "", Flavor.MYSQL, key.port(),
                        new ServerUuid("00000000-0000-0000-0000-" + digits), true, true, Duration.ofSeconds(100), null),
                new BinlogFacts(true, true, "ROW", "FULL", BinlogCoordinates.binaryLog("binlog.000001", 157)),
                new GtidFacts("ON", GtidSet.emptyMysql(), GtidSet.emptyMysql()), List.of(), SemiSync.NONE, null,
                List.of(),
                Classification.NONE);
    }

    /** A row of a server whose last probe began, ended and succeeded that long ago. */
    static InstanceStore.Row row(InstanceSnapshot snapshot, Duration beganAge) {
        FleetInstance instance = new FleetInstance(ObservedInstance.seen(snapshot, Duration.ZERO),
                ClusterName.of(snapshot.key()), 0, false, List.of(), GtidSet.emptyMysql(), Annotations.NONE);
        return new InstanceStore.Row(instance, beganAge, beganAge, beganAge, "", true);
    }

    /** A row of a server that was never seen. */
    static InstanceStore.Row unseenRow(InstanceKey key, Duration beganAge) {
        FleetInstance instance =
                new FleetInstance(ObservedInstance.unseen(key), ClusterName.of(key), 0, false, List.of(),
                        GtidSet.emptyMysql(), Annotations.NONE);
        return new InstanceStore.Row(instance, beganAge, Duration.ofSeconds(-1), beganAge, "", true);
    }
}
