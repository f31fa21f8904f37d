package io.orchestrator.http.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.orchestrator.domain.detection.RuleVerdict;
import io.orchestrator.domain.detection.StructureCode;
import io.orchestrator.domain.explain.AnalysisExplanation;
import io.orchestrator.domain.explain.AtRisk;
import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.explain.FailureExplanation;
import io.orchestrator.domain.explain.Picture;
import io.orchestrator.domain.explain.RankedReplica;
import io.orchestrator.domain.explain.ServerEvidence;
import io.orchestrator.domain.explain.Succession;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.promotion.AcknowledgementProof;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.recovery.RecoveryDecision;
import org.jspecify.annotations.Nullable;

/** Explanations to {@link ExplanationWire}. */
public final class ExplanationMapper {
    private ExplanationMapper() {}

    public static ExplanationWire wire(ClusterExplanation explanation) {
        return new ExplanationWire(explanation.verdict(), explanation.cluster().value(), explanation.alias(),
                explanation.sources().stream().map(KeyWire::of).toList(), picture(explanation.picture()),
                explanation.failures().stream().map(ExplanationMapper::failure).toList(),
                explanation.analyses().stream().map(ExplanationMapper::analysis).toList(),
                explanation.servers().stream().map(ExplanationMapper::server).toList(), explanation.lines());
    }

    private static ExplanationWire.PictureWire picture(Picture picture) {
        String origin = switch (picture.origin()) {
            case LEADER -> "leader";
            case BACKEND -> "backend";
        };
        return new ExplanationWire.PictureWire(origin, picture.at().toString(), millis(picture.oldest()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable KeyWire orNull(InstanceKey key) {
        return key.equals(InstanceKey.NONE) ? null : KeyWire.of(key);
    }

    private static ExplanationWire.FailureWire failure(FailureExplanation failure) {
        Succession succession = failure.succession();
        return new ExplanationWire.FailureWire(KeyWire.of(failure.server()), failure.present(), failure.isRecovered(),
                failure.verdict(), failure.analysis().code().contractName(), failure.analysis().code().description(),
                failure.sentences(), word(failure.decision()), failure.decision().reason(), orNull(failure.promoted()),
                failure.hindrances()
                        .stream()
                        .map(h -> new ExplanationWire.HindranceWire(h.weight().name().toLowerCase(Locale.ROOT),
                                h.sentence()))
                        .toList(),
                succession == null ? null : succession(succession));
    }

    private static String word(RecoveryDecision decision) {
        return switch (decision) {
            case RecoveryDecision.Ignore _ -> "ignore";
            case RecoveryDecision.DetectOnly _ -> "detect";
            case RecoveryDecision.Blocked _ -> "blocked";
            case RecoveryDecision.RecheckAfter _ -> "recheck";
            case RecoveryDecision.Recover _ -> "recover";
        };
    }

    private static ExplanationWire.SuccessionWire succession(Succession succession) {
        List<ExplanationWire.LostWire> lost = new ArrayList<>();
        succession.lost().forEach(l -> lost.add(new ExplanationWire.LostWire(KeyWire.of(l.key()), l.reason())));
        succession.neverSeen()
                .forEach(key -> lost.add(new ExplanationWire.LostWire(KeyWire.of(key), "it was never seen")));
        String why = switch (succession.choice()) {
            case Choice.Promote promote -> promote.why();
            case Choice.Nobody nobody -> nobody.why();
        };
        InstanceKey donor = switch (succession.choice()) {
            case Choice.Promote promote -> promote.donor();
            case Choice.Nobody _ -> InstanceKey.NONE;
        };
        return new ExplanationWire.SuccessionWire(orNull(succession.promoted()), why, orNull(donor),
                succession.ranking().stream().map(ExplanationMapper::ranked).toList(),
                succession.followers().stream().map(KeyWire::of).toList(), lost, atRisk(succession.atRisk()),
                proof(succession.proof()));
    }

    private static ExplanationWire.RankedWire ranked(RankedReplica replica) {
        return new ExplanationWire.RankedWire(replica.rank(), KeyWire.of(replica.key()), replica.reason(),
                replica.facts().rule().contractName(), replica.facts().classification().dataCenter(),
                replica.facts().classification().region(), replica.facts().version().text(),
                replica.facts().binlog().format(), replica.missing(), replica.unapplied(),
                millis(replica.facts().lag()), replica.facts().acknowledges(), replica.facts().downtimed(),
                millis(replica.readAgo()));
    }

    private static ExplanationWire.@Nullable AtRiskWire atRisk(@Nullable AtRisk atRisk) {
        return atRisk == null ? null
                : new ExplanationWire.AtRiskWire(atRisk.transactions().text(), atRisk.count(),
                        millis(atRisk.sourceReadAgo()), millis(atRisk.candidateReadAgo()), atRisk.caveat());
    }

    private static ExplanationWire.ProofWire proof(AcknowledgementProof proof) {
        return new ExplanationWire.ProofWire(proof.acknowledgements(), proof.acknowledging(), proof.read(),
                proof.needed(), proof.holds());
    }

    private static ExplanationWire.AnalysisItem analysis(AnalysisExplanation explanation) {
        return new ExplanationWire.AnalysisItem(KeyWire.of(explanation.analysis().key()),
                explanation.analysis().code().contractName(), explanation.analysis().code().description(),
                explanation.analysis().structure().stream().map(StructureCode::contractName).toList(),
                explanation.sentences(), word(explanation.decision()), explanation.decision().reason(),
                explanation.rules().stream().map(ExplanationMapper::rule).toList());
    }

    private static ExplanationWire.RuleWire rule(RuleVerdict rule) {
        return new ExplanationWire.RuleWire(rule.rule(), rule.code().contractName(),
                rule.outcome() != RuleVerdict.Outcome.NO_MATCH, rule.outcome() == RuleVerdict.Outcome.MATCH,
                rule.reason());
    }

    private static ExplanationWire.ServerWire server(ServerEvidence server) {
        return new ExplanationWire.ServerWire(KeyWire.of(server.key()), KeyWire.of(server.source()), server.depth(),
                server.version(), server.readOnly(), reading(server.reading()),
                server.channels().stream().map(ExplanationMapper::channel).toList(), server.rule().contractName(),
                server.downtime() != null, server.inMaintenance(), server.errant().text());
    }

    private static ExplanationWire.ReadingWire reading(ServerEvidence.Reading reading) {
        ProbeFailure failure = reading.failure();
        return new ExplanationWire.ReadingWire(reading.valid(), reading.partial(), millis(reading.seenAgo()),
                millis(reading.checkedAgo()), millis(reading.pendingFor()),
                failure == null ? null : failure.kind().name().toLowerCase(Locale.ROOT),
                failure == null ? null : failure.message(), reading.failuresInRow());
    }

    private static ExplanationWire.ChannelState channel(ReplicaStatus channel) {
        return new ExplanationWire.ChannelState(channel.channel(), KeyWire.of(channel.source()),
                channel.receiver().name().toLowerCase(Locale.ROOT), channel.applier().name().toLowerCase(Locale.ROOT),
                error(channel.receiverError()), error(channel.applierError()), millis(channel.silence()),
                millis(channel.heartbeatPeriod()), millis(channel.lag()), channel.configuredDelay().toMillis(),
                channel.positioning().isGtid());
    }

    private static ExplanationWire.ErrorWire error(ReplicationError error) {
        return new ExplanationWire.ErrorWire(error.number(), error.text());
    }
}
