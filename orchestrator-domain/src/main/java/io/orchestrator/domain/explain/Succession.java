package io.orchestrator.domain.explain;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.AcknowledgementProof;
import io.orchestrator.domain.promotion.Choice;
import org.jspecify.annotations.Nullable;

/**
 * Who would follow a dead source.
 *
 * @param choice whom the recovery would promote, or why nobody
 * @param ranking all replicas of which something is known: who may be promoted first, in rank order
 * @param neverSeen servers that the source reported as replicas and that nobody ever saw: they are lost
 * @param proof whether it is certain that no acknowledged transaction is lost
 * @param atRisk transactions that would be lost; null when nobody would be promoted
 */
public record Succession(Choice choice, List<RankedReplica> ranking, List<InstanceKey> neverSeen,
        AcknowledgementProof proof, @Nullable AtRisk atRisk) {
    public Succession {
        Objects.requireNonNull(choice, "choice");
        ranking = List.copyOf(ranking);
        neverSeen = List.copyOf(neverSeen);
        Objects.requireNonNull(proof, "proof");
    }

    /** Who would be promoted, {@link InstanceKey#NONE} when nobody. */
    public InstanceKey promoted() {
        return switch (choice) {
            case Choice.Promote promote -> promote.candidate();
            case Choice.Nobody _ -> InstanceKey.NONE;
        };
    }

    /** Replicas that would follow who is promoted. */
    public List<InstanceKey> followers() {
        return switch (choice) {
            case Choice.Promote promote -> promote.followers();
            case Choice.Nobody _ -> List.of();
        };
    }

    /** Replicas that would be lost, each with its reason. */
    public List<Choice.PassedOver> lost() {
        return switch (choice) {
            case Choice.Promote promote -> promote.lost();
            case Choice.Nobody _ -> List.of();
        };
    }
}
