package io.orchestrator.it.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The client against the service as it is shipped, over a source and two replicas. */
class ShellClientIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private static Path serviceFolder;
    private static ReplicationLab lab;
    private static ServiceProcess service;

    @TempDir private Path folder;
    private ShellClient client;

    @BeforeAll
    static void discover() {
        lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(2).start();
        service = ServiceProcess.start(serviceFolder, Map.of("DetectClusterAliasQuery", "select 'the shop'"));
        service.discover(key(lab.source()));
        Await.until("both replicas to be known", LIMIT, () -> service.replicating(key(lab.source())) == 2);
    }

    @AfterAll
    static void stop() {
        service.close();
        lab.close();
    }

    @BeforeEach
    void prepare() {
        client = new ShellClient(folder).asking("http://127.0.0.1:" + Ports.free() + " " + service.url());
    }

    private static InstanceKey key(RealServer server) {
        return server.key();
    }

    private static String name(RealServer server) {
        return key(server).display();
    }

    private static List<String> replicas() {
        return lab.replicas().stream().map(ShellClientIT::name).sorted().toList();
    }

    private List<String> ask(String... words) {
        var outcome = client.run(words);

        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exit()).isZero();
        return outcome.stdout();
    }

    @Test
    void it_shows_clusters_and_their_members() {
        String source = name(lab.source());

        assertThat(ask("-c", "clusters")).containsExactly(source);
        assertThat(ask("-c", "clusters-alias")).containsExactly(source + ",the shop");
        assertThat(ask("-c", "which-cluster", "-i", replicas().getFirst())).containsExactly(source);
        assertThat(ask("-c", "which-cluster-alias", "-i", source)).containsExactly("the shop");
        assertThat(ask("-c", "which-cluster-master", "-a", "the shop")).containsExactly(source);
        assertThat(ask("-c", "which-cluster-instances", "-a", "the shop")).contains(source).containsAll(replicas());
        assertThat(ask("-c", "all-clusters-masters")).containsExactly(source);
        assertThat(ask("-c", "all-instances")).hasSize(3);
        assertThat(ask("-c", "search", "-i", ":" + lab.source().port())).contains(source);
    }

    @Test
    void it_draws_the_topology() {
        assertThat(ask("-c", "topology", "-i", name(lab.source()))).hasSize(3)
                .first()
                .asString()
                .startsWith(name(lab.source()));
        assertThat(ask("-c", "topology-tabulated", "-a", "the shop")).hasSize(3);
    }

    @Test
    void it_reads_one_server() {
        String source = name(lab.source());
        String replica = replicas().getFirst();

        assertThat(ask("-c", "discover", "-i", replica)).containsExactly(replica);
        assertThat(ask("-c", "which-replicas", "-i", source)).containsExactlyElementsOf(replicas());
        assertThat(ask("-c", "which-broken-replicas", "-i", source)).isEmpty();
        assertThat(ask("-c", "which-master", "-i", replica)).containsExactly(source);
        assertThat(ask("-c", "which-master", "-i", source)).containsExactly(":0");
        assertThat(ask("-c", "is-replicating", "-i", replica)).containsExactly(replica);
        assertThat(ask("-c", "is-replication-stopped", "-i", replica)).isEmpty();
    }

    @Test
    void it_begins_and_ends_a_downtime() {
        String replica = replicas().getLast();

        assertThat(
                ask("-c", "begin-downtime", "-i", replica, "-o", "me", "-r", "a new \"disk\" / 2 & more", "-u", "1h"))
                .containsExactly(replica);
        assertThat(ask("-c", "downtimed")).containsExactly(replica);
        assertThat(service.get("instance/" + replica.replace(':', '/')).path("DowntimeReason").asString())
                .isEqualTo("a new \"disk\" / 2 & more");
        assertThat(ask("-c", "end-downtime", "-i", replica)).containsExactly(replica);
        assertThat(ask("-c", "downtimed", "-a", "the shop")).isEmpty();
    }

    @Test
    void it_registers_a_candidate() {
        String replica = replicas().getFirst();

        assertThat(ask("-c", "register-candidate", "-i", replica, "-R", "prefer")).containsExactly(replica);
        Await.until("the rule to be known", LIMIT, () -> service.get("instance/" + replica.replace(':', '/'))
                .path("PromotionRule")
                .asString()
                .equals("prefer"));
    }

    @Test
    void it_analyses_and_acknowledges() {
        assertThat(ask("-c", "replication-analysis"))
                .allMatch(line -> line.contains(" (cluster " + name(lab.source()) + "): "));
        assertThat(ask("-c", "ack-all-recoveries", "-r", "all of it")).containsExactly("all of it");
        assertThat(ask("-c", "ack-cluster-recoveries", "-a", "the shop", "-r", "x"))
                .containsExactly(name(lab.source()));
        assertThat(ask("-c", "disable-global-recoveries")).containsExactly("disabled");
        assertThat(ask("-c", "check-global-recoveries")).containsExactly("disabled");
        assertThat(ask("-c", "enable-global-recoveries")).containsExactly("enabled");
    }

    @Test
    void it_explains() {
        String source = name(lab.source());

        assertThat(ask("-c", "explain", "-a", "the shop")).first()
                .asString()
                .startsWith("Cluster the shop, " + source + ", as the leader knows it");
        assertThat(ask("-c", "explain", "-i", source).get(1)).startsWith(source + " would ");
        assertThat(ask("-c", "explain", "-i", replicas().getFirst()).get(1))
                .startsWith(replicas().getFirst() + " would NOT be recovered: no server replicates from it");
    }

    @Test
    void refusals_are_told_with_the_servers_words() {
        var outcome = client.run("-c", "recover", "-i", name(lab.source()));

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).containsExactly("Recovery not attempted");
        assertThat(outcome.stdout())
                .containsExactly("{ \"Hostname\": \"127.0.0.1\", \"Port\": " + lab.source().port() + " }");
        assertThat(client.run("-c", "raft-leader").stderr())
                .containsExactly("raft-state: not running with raft setup");
        assertThat(client.run("-c", "which-cluster", "-i", "nosuch").stderr()).singleElement()
                .asString()
                .endsWith("Unable to determine cluster name. clusterHint=nosuch");
    }
}
