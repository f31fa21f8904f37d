package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Queries that are configured to run on servers (discovery.md 3.3, 3.7, 8; config.md 7.6), asked with each probe here. */
class ConfiguredQueriesTest {
    private static final String NO_ROW = "no row";
    private static final String REFUSED = "refused";
    private static final ClassificationQueries ALL =
            new ClassificationQueries("alias", "domain", "name", "dc", "region",
                    "env", "rule", "priority", "pseudo", "lag");
    private static final ClassificationPatterns PATTERNS =
            new ClassificationPatterns(Pattern.compile("(d)b"), Pattern.compile("d(b)"), Pattern.compile("no group"));

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private ScriptedServer server;
    private ScriptedProbing probing;

    @BeforeEach
    void start() throws Exception {
        server = RecordedServer.of(new Recorded("mysql-8.0.21"), this::answer);
        probing = new ScriptedProbing(settings(ALL));
    }

    @AfterEach
    void end() throws Exception {
        probing.close();
        server.close();
    }

    private static ProbeSettings settings(ClassificationQueries queries) {
        return settings(queries, ProbeSettings.DEFAULT.statusEvery());
    }

    private static ProbeSettings settings(ClassificationQueries queries, Duration statusEvery) {
        ProbeSettings all = ProbeSettings.DEFAULT.withQueries(queries).withPatterns(PATTERNS);
        return new ProbeSettings(all.hostnameMethod(), all.queries(), all.patterns(), all.filters(), false,
                all.replicaListEvery(), statusEvery, Duration.ZERO, false, false, all.writes());
    }

    private Optional<List<Map<String, String>>> answer(String statement) {
        String answer = answers.get(statement);
        if (answer == null || answer.equals(REFUSED)) {
            return Optional.empty();
        }
        if (answer.equals(NO_ROW)) {
            return Optional.of(List.of());
        }
        return Optional.of(List.of(Map.of("only", answer)));
    }

    private InstanceSnapshot see() throws Exception {
        return probing.see(server, Depth.ROUTINE);
    }

