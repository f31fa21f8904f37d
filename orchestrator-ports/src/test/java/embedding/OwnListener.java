package embedding;

import io.orchestrator.ports.driving.AnalysisEvents;

/** Live events: {@code engine.analysisEvents().listen(event -> print(text(event)))}. */
final class OwnListener {
    private OwnListener() {}

    static String text(AnalysisEvents.Event event) {
        return switch (event) {
            case AnalysisEvents.Told told -> told.analysis().key() + ": " + told.analysis().code().contractName() + ": "
                    + told.verdict().text() + ": " + told.reason();
            case AnalysisEvents.Live live -> live.problems() + " problems stand; what follows is new";
            case AnalysisEvents.Missed missed -> missed.count() + " events were dropped: this listener is too slow";
        };
    }
}
