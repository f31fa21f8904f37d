package io.orchestrator.backend.store;

import java.util.List;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.RecoveryStore.Registration;
import io.orchestrator.ports.driven.RecoveryStore.Request;
import org.jooq.DSLContext;

/** The statements of a recovery of a server that does not exist, in a transaction that the caller undoes. */
final class Rehearsal {

    private static final InstanceKey NOBODY = new InstanceKey("rehearsal.invalid", 1);
    private static final ClusterName CLUSTER = ClusterName.of(NOBODY);
    private static final RecoveryUid UID = new RecoveryUid("rehearsal");
    private static final NodeId OWNER = new NodeId("rehearsal.invalid", "rehearsal");

    private final Dialect dialect;

    Rehearsal(Dialect dialect) {
        this.dialect = dialect;
    }

    void run(DSLContext sql) {
        var documents = new RecoveryDocuments(dialect);
        var context = new RecoveryContext(UID, NOBODY, AnalysisCode.DEAD_MASTER, CLUSTER, "", Classification.NONE,
                GtidSet.emptyMysql(), 0, List.of(), List.of(), 0, InstanceKey.NONE, false, false);
        var state = new RecoveryState.StoppingReceivers(context, 1, 1, List.of());
        DetectionTable.register(sql, dialect, analysis(), true, OWNER);
        var registration =
                new RecoveryRegistration(sql, dialect, documents,
                        new Request(UID, analysis(), OWNER, false, state, List.of()))
                        .register();
        if (registration instanceof Registration.Registered registered
                && ClaimTable.affirm(sql, dialect, registered.claim())) {
            documents.isOvertaken(sql, UID, state);
            documents.store(sql, UID, state);
            documents.intend(sql, registered.claim(), new StepIntent(1, 1, new ServerAction.StopReceiver(NOBODY)));
            documents.note(sql, UID, List.of("rehearsal"));
            RecoveryTable.resolve(sql, dialect, UID, RecoveryOutcome.failed("rehearsal"), false);
            ClaimTable.release(sql, registered.claim());
        }
    }

    private static Analysis analysis() {
        var evidence = new Evidence(new Evidence.Role(true, false, false, false, 0),
                new Evidence.Check(false, false, false), new Evidence.Replicas(0, 0, 0, 0, 0, 0, 0, 0, 0),
                new Evidence.Logging(0, 0, 0, 0, 0), new Evidence.Gtid(false, false, false, false, "", "", "", ""),
                new Evidence.SemiSyncFacts(false, false, 0, 0, false), false, BinlogCoordinates.NONE, List.of());
        return new Analysis(NOBODY, InstanceKey.NONE, CLUSTER, "", "", Classification.NONE, AnalysisCode.DEAD_MASTER,
                List.of(), evidence, null, false, false, false);
    }
}
