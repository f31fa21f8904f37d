package io.orchestrator.domain.recovery;

import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.recovery.RecoveryScript.begin;
import static io.orchestrator.domain.recovery.RecoveryScript.key;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

class RecoveryHooksTest {
    private static final RecoverySettings ALL = RecoveryScript.settings(true, false, false, HookPoint.values());

    private static RecoveryScript started() {
        return begin(ALL, replica("r1").has(100));
    }

    private static RecoveryEvent.HooksRan ran(HookPoint point, boolean succeeded) {
        return new RecoveryEvent.HooksRan(point, succeeded);
    }

    private static RecoveryScript promoted() {
        return started().tell(ran(HookPoint.PRE_FAILOVER, true))
                .sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .booksKept();
    }

    @Test
    void hooksRunBeforeTheFirstLookAndAfterTheBooks() {
        RecoveryScript recovery = promoted().tell(ran(HookPoint.POST_MASTER_FAILOVER, true))
                .tell(ran(HookPoint.POST_FAILOVER, true));

        assertThat(recovery.commands()).containsExactly("PreFailoverProcesses", "look m", "stop r1", "promote r1",
                "read-only m", "books", "PostMasterFailoverProcesses", "PostFailoverProcesses", "resolve");
    }

    @Test
    void failingHookAtTheEndIsToldAndTheOthersRun() {
        RecoveryScript recovery = promoted().tell(ran(HookPoint.POST_MASTER_FAILOVER, false));

        assertThat(recovery.commands()).endsWith("PostFailoverProcesses");
        assertThat(recovery.messages()).contains("PostMasterFailoverProcesses failed; the recovery goes on");
        assertThat(recovery.tell(ran(HookPoint.POST_FAILOVER, true)).outcome().successful()).isTrue();
    }

    @Test
    void failingHookBeforeVetoesAndTheRowIsResolved() {
        RecoveryScript recovery = started().tell(ran(HookPoint.PRE_FAILOVER, false))
                .tell(ran(HookPoint.POST_UNSUCCESSFUL_FAILOVER, true));

        assertThat(recovery.commands()).containsExactly("PreFailoverProcesses", "PostUnsuccessfulFailoverProcesses",
                "resolve");
        assertThat(recovery.outcome().errors()).singleElement().asString().contains("PreFailoverProcesses failed");
    }

    @Test
    void whyAHookVetoedIsInTheOutcome() {
        RecoveryScript recovery = started().tell(new RecoveryEvent.HooksRan(HookPoint.PRE_FAILOVER, false, "no fence"));

        assertThat(recovery.state()).isInstanceOfSatisfying(RecoveryState.RunningPostHooks.class,
                post -> assertThat(post.outcome().errors())
                        .containsExactly("PreFailoverProcesses failed; the recovery was given up before any change:"
                                + " no fence"));
    }

    @Test
    void hooksAreToldWhereThePromotedServerStood() {
        BinlogCoordinates coordinates = BinlogCoordinates.binaryLog("bin.000012", 4);
        RecoveryScript recovery = begin(ALL, replica("r1").has(100), replica("r2").has(100))
                .tell(ran(HookPoint.PRE_FAILOVER, true))
                .sourceIsGone()
                .receiversStop()
                .step(key -> new ActionOutcome.Done(key, null, coordinates))
                .resume()
                .done()
                .done()
                .booksKept();

        assertThat(recovery.state()).isInstanceOfSatisfying(RecoveryState.RunningPostHooks.class,
                post -> assertThat(post.outcome().coordinates()).isEqualTo(coordinates));
        assertThat(recovery.messages()).contains("- RecoverDeadMaster: promoted server coordinates: bin.000012:4");
    }

    @Test
    void failedServersAreCalledByTheContractsWords() {
        assertThat(new FailureFacts.Role(true, true, true).contractName()).isEqualTo("co-master");
        assertThat(new FailureFacts.Role(true, false, true).contractName()).isEqualTo("group-member");
        assertThat(new FailureFacts.Role(true, false, false).contractName()).isEqualTo("master");
        assertThat(new FailureFacts.Role(false, false, false).contractName()).isEqualTo("intermediate-master");
    }

    @Test
    void whatHooksAreToldFollowsFromTheContextWhereNothingElseWasStored() {
        FailureFacts facts = RecoveryScript.context(0, List.of(replica("r1"), replica("r2"))).failureFacts();

        assertThat(facts.role().contractName()).isEqualTo("master");
        assertThat(facts.replicas()).containsExactly(key("r1"), key("r2"));
        assertThat(facts.description()).isEqualTo(AnalysisCode.DEAD_MASTER.description());
        assertThat(facts.clusterDomain()).isEqualTo("m:3306");
    }

    @Test
    void sourceThatReturnedIsToldToHooksThatWereToldOfItsFailure() {
        RecoveryScript recovery = started().tell(ran(HookPoint.PRE_FAILOVER, true))
                .looked(key("m"), new RecoveryEvent.Sight.Answered(false, false));

        assertThat(recovery.commands()).endsWith("look m", "PostUnsuccessfulFailoverProcesses");
        assertThat(recovery.resume().commands()).endsWith("PostUnsuccessfulFailoverProcesses");
        assertThat(recovery.tell(ran(HookPoint.POST_UNSUCCESSFUL_FAILOVER, true)).commands())
                .endsWith("resolve without block");
    }

    @Test
    void onlyConfiguredPointsRun() {
        RecoverySettings one = RecoveryScript.settings(true, false, false, HookPoint.POST_FAILOVER);

        assertThat(
                begin(one, replica("r1").has(100)).sourceIsGone().receiversStop().done().done().booksKept().commands())
                .containsExactly("look m", "stop r1", "promote r1", "read-only m", "books", "PostFailoverProcesses");
    }

    @Test
    void whoAsksForNoHooksGetsNone() {
        ReplicaBuilder replica = replica("r1").has(100);
        RecoveryContext c = RecoveryScript.context(0, List.of(replica));
        RecoveryContext silent = new RecoveryContext(c.uid(), c.failed(), c.code(), c.cluster(), c.clusterAlias(),
                c.classification(), c.sourceExecuted(), 0, c.replicas(), List.of(), 0, c.wanted(), true, true);

        assertThat(begin(ALL, silent, replica).sourceIsGone().receiversStop().done().done().booksKept().commands())
                .containsExactly("look m", "stop r1", "promote r1", "read-only m", "books", "resolve");
    }

    @Test
    void resumeRunsTheSameHooksAgain() {
        assertThat(started().resume().commands()).containsExactly("PreFailoverProcesses", "PreFailoverProcesses");
        assertThat(promoted().tell(ran(HookPoint.POST_MASTER_FAILOVER, true)).resume().commands())
                .endsWith("PostFailoverProcesses", "PostFailoverProcesses");
    }
}
