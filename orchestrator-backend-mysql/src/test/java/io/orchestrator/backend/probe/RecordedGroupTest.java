package io.orchestrator.backend.probe;

import java.util.List;
import java.util.Objects;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.GroupReplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A server's place in a replication group (discovery.md 3.5). */
class RecordedGroupTest {
    private static final String GROUP = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    private static final InstanceKey PRIMARY = new InstanceKey("db1.example", 3306);
    private static final List<Row> MEMBERS = new Recorded("mysql-8.4.3").rows("group-members");

    @Test
    void secondaryIsSeenWithStateRoleMembersAndPrimary() {
        GroupReplication group = new Recorded("mysql-8.4.3").snapshot().group();

        assertThat(group).isEqualTo(new GroupReplication(GROUP, true, "RECOVERING", "SECONDARY",
                List.of(PRIMARY, new InstanceKey("db3.example", 3307)), PRIMARY));
    }

    @ParameterizedTest
    @CsvSource({"3e11fa47-71ca-11e1-9e33-c80aa9429562,ONLINE,PRIMARY,true",
            "4f22fa47-71ca-11e1-9e33-c80aa9429562,RECOVERING,SECONDARY,false",
            "5a33fa47-71ca-11e1-9e33-c80aa9429562,UNREACHABLE,SECONDARY,false"})
    void everyMemberFindsItselfByItsUuid(String uuid, String state, String role, boolean primary) {
        GroupReplication group = Objects.requireNonNull(GroupReader.read(MEMBERS, new ServerUuid(uuid)));

        assertThat(group.memberState()).isEqualTo(state);
        assertThat(group.memberRole()).isEqualTo(role);
        assertThat(group.isPrimary()).isEqualTo(primary);
        assertThat(group.primary()).isEqualTo(PRIMARY);
        assertThat(group.members()).hasSize(2);
        assertThat(group.isMember()).isTrue();
    }

    @Test
    void expelledMemberKnowsNoPrimary() {
        List<Row> alone = List.of(MEMBERS.get(1).with("member_state", "ERROR"));

        GroupReplication group = GroupReader.read(alone, new ServerUuid("4f22fa47-71ca-11e1-9e33-c80aa9429562"));

        assertThat(group).isEqualTo(
                new GroupReplication(GROUP, true, "ERROR", "SECONDARY", List.of(), InstanceKey.NONE));
    }

    @Test
    void groupWithSeveralPrimariesIsNone() {
        List<Row> multi = MEMBERS.stream().map(row -> row.with("single_primary", "0")).toList();

        assertThat(GroupReader.read(multi, new ServerUuid("4f22fa47-71ca-11e1-9e33-c80aa9429562"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-5.7.44", "mysql-8.0.36", "percona-8.0.36", "mariadb-10.11.6"})
    void serverWithoutTheVariableIsNotAsked(String folder) {
        Recorded server = new Recorded(folder);

        assertThat(server.traits().hasGroupReplication()).isFalse();
        assertThat(server.snapshot().group()).isNull();
    }

    @Test
    void strangersAreNoMembers() {
        assertThat(GroupReader.read(MEMBERS, new ServerUuid("00000000-0000-0000-0000-000000000001"))).isNull();
        assertThat(GroupReader.read(MEMBERS, null)).isNull();
        assertThat(GroupReader.read(List.of(), new ServerUuid("4f22fa47-71ca-11e1-9e33-c80aa9429562"))).isNull();
    }
}
