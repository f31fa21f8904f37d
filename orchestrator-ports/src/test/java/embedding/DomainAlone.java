package embedding;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.topology.Fleets;

/** The domain alone: what was observed goes in, what is wrong comes out. */
final class DomainAlone {
    private DomainAlone() {}

    static List<String> whatIsWrong(Collection<ObservedInstance> servers, Duration now) {
        return Fleets.of(servers)
                .clusters()
                .values()
                .stream()
                .flatMap(topology -> Analyzer
                        .analyze(topology, now, AnalysisSettings.DEFAULTS, Remembered.NOTHING)
                        .stream())
                .filter(Analysis::isProblem)
                .map(analysis -> analysis.key() + ": " + analysis.code().contractName() + ": "
                        + analysis.code().description())
                .toList();
    }
}
