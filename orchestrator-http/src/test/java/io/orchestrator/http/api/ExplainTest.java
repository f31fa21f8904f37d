package io.orchestrator.http.api;

import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.FleetPicture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.server;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

/** What {@code explain} answers. */
class ExplainTest extends SteadyFleet {
    @BeforeEach
    void oneCluster() {
        List<InstanceBuilder> servers = List.of(server("db1").executed(made(10)),
                server("db2").replicaOf("db1").executed(made(8)).readOnly().dataCenter("east"),
                server("db3").replicaOf("db1").executed(made(10)).readOnly().lag(3), server("db4").replicaOf("db3"));
        useCases.picture = new FleetPicture(Fleets.of(Stream.concat(servers.stream(), Stream.of(server("other")))
                .map(InstanceBuilder::observed)
                .toList()), Instances.NOW, SampleFleet.instant("2026-11-23 09:09:07"));
    }

    private String explained(String what) {
        return server.body("/api/explain/" + what);
    }

    @Test
    void shouldTellTheVerdictThenEverything() {
        String body = explained("db1:3306");

        assertThatJson(body).node("Code").isEqualTo("OK");
        assertThatJson(body).node("Message").isEqualTo("db1:3306 would be recovered: promotes db3:3306");
        assertThatJson(body).node("Details.ClusterName").isEqualTo("db1:3306");
        assertThatJson(body).node("Details.Picture")
                .isEqualTo("{Origin: 'leader', At: '2026-11-23T09:09:07Z', OldestReadingMillis: null}");
        assertThatJson(body).node("Details.Failures").isArray().hasSize(1);
        assertThatJson(body).node("Details.Failures[0].Analysis").isEqualTo("DeadMaster");
        assertThatJson(body).node("Details.Failures[0].Recovered").isEqualTo(true);
        assertThatJson(body).node("Details.Failures[0].Promoted").isEqualTo("{Hostname: 'db3', Port: 3306}");
        assertThatJson(body).node("Details.Failures[0].Decision").isEqualTo("recover");
        assertThatJson(body).node("Details.Failures[0].Hindrances").isArray().isEmpty();
        assertThatJson(body).node("Details.Failures[0].Succession.Followers[0].Hostname").isEqualTo("db2");
        assertThatJson(body).node("Details.Failures[0].Succession.Ranking[1]").isEqualTo("""
                {Rank: 2, Key: {Hostname: 'db2', Port: 3306}, Reason: '${json-unit.ignore}', PromotionRule: 'neutral',
                 DataCenter: 'east', Region: '', Version: '8.0.36', BinlogFormat: 'ROW', MissingTransactions: 2,
                 UnappliedTransactions: 0, LagMillis: 0, Acknowledges: false, IsDowntimed: false, ReadAgoMillis: 0}""");
        assertThatJson(body).node("Details.Failures[0].Succession.TransactionsAtRisk.Count").isEqualTo(0);
        assertThatJson(body).node("Details.Servers").isArray().hasSize(4);
        assertThatJson(body).node("Details.Servers[2].Channels[0].LagMillis").isEqualTo(3000);
        assertThatJson(body).node("Details.Lines").isArray().contains("db1:3306 would be recovered: promotes db3:3306");
    }

    @Test
    void shouldTellOfAServerFirstThatIsAskedFor() {
        for (String asked : List.of("db3/3306", "db3:3306", "db3", "b3:3306")) {
            assertThatJson(explained(asked)).as(asked).node("Details.Failures[0].Server.Hostname").isEqualTo("db3");
            assertThatJson(explained(asked)).node("Details.Failures[0].Succession").isNull();
            assertThatJson(explained(asked)).node("Details.Failures[1].Server.Hostname").isEqualTo("db1");
        }
    }

    @Test
    void shouldTellWhatBlocks() {
        useCases.disabled = true;

        assertThatJson(explained("db1:3306")).node("Details.Failures[0].Hindrances")
                .isEqualTo("[{Weight: 'blocks', Sentence: 'recoveries are disabled globally'}]");
        assertThatJson(explained("db1:3306")).node("Details.Failures[0].Promoted").isNull();
        assertThatJson(explained("db1:3306")).node("Details.Failures[0].Succession.Candidate.Hostname")
                .isEqualTo("db3");
    }

    @Test
    void shouldRefuseWhatNobodyKnows() {
        assertError("explain/nothing",
                "2026-11-23 09:09:07 ERROR Unable to determine cluster name. clusterHint=nothing", "null");
        assertError("explain/nobody/3306", "Cannot explain: Instance not found: nobody:3306", "null");
        assertError("explain/db1/x", "Cannot explain: Invalid port: x", "null");
    }

    @Test
    void shouldSayWhatFailed() {
        useCases.failure = new PortException(PortException.Category.UNAVAILABLE, "the backend hangs", null);

        assertThat(explained("db1/3306")).contains("\"Message\":\"Cannot explain: the backend hangs\"");
    }
}
