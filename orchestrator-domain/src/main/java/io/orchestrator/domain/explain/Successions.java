package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.promotion.AcknowledgementProof;
import io.orchestrator.domain.promotion.CandidateChooser;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.Contest;
import io.orchestrator.domain.promotion.ReplicaFacts;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryContexts;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Lets the recovery's own choice be made from what is known now. A real recovery reads each replica after its receiver stopped; here
 * the last probe of each stands for that reading.
 */
final class Successions {
    private static final RecoveryUid NO_RECOVERY = new RecoveryUid("explanation");

    private final Topology topology;
    private final RecoveryContext context;
    private final Contest contest;
    private final Question question;

    private Successions(Question question, Topology topology, RecoveryContext context, Contest contest) {
        this.question = question;
        this.topology = topology;
        this.context = context;
        this.contest = contest;
    }

    /** @param topology the cluster with the server of the analysis dead */
    static Succession of(Question question, Analysis analysis, Topology topology) {
        RecoveryContext context =
                RecoveryContexts.of(NO_RECOVERY, analysis, topology, InstanceKey.NONE, false, false);
        Contest contest = new Contest(context.failed(), context.classification(), context.sourceExecuted(),
                context.acknowledgements(), context.unseenAcknowledging(), context.replicas(),
                readings(context, topology), List.of(), InstanceKey.NONE,
                question.settings().recovery().promotion());
        return new Successions(question, topology, context, contest).succession();
    }

    private static Map<InstanceKey, ReplicaReading> readings(RecoveryContext context, Topology topology) {
        Map<InstanceKey, ReplicaReading> readings = new HashMap<>();
        for (ReplicaFacts replica : context.replicas()) {
            topology.find(replica.key())
                    .filter(member -> member.observed().isSeen())
                    .flatMap(FleetInstance::snapshot)
                    .ifPresent(snapshot -> readings.put(replica.key(), reading(snapshot)));
        }
        return readings;
    }

    /** What the action that stops a receiver would read: all that was executed, and what is still in relay logs. */
    private static ReplicaReading reading(InstanceSnapshot snapshot) {
        GtidSet executed = snapshot.gtid().executed();
        ReplicaStatus channel = snapshot.defaultChannel().orElse(null);
        if (channel == null) {
            return new ReplicaReading(InstanceKey.NONE, executed, executed, false, false, snapshot.isReadOnly());
        }
        GtidSet retrieved = channel.retrieved();
        GtidSet received = retrieved != null && retrieved.getClass().equals(executed.getClass())
                ? executed.union(retrieved)
                : executed;
        return new ReplicaReading(channel.source(), received, executed, false, true, snapshot.isReadOnly());
    }

    private Succession succession() {
        Choice choice = CandidateChooser.choose(contest);
        return new Succession(choice, ranking(choice), context.neverSeen(), AcknowledgementProof.of(contest),
                atRisk(choice));
    }

    private @Nullable AtRisk atRisk(Choice choice) {
        return switch (choice) {
            case Choice.Promote promote -> new AtRisk(promote.lostTransactions(), seenAgo(context.failed()),
                    seenAgo(promote.candidate()), question.picture().origin(), context.acknowledgements() > 0);
            case Choice.Nobody _ -> null;
        };
    }

    private @Nullable Duration seenAgo(InstanceKey key) {
        return topology.find(key)
                .map(member -> ServerEvidence.since(member.observed().lastSeen(), question.now()))
                .orElse(null);
    }

    private List<RankedReplica> ranking(Choice choice) {
        Map<InstanceKey, ReplicaFacts> facts =
                contest.replicas().stream().collect(Collectors.toMap(ReplicaFacts::key, Function.identity()));
        List<Choice.PassedOver> ordered = new ArrayList<>(leading(choice));
        ordered.addAll(choice.passedOver());
        List<RankedReplica> ranking = new ArrayList<>();
        int rank = 0;
        for (Choice.PassedOver entry : ordered) {
            ReplicaFacts replica = facts.get(entry.key());
            if (replica != null) {
                boolean fit = CandidateChooser.refusal(replica, contest).isEmpty();
                ranking.add(ranked(fit ? ++rank : 0, replica, entry.reason()));
            }
        }
        return ranking;
    }

    /** Who comes before those that were passed over; where nobody is promoted, those who pass every constraint by themselves. */
    private List<Choice.PassedOver> leading(Choice choice) {
        return switch (choice) {
            case Choice.Promote promote -> List.of(new Choice.PassedOver(promote.candidate(), promote.why()));
            case Choice.Nobody nobody -> contest.replicas()
                    .stream()
                    .filter(replica -> CandidateChooser.refusal(replica, contest).isEmpty())
                    .map(replica -> new Choice.PassedOver(replica.key(), "may be promoted, but " + nobody.why()))
                    .toList();
        };
    }

    private RankedReplica ranked(int rank, ReplicaFacts replica, String reason) {
        Optional<ReplicaReading> reading = Optional.ofNullable(contest.readings().get(replica.key()));
        return new RankedReplica(rank, replica, reason, reading.flatMap(this::missing).orElse(null),
                reading.map(ReplicaReading::unapplied).orElse(null), seenAgo(replica.key()));
    }

    private Optional<Long> missing(ReplicaReading reading) {
        GtidSet source = contest.sourceExecuted();
        return source.getClass().equals(reading.received().getClass())
                ? Optional.of(source.subtract(reading.received()).transactionCount())
                : Optional.empty();
    }
}
