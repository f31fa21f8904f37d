package io.orchestrator.domain.gtid;

import java.util.Set;

import io.orchestrator.domain.identity.ServerUuid;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.gtid.GtidFixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

/** discovery.md 4: a replica below a source below a grand-source, all of them writing at times. */
class ErrantTransactionsTest {
    private static final String GRAND = "11111111-0000-0000-0000-000000000001";
    private static final String SOURCE = "22222222-0000-0000-0000-000000000002";
    private static final String SELF = "33333333-0000-0000-0000-000000000003";
    private static final String OTHER = "44444444-0000-0000-0000-000000000004";
    private static final Set<ServerUuid> ANCESTRY = Set.of(uuid(GRAND), uuid(SOURCE), uuid(SELF));

    @Test
    void nothingIsErrantWhenTheUpstreamHasItAll() {
        assertThat(errant(GRAND + ":1-10," + SOURCE + ":1-5", GRAND + ":1-10," + SOURCE + ":1-5")).isEmpty();
    }

    @Test
    void transactionsOfAncestorsMayBeAheadOfTheStaleUpstream() {
        assertThat(errant(GRAND + ":1-12:tag:4," + SOURCE + ":1-9", GRAND + ":1-10")).isEmpty();
    }

    @Test
    void ownWritesAreErrant() {
        assertThat(errant(GRAND + ":1-10," + SELF + ":1-2:tag:1", GRAND + ":1-10")).isEqualTo(SELF + ":1-2:tag:1");
    }

    @Test
    void ownWritesThatTheUpstreamHasAreNot() {
        assertThat(errant(GRAND + ":1-10," + SELF + ":1-5", GRAND + ":1-10," + SELF + ":1-3")).isEqualTo(SELF + ":4-5");
    }

    @Test
    void writesOfStrangersAreErrantUnlessTheUpstreamHasThem() {
        assertThat(errant(GRAND + ":1-10," + OTHER + ":1-7", GRAND + ":1-10," + OTHER + ":1-5"))
                .isEqualTo(OTHER + ":6-7");
    }

    @Test
    void ownWritesOfACoMasterAreLegitimate() {
        var question = new ErrantTransactions(GtidSet.mysql(SOURCE + ":1-10," + SELF + ":1-5," + OTHER + ":1"),
                GtidSet.mysql(SOURCE + ":1-9"), Set.of(uuid(SOURCE), uuid(SELF)), uuid(SELF), uuid(SOURCE), true);

        assertThat(question.compute()).isEqualTo(GtidSet.mysql(OTHER + ":1"));
    }

    @Test
    void nothingIsErrantWhileTheUpstreamIsUnknown() {
        assertThat(errant(SELF + ":1", "")).isEmpty();
    }

    @Test
    void sourceMissingInTheAncestryCountsAsAncestor() {
        var question = new ErrantTransactions(GtidSet.mysql(SOURCE + ":1-10," + SELF + ":1"),
                GtidSet.mysql(SOURCE + ":1-9"), Set.of(uuid(SELF)), uuid(SELF), uuid(SOURCE), false);

        assertThat(question.compute()).isEqualTo(GtidSet.mysql(SELF + ":1"));
    }

    @Test
    void upstreamThatDidNotTellItsUuidIsComparedAsItIs() {
        var question = new ErrantTransactions(GtidSet.mysql(SOURCE + ":1-10"), GtidSet.mysql(SOURCE + ":1-9"),
                Set.of(uuid(SELF)), uuid(SELF), null, false);

        assertThat(question.compute()).isEqualTo(GtidSet.mysql(SOURCE + ":10"));
    }

    private static String errant(String executed, String upstream) {
        return new ErrantTransactions(GtidSet.mysql(executed), GtidSet.mysql(upstream), ANCESTRY, uuid(SELF),
                uuid(SOURCE), false).compute().text();
    }
}
