package io.orchestrator.it.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** A source and a replica that are known by their IPv6 address, and that listen on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "io.orchestrator.it.target.Ipv6Contract#hasIpv6Loopback", disabledReason = "this machine has no ::1")
abstract class Ipv6Contract {
    private static final String LOOPBACK = "::1";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ServerFlavor flavor;
    private List<RealServer> servers = List.of();

    Ipv6Contract(ServerFlavor flavor) {
        this.flavor = flavor;
    }

    static boolean hasIpv6Loopback() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    @BeforeAll
    void startServers() {
        // The IPv4 address is for the test's own statements.
        servers = RealServers.start(flavor, ServerOptions.defaults()
                .withBindAddress("127.0.0.1," + LOOPBACK)
                .with("--report-host=" + LOOPBACK), 2);
        Replication.of(replica()).follow(key(source()));
        Await.until("the replica to follow " + key(source()), LIMIT, () -> Replication.of(replica())
                .status()
                .filter(Replication.Status::replicating)
                .isPresent());
    }

    @AfterAll
    void endServers() {
        servers.forEach(RealServer::close);
    }

    private RealServer source() {
        return servers.getFirst();
    }

    private RealServer replica() {
        return servers.getLast();
    }

    private static InstanceKey key(RealServer server) {
        return new InstanceKey(LOOPBACK, server.port());
    }

    private static InstanceSnapshot see(TargetFixture fixture, RealServer server) {
        ProbeOutcome outcome = fixture.probe(key(server), Depth.ROUTINE, TargetFixture.PATIENCE);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
        return ((ProbeOutcome.Seen) outcome).snapshot();
    }

    @Test
    void serversAreProbedByTheirIpv6Address() {
        try (TargetFixture fixture = TargetFixture.create()) {
            assertThat(see(fixture, source()).key()).isEqualTo(key(source()));
            assertThat(see(fixture, source()).server().serverId()).isEqualTo(source().port());
            assertThat(see(fixture, replica()).sourceKey()).isEqualTo(key(source()));
            assertThat(see(fixture, replica()).isReplicating()).isTrue();
        }
    }

    @Test
    void replicasAreFoundWhereTheySayTheyAre() {
        try (TargetFixture fixture = TargetFixture.create()) {
            assertThat(see(fixture, source()).replicas()).containsExactly(key(replica()));
        }
    }

    @Test
    void replicasAreFoundAmongTheClients() {
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withReplicaListByStatement(false))) {
            // The process list tells the host only, the port is taken from the probed server.
            assertThat(see(fixture, source()).replicas()).containsExactly(key(source()));
        }
    }

    @Test
    void serversAreChangedByTheirIpv6Address() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.StopReceiver(key(replica())));
            fixture.done(new ServerAction.PointTo(key(replica()), key(source())));

            assertThat(see(fixture, replica()).sourceKey()).isEqualTo(key(source()));
        }
    }

    @Test
    void nobodyListensIsRefusedAtOnce() {
        try (TargetFixture fixture = TargetFixture.create()) {
            ProbeFailure failure = TargetFixture.failureOf(
                    fixture.probe(new InstanceKey(LOOPBACK, 1), Depth.ROUTINE, TargetFixture.PATIENCE));

            assertThat(failure.kind()).isEqualTo(ProbeFailure.Kind.REFUSED);
            assertThat(failure.message()).contains("::1:1");
        }
    }
}
