package io.orchestrator.domain.detection;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** All worked scenarios of detection.md 15. What is expected names every server of the pass that has something to say. */
class WorkedScenariosTest {
    static Stream<Scenario> scenarios() {
        return Stream.of(SourceScenarios.dead(), SourceScenarios.alive(), SourceScenarios.semiSync(),
                SourceScenarios.readOnly(), TreeScenarios.coMasters(), TreeScenarios.deadIntermediates(),
                TreeScenarios.livingIntermediates(), TreeScenarios.groups(), CircumstanceScenarios.downtime(),
                CircumstanceScenarios.knowledge(), CircumstanceScenarios.structure()).flatMap(List::stream);
    }

    @ParameterizedTest(name = "scenario {0}")
    @MethodSource("scenarios")
    void givesTheCodesOfTheContract(Scenario scenario) {
        assertThat(scenario.result()).isEqualTo(scenario.expected());
    }

    @ParameterizedTest(name = "scenario {0}")
    @MethodSource("scenarios")
    void explainsEachResult(Scenario scenario) {
        assertThat(scenario.analyses()).allSatisfy(analysis -> {
            assertThat(analysis.explain()).isNotEmpty().noneMatch(String::isBlank);
            if (analysis.code() != AnalysisCode.NO_PROBLEM) {
                assertThat(analysis.explain().getFirst()).startsWith(analysis.code().contractName() + " by rule ");
            }
        });
    }

    @Test
    void everyRowOfTheTableIsThere() {
        List<String> rows = scenarios().map(s -> s.toString().split(" ", 2)[0]).distinct().toList();

        assertThat(rows).isEqualTo(
                IntStream.rangeClosed(1, 99).mapToObj(String::valueOf).collect(Collectors.toList()));
    }
}