    private Classification classify() throws Exception {
        return see().classification();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "0,false", "2,false", "'1 ',false", "yes,false", "'',false", "refused,false", "no row,false"})
    void onlyTheTextOneMeansPseudoGtid(String answer, boolean uses) throws Exception {
        answers.put("pseudo", answer);

        assertThat(classify().usesPseudoGtid()).isEqualTo(uses);
    }

    /** The server itself says 3 s. */
    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "-5,0", "99999999999999999999,2147483647", "1.5,3", "7.0,3", "'',3", "soon,3",
            "refused,3",
            "no row,3"})
    void lagIsAWholeNumberOrTheServersOwn(String answer, long seconds) throws Exception {
        answers.put("lag", answer);

        InstanceSnapshot seen = see();

        assertThat(seen.replicationLag()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(seen.defaultChannel().orElseThrow().behindSource()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void lagThatFailsAfterItWorkedIsTheServersOwn() throws Exception {
        answers.put("lag", "70");
        assertThat(see().replicationLag()).isEqualTo(Duration.ofSeconds(70));

        answers.put("lag", REFUSED);

        assertThat(see().replicationLag()).isEqualTo(Duration.ofSeconds(3));
    }

    /** The replicas of a source that is out of sight are probed in no other way. */
    @Test
    void lagIsReadAgainWithEvidenceWhenItIsOld() throws Exception {
        probing.reconfigure(settings(ALL, Duration.ZERO));
        answers.put("lag", "70");
        assertThat(see().replicationLag()).isEqualTo(Duration.ofSeconds(70));
        answers.put("lag", "80");

        assertThat(probing.see(server, Depth.LAST_LOOK).replicationLag()).isEqualTo(Duration.ofSeconds(70));
        assertThat(probing.see(server, Depth.EVIDENCE).replicationLag()).isEqualTo(Duration.ofSeconds(80));

        answers.put("lag", REFUSED);
        assertThat(probing.see(server, Depth.EVIDENCE).replicationLag()).isEqualTo(Duration.ofSeconds(3));
        assertThat(probing.see(server, Depth.EVIDENCE).classification().queriedLag()).isNull();
    }

    @Test
    void lagThatIsYoungIsNotReadWithEvidence() throws Exception {
        answers.put("lag", "70");
        see();
        answers.put("lag", "80");

        assertThat(probing.see(server, Depth.EVIDENCE).replicationLag()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void lagOfAQueryThatIsConfiguredNoMoreDoesNotOutliveIt() throws Exception {
        answers.put("lag", "70");
        see();

        probing.reconfigure(settings(ClassificationQueries.NONE, Duration.ZERO));

        assertThat(probing.see(server, Depth.EVIDENCE).replicationLag()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void withoutAQueryTheServersOwnLagCounts() throws Exception {
        probing.reconfigure(settings(ClassificationQueries.NONE));

        InstanceSnapshot seen = see();

        assertThat(seen.replicationLag()).isEqualTo(Duration.ofSeconds(3));
        assertThat(seen.classification().queriedLag()).isNull();
    }

    @Test
    void serverThatReplicatesFromNobodyHasTheQueriedLag() throws Exception {
        answers.put("lag", "4");
        try (var source = RecordedServer.of(new Recorded("percona-8.0.36"), this::answer)) {
            InstanceSnapshot seen = probing.see(source, Depth.ROUTINE);

            assertThat(seen.channels()).isEmpty();
            assertThat(seen.replicationLag()).isEqualTo(Duration.ofSeconds(4));
            assertThat(seen.standing()).isEqualTo(seen.standing().standing());
            assertThat(seen.standing().replicationLag()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"prefer,PREFER", "neutral,NEUTRAL", "prefer_not,PREFER_NOT",
            "must_not,MUST_NOT", "must,none", "PREFER,none", "'',none", "refused,none", "no row,none"})
    void rulesThatCanBeRegisteredAreTaken(String answer, @Nullable PromotionRule rule) throws Exception {
        answers.put("rule", answer);

        assertThat(classify().detectedRule()).isEqualTo(rule);
    }

    /** discovery.md 8.4: a failing query leaves the old rule to expire. */
    @Test
    void ruleThatIsNotToldAnyMoreIsNotKept() throws Exception {
        answers.put("rule", "prefer");
        answers.put("name", "first");
        assertThat(classify().detectedRule()).isEqualTo(PromotionRule.PREFER);

        answers.put("rule", REFUSED);
        answers.put("name", REFUSED);

        assertThat(classify().detectedRule()).isNull();
        assertThat(classify().instanceAlias()).as("any other attribute stays").isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "2586,2586", "99999999999,2147483647", "-1,8", "soon,8", "1.5,8", "refused,8", "no row,8"})
    void prioritiesAreWholeNumbersAndWhatIsNoneChangesNothing(String answer, int priority) throws Exception {
        answers.put("priority", "8");
        assertThat(classify().semiSyncPriority()).isEqualTo(8);

        answers.put("priority", answer);

        assertThat(classify().semiSyncPriority()).isEqualTo(priority);
    }

    /** discovery.md 8.3: the query overrides the pattern on success, be it with the empty text. */
    @Test
    void queriesOverridePatterns() throws Exception {
        answers.putAll(Map.of("dc", "east", "region", "", "env", REFUSED));

        Classification seen = classify();

        assertThat(seen.dataCenter()).isEqualTo("east");
        assertThat(seen.region()).isEmpty();
        assertThat(seen.physicalEnvironment()).isEmpty();
    }

    @Test
    void patternsHoldWhereQueriesFailOrAreConfiguredNoMore() throws Exception {
        assertThat(classify().dataCenter()).isEqualTo("d");
        answers.put("dc", "east");
        assertThat(classify().dataCenter()).isEqualTo("east");

        probing.reconfigure(settings(ClassificationQueries.NONE));

        assertThat(classify().dataCenter()).isEqualTo("d");
    }

    @Test
    void classificationIsMadeAnewOnlyWhenItChanges() throws Exception {
        probing.reconfigure(settings(ClassificationQueries.NONE));

        assertThat(classify()).isSameAs(classify());
    }

    @Test
    void everyQueryIsAskedOnceAProbeAndNoOther() throws Exception {
        see();
        int before = server.asked().size();

        see();

        Map<String, Integer> times = new HashMap<>();
        List<String> queries = new ArrayList<>(
                List.of("alias", "domain", "name", "dc", "region", "env", "rule", "priority", "pseudo", "lag"));
        server.asked()
                .subList(before, server.asked().size())
                .stream()
                .filter(queries::contains)
                .forEach(query -> times.merge(query, 1, Integer::sum));
        assertThat(times).containsOnlyKeys(queries).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
    }
}
