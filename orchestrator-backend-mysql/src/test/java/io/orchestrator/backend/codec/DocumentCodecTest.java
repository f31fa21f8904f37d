package io.orchestrator.backend.codec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.ReplicaFacts;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.FailureFacts;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DocumentCodecTest {

    private static final String UUID = "00020192-1111-1111-1111-111111111111";
    private static final InstanceKey SOURCE = new InstanceKey("db1", 3306);
    private static final InstanceKey REPLICA = new InstanceKey("2001:db8::1", 3307);
    private static final GtidSet SET = GtidSet.mysql(UUID + ":1-77,00020193-1111-1111-1111-111111111111:tag:5");

    private static final RecoveryContext CONTEXT = new RecoveryContext(new RecoveryUid("1:ab"), SOURCE,
            AnalysisCode.DEAD_MASTER, new ClusterName("db1:3306"), "main", Classification.NONE, SET, 1,
            List.of(new ReplicaFacts(REPLICA, 12, new ServerUuid(UUID), new ServerVersion("9.7.0"), Flavor.MYSQL,
                    new BinlogFacts(true, true, "ROW", "FULL", BinlogCoordinates.binaryLog("bin.000012", 4)),
                    Classification.NONE, PromotionRule.PREFER, GtidPositioning.ORACLE_AUTO_POSITION, Duration.ZERO,
                    null, true, false, SET, false, false, true)),
            List.of(SOURCE), 1, InstanceKey.NONE, false, false,
            new FailureFacts("dead", new FailureFacts.Role(true, false, false), "shop.example.com", 2, List.of(REPLICA),
                    false, true, false, ""));
    private static final Map<InstanceKey, ReplicaReading> READINGS =
            Map.of(REPLICA, new ReplicaReading(SOURCE, SET, SET, false, true, true));
    private static final Choice.Promote CHOICE = new Choice.Promote(REPLICA, "it has all", InstanceKey.NONE, SET,
            List.of(), List.of(new Choice.PassedOver(SOURCE, "down")), GtidSet.emptyMysql(), List.of());
    private static final RecoveryOutcome OUTCOME =
            new RecoveryOutcome(true, REPLICA, "", List.of(), List.of(REPLICA), List.of("one", "two"),
                    BinlogCoordinates.binaryLog("bin.000012", 4));

    static Stream<RecoveryState> statesOfEveryKind() {
        return Stream.of(new RecoveryState.RunningPreHooks(CONTEXT, 1, 0),
                new RecoveryState.LookingAtSource(CONTEXT, 2, 1, true, List.of()),
                new RecoveryState.StoppingReceivers(CONTEXT, 1, 1, List.of()),
                new RecoveryState.DrainingDonor(CONTEXT, 1, 2, READINGS, CHOICE, List.of()),
                new RecoveryState.PointingToDonor(CONTEXT, 1, 2, READINGS, CHOICE, List.of()),
                new RecoveryState.DrainingCandidate(CONTEXT, 1, 2, READINGS, CHOICE,
                        List.of(new Choice.PassedOver(SOURCE, "slow"))),
                new RecoveryState.LookingAgain(CONTEXT, 1, 3, READINGS, CHOICE, List.of()),
                new RecoveryState.Promoting(CONTEXT, 1, 3, READINGS, CHOICE, List.of(), true),
                new RecoveryState.Verifying(CONTEXT, 1, 3, READINGS, CHOICE, List.of(), true, 2),
                new RecoveryState.Repointing(CONTEXT, 1, 4, CHOICE, BinlogCoordinates.binaryLog("bin.000012", 4)),
                new RecoveryState.Fencing(CONTEXT, 1, 5, CHOICE, OUTCOME),
                new RecoveryState.Bookkeeping(CONTEXT, 1, 5, CHOICE, OUTCOME),
                new RecoveryState.Undoing(CONTEXT, 1, 2, "source returned", false),
                new RecoveryState.RunningPostHooks(CONTEXT, 1, 5, OUTCOME, List.of(HookPoint.POST_FAILOVER), true),
                new RecoveryState.Ended(CONTEXT, 1, 5, OUTCOME, true));
    }

    @ParameterizedTest
    @MethodSource("statesOfEveryKind")
    void stateComesBackAsItWas(RecoveryState state) {
        var codec = DocumentCodec.recoveryStates();

        assertThat(codec.read(codec.write(state), "1:ab")).isEqualTo(state);
    }

    @Test
    void everyKindOfStateIsTested() {
        assertThat(statesOfEveryKind().map(Object::getClass))
                .containsExactlyInAnyOrder(RecoveryState.class.getPermittedSubclasses());
    }

    /** What an older version has stored must be readable: who changes this text counts the version up. */
    @Test
    void formOfVersionOneIsFixed() {
        var codec = DocumentCodec.actions();
        var stored = new Document(1,
                "{\"is\":\"Promote\",\"key\":\"db1:3306\",\"expiry\":\"PT3S\",\"semiSyncSource\":true}");

        assertThat(codec.read(stored, "db1:3306"))
                .isEqualTo(new ServerAction.Promote(SOURCE, Duration.ofSeconds(3), true));
        assertThat(codec.write(new ServerAction.Promote(SOURCE, Duration.ofSeconds(3), true))).isEqualTo(stored);
    }

    /** A newer release may add what older ones may ignore without a new version. */
    @ParameterizedTest
    @MethodSource("statesOfEveryKind")
    void memberThatANewerReleaseAddedWithinTheVersionIsIgnored(RecoveryState state) {
        var codec = DocumentCodec.recoveryStates();
        var newer = codec.write(state)
                .text()
                .replaceFirst("^\\{", "{\"addedLater\":{\"by\":[1,2]},")
                .replace("\"context\":{", "\"context\":{\"addedBelow\":true,");

        assertThat(newer).contains("addedLater").contains("addedBelow");
        assertThat(codec.read(new Document(1, newer), "1:ab")).isEqualTo(state);
    }

    /** What hooks are told beside the rest came later than the first states that were stored. */
    @Test
    void stateWithoutFactsForHooksIsRead() {
        var codec = DocumentCodec.recoveryStates();
        var older = codec.write(new RecoveryState.RunningPreHooks(CONTEXT, 1, 0))
                .text()
                .replaceFirst(",\"facts\":\\{.*?\\{.*?\\}.*?\\}", "");

        assertThat(older).doesNotContain("facts");
        assertThat(codec.read(new Document(1, older), "1:ab").context().failureFacts().description())
                .isEqualTo(AnalysisCode.DEAD_MASTER.description());
    }

    @Test
    void kindOfStateThatANewerReleaseAddedIsNotRead() {
        var codec = DocumentCodec.recoveryStates();
        var newer = codec.write(new RecoveryState.Promoting(CONTEXT, 1, 3, READINGS, CHOICE, List.of(), true))
                .text()
                .replace("\"Promoting\"", "\"Pondering\"");

        assertThatThrownBy(() -> codec.read(new Document(1, newer), "1:ab")).isInstanceOfSatisfying(
                BackendException.class, e -> assertThat(e.category()).isEqualTo(Category.INCOMPATIBLE));
    }

    @Test
    void unknownVersionIsReportedAndNotRead() {
        var codec = DocumentCodec.actions();

        assertThatThrownBy(() -> codec.read(new Document(2, "{}"), "1:ab"))
                .isInstanceOfSatisfying(BackendException.class,
                        e -> assertThat(e.category()).isEqualTo(Category.INCOMPATIBLE))
                .hasMessageContaining("1:ab")
                .hasMessageContaining("version 2");
    }

    @Test
    void damagedDocumentIsReportedAndNotRead() {
        var codec = DocumentCodec.observations();
        var whole = codec.write(new ObservedDocument(null, false, true,
                new ProbeFailure(ProbeFailure.Kind.REFUSED, "nobody listens on db1:3306"), 3, Duration.ofMillis(2),
                null, null));

        assertThat(codec.read(whole, "db1:3306").failuresInRow()).isEqualTo(3);
        for (var text : List.of("", "null", "{", whole.text().replace("failuresInRow", "failures"),
                whole.text().replace("REFUSED", "BORED"), whole.text().replace("PT0.002S", "soon"))) {
            assertThatThrownBy(() -> codec.read(new Document(1, text), "db1:3306")).as(text)
                    .isInstanceOfSatisfying(BackendException.class,
                            e -> assertThat(e.category()).isEqualTo(Category.INCOMPATIBLE));
        }
    }

    @Test
    void whatIsKnownOfAWritePathComesBackAndMayBeMissing() {
        var codec = DocumentCodec.observations();
        var health = new WriteHealth(
                new CommitProgress(CommitProgress.Wait.COMMIT, 3, Duration.ofSeconds(9), Duration.ofMillis(8_100)),
                new ProbeWrite(ProbeWrite.Result.UNANSWERED, Duration.ofSeconds(2), Duration.ofSeconds(7), 0, "late"));

        var whole = codec.write(new ObservedDocument(null, true, true, null, 0, Duration.ofMillis(2), null, health));
        var ofAnOlderRelease =
                codec.write(new ObservedDocument(null, true, true, null, 0, Duration.ofMillis(2), null, null));

        assertThat(codec.read(whole, "db1:3306").writes()).isEqualTo(health);
        assertThat(ofAnOlderRelease.text()).doesNotContain("writes");
        assertThat(codec.read(ofAnOlderRelease, "db1:3306").writes()).isNull();
    }
}
