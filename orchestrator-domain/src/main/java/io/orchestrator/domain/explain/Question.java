package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryCircumstances;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.Topology;

/**
 * What is asked, and all that the answer depends on.
 *
 * @param topology the cluster as known; a downtime in it counts as active
 * @param asked the server whose death was asked for beside those of the sources, {@link InstanceKey#NONE} when none
 * @param picture where that is known from
 * @param settings what decides
 * @param remembered what analyses take from before
 * @param circumstances as a decision now would have them; nobody forces it
 * @param recoveries those of this cluster, or that promoted one of its servers, that block others or have not ended
 * @param ofNode what else stands in the way at the node that answers
 */
public record Question(Topology topology, InstanceKey asked, Picture picture, Settings settings,
        Remembered remembered, RecoveryCircumstances circumstances, List<RecoveryRecord> recoveries,
        List<Hindrance> ofNode) {
    public Question {
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(remembered, "remembered");
        Objects.requireNonNull(circumstances, "circumstances");
        recoveries = List.copyOf(recoveries);
        ofNode = List.copyOf(ofNode);
    }

    /** Monotonic time of the answer, on the clock of the observations. */
    Duration now() {
        return circumstances.now();
    }

    /**
     * What decides.
     *
     * @param analysis limits and filters of detection
     * @param recovery limits and switches of recoveries
     */
    public record Settings(AnalysisSettings analysis, RecoverySettings recovery) {
        public Settings {
            Objects.requireNonNull(analysis, "analysis");
            Objects.requireNonNull(recovery, "recovery");
        }
    }
}
