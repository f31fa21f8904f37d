package io.orchestrator.it.target;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.contract.Patience;
import io.orchestrator.ports.contract.ServersUnderTest;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.ServerWatch;

/** Real servers and the real adapters, for the contract kits of the ports. */
final class LabServers implements ServersUnderTest {
    private final ServerFlavor flavor;
    private final ReplicationLab lab;
    private final TargetFixture fixture;

    LabServers(ServerFlavor flavor) {
        this.flavor = flavor;
        this.lab = ReplicationLab.of(flavor).replicas(2).start();
        this.fixture = TargetFixture.create();
    }

    private RealServer server(InstanceKey key) {
        return lab.servers().stream().filter(server -> server.key().equals(key)).findFirst().orElseThrow();
    }

    @Override
    public InstanceKey source() {
        return lab.source().key();
    }

    @Override
    public List<InstanceKey> replicas() {
        return lab.replicas().stream().map(RealServer::key).toList();
    }

    @Override
    public boolean write(InstanceKey key) {
        try {
            server(key).sql(Account.APPLICATION).execute("replace into test.heartbeat values (9, now(6))");
            return true;
        } catch (ServerException e) {
            return false;
        }
    }

    @Override
    public void kill(InstanceKey key) {
        server(key).kill9();
    }

    @Override
    public boolean tellsShutDown() {
        return flavor == ServerFlavor.MYSQL;
    }

    @Override
    public void shutDown(InstanceKey key) {
        server(key).shutdown();
    }

    @Override
    public void hang(InstanceKey key) {
        server(key).sigstop();
    }

    @Override
    public void resume(InstanceKey key) {
        server(key).sigcont();
    }

    @Override
    public void stopApplier(InstanceKey key) {
        server(key).sql().execute(flavor == ServerFlavor.MYSQL ? "stop replica sql_thread" : "stop slave sql_thread");
        Await.until("a stopped applier", Duration.ofSeconds(10),
                () -> fixture.see(server(key), InstanceProber.Depth.EVIDENCE)
                        .defaultChannel()
                        .filter(channel -> channel.applier() == ThreadState.STOPPED)
                        .isPresent());
    }

    @Override
    public InstanceProber prober() {
        return fixture.adapters.prober();
    }

    @Override
    public InstanceActuator actuator() {
        return fixture.adapters.actuator();
    }

    @Override
    public ServerWatch watch() {
        return fixture.adapters.watch();
    }

    @Override
    public Patience patience() {
        return Patience.inRealTime(Duration.ofSeconds(20));
    }

    @Override
    public Duration now() {
        return TargetFixture.TIME.monotonic();
    }

    @Override
    public void close() {
        fixture.close();
        lab.close();
    }
}
