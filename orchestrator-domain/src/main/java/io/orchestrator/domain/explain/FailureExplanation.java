package io.orchestrator.domain.explain;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryDecision;
import org.jspecify.annotations.Nullable;

/**
 * What would come of the failure of one server.
 *
 * @param server whose failure
 * @param present it has failed already: this is about what is, not about what would be
 * @param analysis what the analysis would say of it, or says
 * @param sentences why, by {@link Analysis#explain()}
 * @param decision what the policy would decide
 * @param succession who would follow it; null when this release promotes nobody for such a failure
 * @param hindrances what stands between the failure and its recovery, weightiest first
 */
public record FailureExplanation(InstanceKey server, boolean present, Analysis analysis, List<String> sentences,
        RecoveryDecision decision, @Nullable Succession succession, List<Hindrance> hindrances) {
    public FailureExplanation {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(analysis, "analysis");
        sentences = List.copyOf(sentences);
        Objects.requireNonNull(decision, "decision");
        hindrances = List.copyOf(hindrances);
    }

    /** Whether somebody would be promoted. */
    public boolean isRecovered() {
        return !promoted().equals(InstanceKey.NONE);
    }

    /** Who would be promoted, {@link InstanceKey#NONE} when nobody. */
    public InstanceKey promoted() {
        boolean blocked = hindrances.stream().anyMatch(Hindrance::isBlocking);
        return blocked || succession == null ? InstanceKey.NONE : succession.promoted();
    }

    /** One line: whether it would be recovered, and by whom or why not. */
    public String verdict() {
        if (isRecovered()) {
            return (present ? "fails now and is recovered: promotes " : "would be recovered: promotes ") + promoted();
        }
        List<String> blocks = hindrances.stream().filter(Hindrance::isBlocking).map(Hindrance::sentence).toList();
        String first = blocks.isEmpty() ? decision.reason() : blocks.getFirst();
        String more = blocks.size() > 1 ? " (and " + (blocks.size() - 1) + " more)" : "";
        return (present ? "fails now and is NOT recovered: " : "would NOT be recovered: ") + first + more;
    }
}
