package io.orchestrator.domain.instance;

import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaStatusTest {
    private static ChannelBuilder channel() {
        return new ChannelBuilder("").source("m");
    }

    record Case(ChannelBuilder channel, boolean configured, boolean running, boolean stopped, boolean failing) {}

    static Stream<Case> cases() {
        return Stream.of(new Case(channel(), true, true, false, false),
                new Case(channel().ioStopped(), true, false, false, false),
                new Case(channel().ioStopped().sqlStopped(), true, false, true, false),
                new Case(channel().failingToConnect(), true, false, false, true),
                new Case(channel().source("//m"), true, true, false, false),
                new Case(channel().source("_"), false, true, false, false),
                new Case(new ChannelBuilder(""), false, true, false, false),
                new Case(channel().byFilePosition(), true, true, false, false),
                new Case(channel().byFilePosition().read("", 0), false, true, false, false),
                new Case(channel().read("", 0), true, true, false, false));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predicates(Case c) {
        ReplicaStatus status = c.channel().build();

        assertThat(status.isConfigured()).isEqualTo(c.configured());
        assertThat(status.isRunning()).isEqualTo(c.running());
        assertThat(status.isStopped()).isEqualTo(c.stopped());
        assertThat(status.isFailingToConnect()).isEqualTo(c.failing());
    }

    @Test
    void withSourceKeepsTheRest() {
        ReplicaStatus status = channel().build();

        assertThat(status.withSource(Instances.key("x")).source()).isEqualTo(Instances.key("x"));
        assertThat(status.withSource(Instances.key("x")).withSource(status.source())).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"2003,'',true", "1045,'',true", "4031,'',true", "1236,error connecting to master,false", "0,'',false",
            "0,error connecting to master 'r@m:3306' - retry-time: 60,true",
            "0,error reconnecting to source 'r@m:3306',true", "0,connecting to master,false",
            "0,Got fatal error 1236 from master,false"})
    void connectionErrors(int number, String text, boolean connection) {
        assertThat(new ReplicationError(number, text).isConnectionFailure()).isEqualTo(connection);
    }

    @Test
    void noError() {
        assertThat(ReplicationError.NONE.isNone()).isTrue();
        assertThat(new ReplicationError(1, "").isNone()).isFalse();
        assertThat(new ReplicationError(0, "x").isNone()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ThreadState.class)
    void threadStatesComeBackFromTheirCode(ThreadState state) {
        assertThat(ThreadState.ofContractCode(state.contractCode())).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"Yes,RUNNING", "No,STOPPED", "Connecting,OTHER", "'',OTHER"})
    void threadStatesOfColumns(String text, ThreadState state) {
        assertThat(ThreadState.ofColumn(text)).isEqualTo(state);
    }

    @Test
    void unnamedChannelDrawsTheTreeElseTheFirst() {
        InstanceSnapshot both =
                Instances.server("r").channel(new ChannelBuilder("a").source("x")).replicaOf("m").snapshot();
        InstanceSnapshot named = Instances.server("r").channel(new ChannelBuilder("a").source("x")).snapshot();

        assertThat(both.sourceKey()).isEqualTo(Instances.key("m"));
        assertThat(both.isMultiSource()).isTrue();
        assertThat(named.sourceKey()).isEqualTo(Instances.key("x"));
        assertThat(Instances.server("m").snapshot().sourceKey()).isEqualTo(InstanceKey.NONE);
        assertThat(Instances.server("m").snapshot().isReplica()).isFalse();
    }

    @Test
    void channelsOfGroupReplicationAreNoSources() {
        ChannelBuilder recovery = new ChannelBuilder("group_replication_recovery").source("donor");
        InstanceSnapshot member = Instances.server("r").channel(recovery).snapshot();
        InstanceSnapshot replica = Instances.server("r").channel(recovery).replicaOf("m").snapshot();

        assertThat(member.isReplica()).isFalse();
        assertThat(member.sourceKey()).isEqualTo(InstanceKey.NONE);
        assertThat(member.channels()).hasSize(1);
        assertThat(replica.sourceKey()).isEqualTo(Instances.key("m"));
        assertThat(replica.isMultiSource()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"STATEMENT,MIXED,true", "MIXED,ROW,true", "ROW,MIXED,false", "ROW,ROW,false", "'',ROW,false",
            "STATEMENT,INHERIT,false"})
    void formats(String own, String other, boolean lower) {
        assertThat(Instances.server("a")
                .format(own)
                .snapshot()
                .binlog()
                .hasLowerFormatThan(Instances.server("b").format(other).snapshot().binlog())).isEqualTo(lower);
    }
}
